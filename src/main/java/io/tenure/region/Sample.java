package io.tenure.region;

import io.tenure.engine.TableReading;
import io.tenure.engine.TracedDecision;
import io.tenure.lifecycle.DecisionResult;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldKind;
import io.tenure.region.DecisionDifference.Difference;
import io.tenure.region.Region.FieldCondition;
import io.tenure.region.Region.OutcomeChange;
import io.tenure.table.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A customer whom both rulesets decided.
///
/// @param cells the facts and given measures as in a row of a file
/// @param differences between the two decisions, by name
record Sample(
        Map<String, String> cells, TracedDecision before, TracedDecision after, Map<String, Difference> differences) {
    Sample {
        cells = new TreeMap<>(cells);
    }

    static Sample of(Map<String, String> cells, TracedDecision before, TracedDecision after) {
        return new Sample(cells, before, after, DecisionDifference.between(before.result(), after.result()));
    }

    /// Whether the customer is one of a region, and what the region says changes in the end.
    boolean isOf(Region region) {
        return differences.containsKey(differenceName(region.field())) && hasReadingOf(region);
    }

    /// The name by which differences of a field are listed.
    static String differenceName(Field field) {
        if (field.kind() == FieldKind.OUTCOME) {
            return field.name();
        }
        return switch (field.name().substring(0, field.name().indexOf('.'))) {
            case "signal" -> DecisionDifference.SIGNALS;
            case "lever" -> DecisionDifference.LEVERS;
            case "exclusion" -> DecisionDifference.EXCLUSIONS;
            default -> DecisionDifference.CANDIDATES;
        };
    }

    /// Whether the table was asked with values of the region.
    boolean hasReadingOf(Region region) {
        for (Reading reading : readings(region.table())) {
            if (matchesInputs(region, reading)
                    && region.boxes().stream()
                            .anyMatch(box -> violated(box, reading).isEmpty())) {
                return true;
            }
        }
        return false;
    }

    /// The conditions of the region's nearest box that the customer doesn't meet; null where the table isn't asked.
    @Nullable
    List<FieldCondition> violated(Region region) {
        List<FieldCondition> fewest = null;
        for (Reading reading : readings(region.table())) {
            for (List<FieldCondition> box : region.boxes()) {
                List<FieldCondition> violated = violated(box, reading);
                if (fewest == null || violated.size() < fewest.size()) {
                    fewest = violated;
                }
            }
        }
        return fewest;
    }

    /// The same table asked by both rulesets.
    private record Reading(
            @Nullable TableReading before, @Nullable TableReading after) {}

    private List<Reading> readings(Table table) {
        List<TableReading> old = before.readings(table.name());
        List<TableReading> now = after.readings(table.name());
        List<Reading> readings = new ArrayList<>();
        // An action may be proposed more than once.
        List<TableReading> left = new ArrayList<>(now);
        for (TableReading one : old.isEmpty() ? now : old) {
            TableReading other = old.isEmpty()
                    ? null
                    : left.stream()
                            .filter(r -> Objects.equals(r.candidate(), one.candidate()))
                            .findFirst()
                            .orElse(null);
            left.remove(other);
            readings.add(old.isEmpty() ? new Reading(null, one) : new Reading(one, other));
        }
        return readings;
    }

    private boolean matchesInputs(Region region, Reading reading) {
        if (region.inputs().isEmpty()) {
            return true;
        }
        if (reading.before == null || reading.after == null) {
            return false;
        }
        for (OutcomeChange change : region.inputs().values()) {
            Object was = value(change.field(), reading.before, before.result());
            Object is = value(change.field(), reading.after, after.result());
            if ((change.before() instanceof Value.Known(Object value) && !Objects.equals(value, was))
                    || (change.after() instanceof Value.Known(Object now) && !Objects.equals(now, is))
                    || (change.after() instanceof Value.Sum(Field _, int more)
                            && !(was instanceof Integer a && is instanceof Integer b && b - a == more))) {
                return false;
            }
        }
        return true;
    }

    private List<FieldCondition> violated(List<FieldCondition> box, Reading reading) {
        List<FieldCondition> violated = new ArrayList<>();
        for (FieldCondition asked : box) {
            boolean old = reading.before == null
                    || asked.condition().matches(value(asked.field(), reading.before, before.result()));
            boolean now = reading.after == null
                    || asked.condition().matches(value(asked.field(), reading.after, after.result()));
            if (!old || !now) {
                violated.add(asked);
            }
        }
        return violated;
    }

    /// What a field was when a table was asked; of one that has nothing to do with the table, what it is in the end.
    static @Nullable Object value(Field field, TableReading reading, DecisionResult result) {
        for (int c = 0; c < reading.table().conditions().size(); c++) {
            if (reading.table().conditions().get(c).field().name().equals(field.name())) {
                return reading.values().get(c);
            }
        }
        if (reading.outcomes().containsKey(field.name())) {
            return reading.outcomes().get(field.name());
        }
        return switch (field.kind()) {
            case FACT -> result.customer().value(field.index());
            case MEASURE -> result.measures().value(field.index());
            case OUTCOME -> result.decision().value(field.index());
            case ITEM -> null;
        };
    }
}
