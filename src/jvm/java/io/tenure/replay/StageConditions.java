package io.tenure.replay;

import io.tenure.bundle.DrlWrites;
import io.tenure.bundle.Ruleset;
import io.tenure.lifecycle.Customer;
import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldKind;
import io.tenure.lifecycle.Measures;
import io.tenure.table.Assignment;
import io.tenure.table.Condition;
import io.tenure.table.Partition;
import io.tenure.table.Row;
import io.tenure.table.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What the stage of a customer depends on: the fields that are read on the way to it, cut into pieces that no
/// condition divides. Two days on which each field is in the same piece have the same stage, by the same row.
final class StageConditions {
    static final String STAGE = "stage";

    /// Measures that stay as they are or move in one direction as long as the facts stay as they are. All others are
    /// looked at day by day.
    private static final Set<String> ONE_DIRECTION = Set.of(
            "recencyDays",
            "tenureMonths",
            "prospectAgeDays",
            "meanInterpurchaseDays",
            "interpurchaseCv",
            "gapRatio",
            "volumeGrowth",
            "profitGrowth");

    private final List<Field> fields;
    private final List<Partition> partitions;
    private final List<Field> copied;

    private StageConditions(Map<Field, List<List<Condition>>> conditions, Set<Field> copied) {
        this.fields = List.copyOf(conditions.keySet());
        this.partitions = conditions.entrySet().stream()
                .map(entry -> Partition.of(entry.getKey(), entry.getValue()))
                .toList();
        this.copied = List.copyOf(copied);
    }

    /// Empty where it can't be told from the tables alone: rules in Drools code have a part in the stage, or it
    /// depends on what is computed from outcomes, or on a measure that may go up and down.
    static Optional<StageConditions> of(Ruleset ruleset) {
        return ruleset.freeForms().isEmpty() ? new Search(ruleset).conditions() : Optional.empty();
    }

    /// Goes from the stage back to what it is decided by.
    private static final class Search {
        private final Ruleset ruleset;
        private final Set<String> written;
        private final Set<String> seen = new HashSet<>(Set.of(STAGE));
        private final List<String> outcomes = new ArrayList<>(List.of(STAGE));
        private final Map<Field, List<List<Condition>>> conditions = new LinkedHashMap<>();
        private final Set<Field> copied = new LinkedHashSet<>();
        private boolean known = true;

        Search(Ruleset ruleset) {
            this.ruleset = ruleset;
            this.written = DrlWrites.outcomes(ruleset);
        }

        Optional<StageConditions> conditions() {
            while (known && !outcomes.isEmpty()) {
                String outcome = outcomes.removeLast();
                List<Table> tables = ruleset.tables().stream()
                        .filter(table -> table.actions().stream()
                                .anyMatch(action -> action.field().name().equals(outcome)))
                        .toList();
                known &= !tables.isEmpty() && !written.contains(outcome);
                tables.forEach(table -> add(table, outcome));
            }
            return known ? Optional.of(new StageConditions(conditions, copied)) : Optional.empty();
        }

        private void add(Table table, String outcome) {
            for (int c = 0; c < table.conditions().size(); c++) {
                int column = c;
                Field field = table.conditions().get(c).field();
                if (isInput(field)) {
                    add(field, table, row -> row.conditions().get(column));
                }
            }
            if (table.isDated()) {
                add(Dictionary.standard().require("asOf"), table, Row::period);
            }
            for (int a = 0; a < table.actions().size(); a++) {
                if (table.actions().get(a).field().name().equals(outcome)) {
                    for (Row row : table.rows()) {
                        if (row.assignments().get(a) instanceof Assignment.Copy(Field source) && isInput(source)) {
                            copied.add(source);
                        }
                    }
                }
            }
        }

        /// Whether it is a fact or a measure. An outcome is gone back from, too.
        private boolean isInput(Field field) {
            switch (field.kind()) {
                case FACT -> {
                    return true;
                }
                case MEASURE -> {
                    known &= ONE_DIRECTION.contains(field.name());
                    return true;
                }
                case OUTCOME -> {
                    if (seen.add(field.name())) {
                        outcomes.add(field.name());
                    }
                    return false;
                }
                case ITEM -> {
                    known = false;
                    return false;
                }
            }
            throw new AssertionError(field);
        }

        private void add(Field field, Table table, Function<Row, Condition> condition) {
            List<List<Condition>> ofField = conditions.computeIfAbsent(field, _ -> new ArrayList<>());
            table.rows().forEach(row -> ofField.add(List.of(condition.apply(row))));
        }
    }

    /// The piece of each field that a condition reads, and the value of each that is copied.
    List<Optional<Object>> pieces(Customer customer, Measures measures) {
        List<Optional<Object>> pieces = new ArrayList<>(fields.size() + copied.size());
        for (int i = 0; i < fields.size(); i++) {
            pieces.add(Optional.of(partitions.get(i).pieceOf(value(fields.get(i), customer, measures))));
        }
        for (Field field : copied) {
            pieces.add(Optional.ofNullable(value(field, customer, measures)));
        }
        return pieces;
    }

    private static @Nullable Object value(Field field, Customer customer, Measures measures) {
        return field.kind() == FieldKind.FACT ? customer.value(field.index()) : measures.value(field.index());
    }
}
