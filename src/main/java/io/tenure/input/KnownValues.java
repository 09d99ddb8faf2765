package io.tenure.input;

import io.tenure.lifecycle.Complaint;
import io.tenure.lifecycle.Customer;
import io.tenure.lifecycle.DecisionInput;
import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldKind;
import io.tenure.text.Message;
import io.tenure.text.NumberText;
import io.tenure.text.Text;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.AbstractMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is known of a customer, given or derived from records, as [ContradictionRules] compare it.
///
/// A value is asked for only where it is known.
///
/// @param hasPurchaseRecords whether sales and profits may come from purchase records
/// @param complaints null where none were given
record KnownValues(
        LocalDate asOf,
        Map<String, ?> facts,
        Map<String, ?> measures,
        boolean hasPurchaseRecords,
        @Nullable List<Complaint> complaints) {
    /// The number of complaint records, which isn't a fact.
    static final String COMPLAINTS = "complaints";

    private static final String FIRST = "firstPurchaseDate";
    private static final String LAST = "lastPurchaseDate";
    private static final String TENURE = "tenureMonths";
    private static final String RECENCY = "recencyDays";

    /// A cent: amounts that differ by less are equal.
    private static final double CENT = 0.01;

    static KnownValues of(DecisionInput input, Dictionary dictionary) {
        Customer customer = input.customer();
        // Without a map of all facts: a search asks this about thousands of customers.
        Map<String, Object> facts = new AbstractMap<>() {
            @Override
            public @Nullable Object get(@Nullable Object name) {
                Field field =
                        dictionary.find((String) Objects.requireNonNull(name)).orElse(null);
                return field == null || field.kind() != FieldKind.FACT ? null : customer.value(field.index());
            }

            @Override
            public Set<Map.Entry<String, Object>> entrySet() {
                return customer.known().entrySet();
            }
        };
        return new KnownValues(
                Objects.requireNonNull(customer.getAsOf()),
                facts,
                input.measureOverrides(),
                !customer.purchases().isEmpty(),
                customer.complaints().isEmpty() ? null : customer.complaints());
    }

    @Nullable
    Object get(String name) {
        if (name.equals(COMPLAINTS)) {
            return complaints == null ? null : complaints.size();
        }
        Object fact = facts.get(name);
        return fact == null ? measures.get(name) : fact;
    }

    boolean isKnown(String name) {
        return get(name) != null;
    }

    double number(String name) {
        return ((Number) Objects.requireNonNull(get(name))).doubleValue();
    }

    LocalDate date(String name) {
        return (LocalDate) Objects.requireNonNull(get(name));
    }

    boolean isZero(String name) {
        return number(name) == 0;
    }

    boolean isPositive(String name) {
        return number(name) > 0;
    }

    boolean isTrue(String name) {
        return Boolean.TRUE.equals(get(name));
    }

    boolean isContract() {
        return "CONTRACTUAL".equals(get("relationshipType"));
    }

    /// Whether a month has passed since the relationship began.
    boolean isMonthOld() {
        return !date(FIRST).isAfter(asOf.minusMonths(1));
    }

    /// Whether an amount is above its bound by more than rounding explains: a bound in whole units may be cut off.
    boolean exceeds(String name, String bound) {
        double above = number(name) - number(bound);
        return above >= (number(bound) == Math.rint(number(bound)) ? 1 : CENT) && above > 1e-9 * Math.abs(number(name));
    }

    boolean noComplaintIsResolved() {
        return complaints != null
                && complaints.stream()
                        .noneMatch(c -> c.resolved() != null && !c.resolved().isAfter(asOf));
    }

    /// Whether nothing more exact than this name says when the customer first or last bought.
    boolean isBestSource(String name) {
        return switch (name) {
            case TENURE -> !isKnown(FIRST);
            case RECENCY -> !isKnown(LAST);
            default -> true;
        };
    }

    /// The day that a name says: of the first purchase, as early as whole months allow, or of the last.
    LocalDate purchaseDay(String name) {
        return switch (name) {
            case TENURE -> asOf.minusMonths((long) number(TENURE) + 1).plusDays(1);
            case RECENCY -> asOf.minusDays((long) number(RECENCY));
            default -> date(name);
        };
    }

    /// The day of the last purchase; `asOf` where it is unknown.
    LocalDate lastPurchase() {
        return isKnown(LAST) ? date(LAST) : isKnown(RECENCY) ? purchaseDay(RECENCY) : asOf;
    }

    /// The days from the first purchase to the last, both included; 0 or less where they are the wrong way round.
    long daysSince(String first) {
        return ChronoUnit.DAYS.between(purchaseDay(first), lastPurchase()) + 1;
    }

    /// A value as a sentence shows it.
    static String displayValue(Object value) {
        return value instanceof Double d ? NumberText.plain(d) : value.toString();
    }

    /// That a value given is not the one computed from others.
    static Text disagreement(String name, Object input, Object derived) {
        return Message.of(
                "input.contradiction.derived.message",
                "name",
                name,
                "given",
                displayValue(input),
                "computed",
                displayValue(derived));
    }
}
