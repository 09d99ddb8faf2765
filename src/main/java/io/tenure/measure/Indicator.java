package io.tenure.measure;

import io.tenure.lifecycle.Customer;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldKind;
import io.tenure.lifecycle.Measures;
import io.tenure.text.NumberText;
import org.jspecify.annotations.Nullable;

/// One of the facts and measures that make up a [score][Indicators], on a scale from 0 to 100.
///
/// A number scores on a line between two values; which of them is the larger gives the direction. Of the two values of
/// a boolean one scores 0 and the other 100. Codes score by their order in the dictionary, evenly between two of them.
///
/// @param score name of the measure that it is a part of
/// @param name unique among the indicators of the score
/// @param source the fact or measure
/// @param weight 0 or more, in proportion to the other weights of the score
/// @param valueAtZero value that scores 0: a number, 0 or 1 for FALSE or TRUE, the position of a code
/// @param valueAtHundred value that scores 100; not the same
/// @param reference the amount that was not measured on the site's own customers and on which the scale depends; null
///     for none
public record Indicator(
        String score,
        String name,
        Field source,
        double weight,
        double valueAtZero,
        double valueAtHundred,
        @Nullable String reference) {

    /// From 0 to 100; null where the fact or measure is unknown.
    public @Nullable Double points(Customer customer, Measures measures) {
        return points(value(customer, measures));
    }

    /// The value of its fact or measure; null for unknown.
    public @Nullable Object value(Customer customer, Measures measures) {
        return source.kind() == FieldKind.FACT ? customer.value(source.index()) : measures.value(source.index());
    }

    @Nullable
    Double points(MeasureContext context) {
        return points(
                source.kind() == FieldKind.FACT
                        ? context.customer.value(source.index())
                        : context.value(source.index()));
    }

    private @Nullable Double points(@Nullable Object value) {
        return new LinearScale(valueAtZero, valueAtHundred)
                .of(
                        switch (value) {
                            case null -> null;
                            case Number number -> number;
                            case Boolean yes -> position(yes);
                            default -> position(source, value.toString());
                        });
    }

    /// The value that scores 0, as a person writes it.
    public String textAtZero() {
        return text(valueAtZero);
    }

    /// The value that scores 100, as a person writes it.
    public String textAtHundred() {
        return text(valueAtHundred);
    }

    private String text(double place) {
        return switch (source.type()) {
            case BOOLEAN -> place > 0 ? "TRUE" : "FALSE";
            case CODE -> source.codes().get((int) place);
            default -> NumberText.exact(place);
        };
    }

    /// The place of a boolean on a scale.
    public static double position(boolean value) {
        return value ? 1 : 0;
    }

    /// The place of a code on a scale: its position among the codes of the field; null where it is none of them.
    public static @Nullable Double position(Field field, String code) {
        int position = field.codes().indexOf(code);
        return position < 0 ? null : (Double) (double) position;
    }
}
