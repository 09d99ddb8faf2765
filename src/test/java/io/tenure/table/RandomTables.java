package io.tenure.table;

import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldType;
import io.tenure.text.Text;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Tables with every form of condition on a few names, and values on, next to and between their bounds.
public final class RandomTables {
    private static final List<String> READS = List.of(
            "purchaseCount",
            "volumeCurrent",
            "relationshipType",
            "exitIntent",
            "lastPurchaseDate",
            "gapRatio",
            "stage");

    private final Random random;

    public RandomTables(long seed) {
        random = new Random(seed);
    }

    /// @param writes the outcome that the table decides
    public Table table(String name, String phase, String writes, HitPolicy hitPolicy) {
        List<Field> reads = READS.stream()
                .filter(r -> !r.equals(writes) && random.nextInt(3) > 0)
                .map(Dictionary.standard()::require)
                .toList();
        return table(name, phase, reads, writes, hitPolicy, 1 + random.nextInt(hitPolicy == HitPolicy.UNIQUE ? 1 : 12));
    }

    /// A table that reads the outcome it decides, among other names.
    public Table overridingTable(String name, String phase, String refines, HitPolicy hitPolicy) {
        List<Field> reads = Stream.concat(
                        Stream.of(refines), READS.stream().filter(r -> !r.equals(refines) && random.nextInt(3) == 0))
                .map(Dictionary.standard()::require)
                .toList();
        return table(
                name, phase, reads, refines, hitPolicy, 1 + random.nextInt(hitPolicy == HitPolicy.UNIQUE ? 1 : 12));
    }

    public Table table(String name, String phase, List<Field> reads, String writes, HitPolicy hitPolicy, int count) {
        Field target = Dictionary.standard().require(writes);
        return table(
                name,
                phase,
                reads,
                List.of(target),
                () -> List.of(
                        random.nextInt(8) == 0
                                ? Assignment.None.INSTANCE
                                : new Assignment.Literal(target.codes()
                                        .get(random.nextInt(target.codes().size())))),
                hitPolicy,
                count);
    }

    /// A table each of whose matching rows adds something.
    ///
    /// @param writes the parts of what a row adds
    /// @param values of the parts, for one row
    public Table collectTable(String name, String phase, List<String> writes, Supplier<List<Object>> values) {
        return table(
                name,
                phase,
                READS.stream()
                        .filter(_ -> random.nextBoolean())
                        .map(Dictionary.standard()::require)
                        .toList(),
                writes.stream().map(Dictionary.standard()::require).toList(),
                () -> values.get().stream()
                        .map(value -> (Assignment) new Assignment.Literal(value))
                        .toList(),
                HitPolicy.COLLECT,
                1 + random.nextInt(12));
    }

    private Table table(
            String name,
            String phase,
            List<Field> reads,
            List<Field> targets,
            Supplier<List<Assignment>> assignments,
            HitPolicy hitPolicy,
            int count) {
        List<Row> rows = new ArrayList<>();
        for (int r = 0; r < count; r++) {
            boolean dated = random.nextInt(6) == 0;
            rows.add(new Row(
                    "r" + r,
                    r + 5,
                    reads.stream().map(this::condition).toList(),
                    assignments.get(),
                    dated && random.nextBoolean() ? day() : null,
                    dated ? day() : null,
                    Text.same("")));
        }
        return new Table(
                name, phase, hitPolicy, "decision-tables/t.xlsx", name, 1, columns(reads), columns(targets), rows);
    }

    /// A number from 0 on, below a limit.
    public int below(int limit) {
        return random.nextInt(limit);
    }

    public Condition condition(Field field) {
        if (random.nextInt(4) == 0) {
            return Condition.Any.INSTANCE;
        }
        boolean unknown = random.nextInt(4) == 0;
        if (field.type().isNumeric() || field.type() == FieldType.DATE) {
            List<Interval> intervals = new ArrayList<>();
            double from = number(field);
            for (int i = random.nextInt(3); i > 0; i--) {
                double to = from + random.nextInt(3);
                intervals.add(
                        switch (random.nextInt(4)) {
                            case 0 -> Interval.point(from);
                            case 1 -> new Interval(from, true, to + 1, random.nextBoolean());
                            case 2 -> new Interval(from, false, to + 1, true);
                            default -> new Interval(from, true, Double.POSITIVE_INFINITY, false);
                        });
                from = to + 2;
            }
            if (intervals.isEmpty() && !unknown) {
                intervals.add(Interval.ALL);
            }
            return new Condition.Numbers("", intervals, unknown);
        }
        Set<String> values = new HashSet<>();
        List<String> codes = switch (field.type()) {
            case BOOLEAN -> List.of("TRUE", "FALSE");
            case TEXT -> List.of("a", "b, c", "unknown");
            default -> field.codes();
        };
        for (int i = random.nextInt(3); i > 0; i--) {
            values.add(codes.get(random.nextInt(codes.size())));
        }
        return new Condition.Codes("", values, random.nextBoolean(), unknown);
    }

    public @Nullable Object value(Field field) {
        if (random.nextInt(4) == 0) {
            return null;
        }
        return switch (field.type()) {
            case INTEGER -> (int) number(field);
            case NUMBER -> number(field) + (random.nextBoolean() ? 0.5 : 0);
            case BOOLEAN -> random.nextBoolean();
            case CODE -> field.codes().get(random.nextInt(field.codes().size()));
            case TEXT -> "text";
            case DATE -> LocalDate.ofEpochDay((long) number(field));
        };
    }

    public LocalDate day() {
        return LocalDate.of(2026, 1, 1).plusDays(random.nextInt(4));
    }

    private double number(Field field) {
        return field.type() == FieldType.DATE ? day().toEpochDay() : random.nextInt(8);
    }

    private static List<Column> columns(List<Field> fields) {
        return fields.stream()
                .map(t -> new Column(t, "", fields.indexOf(t) + 2))
                .toList();
    }
}
