package io.tenure.measure;

import io.tenure.lifecycle.Customer;
import io.tenure.lifecycle.DecimalRounding;
import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldKind;
import io.tenure.lifecycle.Measures;
import io.tenure.text.Message;
import io.tenure.text.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The measures of one customer as they come to be known, formula by formula; used by one thread.
///
/// A value the caller gave stands in place of the computed one from the start, so that later formulas build
/// on it.
final class MeasureContext {
    /// The measures' indices are the same in every dictionary, since a site adds facts only.
    private static final List<Field> FIELDS = Dictionary.standard().fields(FieldKind.MEASURE);

    private static final boolean[] MUST_AGREE = new boolean[FIELDS.size()];

    static {
        for (Field field : FIELDS) {
            MUST_AGREE[field.index()] = field.overrideRule() == Field.OverrideRule.MUST_AGREE;
        }
    }

    private static final Text BEYOND_ALL_NUMBERS = Message.of("measure.shared.beyond-all-numbers");

    final Customer customer;
    private final @Nullable Object @Nullable [] overrides;
    private final @Nullable Object[] values = new Object[FIELDS.size()];
    private final @Nullable Text[] remarks = new Text[FIELDS.size()];
    private final double[] completeness = new double[FIELDS.size()];
    private @Nullable List<Contradiction> contradictions;
    private final Set<String> references = new HashSet<>(4);

    /// @param given values the caller gave, by index; null where there are none at all
    MeasureContext(Customer customer, @Nullable Object @Nullable [] given) {
        this.customer = customer;
        this.overrides = given;
        Arrays.fill(completeness, Double.NaN);
        if (given != null) {
            System.arraycopy(given, 0, values, 0, values.length);
        }
    }

    static int index(String measure) {
        return Dictionary.standard().require(measure).index();
    }

    @Nullable
    Object value(int index) {
        return values[index];
    }

    @Nullable
    Double number(int index) {
        return (Double) values[index];
    }

    @Nullable
    Integer integer(int index) {
        return (Integer) values[index];
    }

    /// Whether the caller gave the measure.
    boolean isGiven(int index) {
        return overrides != null && overrides[index] != null;
    }

    double completeness(int index) {
        return completeness[index];
    }

    void set(int index, Object value) {
        set(index, value, null);
    }

    /// A number is rounded here, where its formula ends: what later formulas, tables and rules compare, what is shown
    /// and what a caller may give back are the same.
    ///
    /// @param assumed what the value takes for granted; null for nothing
    void set(int index, Object unrounded, @Nullable Text assumed) {
        Object value = unrounded instanceof Double number
                ? (Object) DecimalRounding.round(number, DecimalRounding.FROM_FACTS)
                : unrounded;
        if (value instanceof Double number && !Double.isFinite(number)) {
            setMissing(index, BEYOND_ALL_NUMBERS);
            return;
        }
        Object givenValue = overrides == null ? null : overrides[index];
        if (givenValue == null) {
            values[index] = value;
            remarks[index] = assumed;
        } else if (MUST_AGREE[index] && !Contradiction.agree(givenValue, value)) {
            if (contradictions == null) {
                contradictions = new ArrayList<>();
            }
            contradictions.add(new Contradiction(FIELDS.get(index).name(), givenValue, value));
        }
    }

    /// Notes that a value depends on a reference amount that was not measured; null for none.
    void useReference(@Nullable String reference) {
        if (reference != null) {
            references.add(reference);
        }
    }

    void setMissing(int index, Text reason) {
        if (values[index] == null) {
            remarks[index] = reason;
        }
    }

    /// Says how much of a score was known; of no consequence for a score that was given.
    void setCompleteness(int index, double share) {
        if (overrides == null || overrides[index] == null) {
            completeness[index] = DecimalRounding.round(share, DecimalRounding.FROM_FACTS);
        }
    }

    List<Contradiction> contradictions() {
        return contradictions == null ? List.of() : List.copyOf(contradictions);
    }

    Measures toMeasures(Dictionary dictionary) {
        return Measures.of(dictionary, values, remarks, completeness, references);
    }
}
