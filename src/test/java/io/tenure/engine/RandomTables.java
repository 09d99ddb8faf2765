package io.tenure.engine;

import io.tenure.lifecycle.Term;
import io.tenure.lifecycle.Text;
import io.tenure.lifecycle.Type;
import io.tenure.ruleset.Column;
import io.tenure.ruleset.Condition;
import io.tenure.ruleset.Effect;
import io.tenure.ruleset.HitPolicy;
import io.tenure.ruleset.Interval;
import io.tenure.ruleset.Row;
import io.tenure.ruleset.Table;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/// Tables of every condition form over a few names, and values that fall on, beside and between their ends.
final class RandomTables {
    private static final List<String> READS = List.of(
            "purchaseCount",
            "volumeCurrent",
            "relationshipType",
            "exitIntent",
            "lastPurchaseDate",
            "gapRatio",
            "stage");

    private final Random random;

    RandomTables(long seed) {
        random = new Random(seed);
    }

    Table table(String name, String phase, String writes, HitPolicy hitPolicy) {
        List<Term> reads = READS.stream()
                .filter(r -> !r.equals(writes) && random.nextInt(3) > 0)
                .map(Tables.DICTIONARY::require)
                .toList();
        Term target = Tables.DICTIONARY.require(writes);
        List<Row> rows = new ArrayList<>();
        int count = 1 + random.nextInt(hitPolicy == HitPolicy.UNIQUE ? 1 : 12);
        for (int r = 0; r < count; r++) {
            boolean dated = random.nextInt(6) == 0;
            rows.add(new Row(
                    "r" + r,
                    r + 5,
                    reads.stream().map(this::condition).toList(),
                    List.of(
                            random.nextInt(8) == 0
                                    ? Effect.Leave.INSTANCE
                                    : new Effect.Literal(target.codes()
                                            .get(random.nextInt(target.codes().size())))),
                    dated && random.nextBoolean() ? day() : null,
                    dated ? day() : null,
                    Text.same("")));
        }
        return new Table(
                name,
                phase,
                hitPolicy,
                "decision-tables/t.xlsx",
                name,
                1,
                columns(reads),
                columns(List.of(target)),
                rows);
    }

    Condition condition(Term term) {
        if (random.nextInt(4) == 0) {
            return Condition.Any.INSTANCE;
        }
        boolean unknown = random.nextInt(4) == 0;
        if (term.type().isNumeric() || term.type() == Type.DATE) {
            List<Interval> intervals = new ArrayList<>();
            double from = number(term);
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
        List<String> codes = term.type() == Type.BOOLEAN ? List.of("TRUE", "FALSE") : term.codes();
        for (int i = random.nextInt(3); i > 0; i--) {
            values.add(codes.get(random.nextInt(codes.size())));
        }
        return new Condition.Codes("", values, random.nextBoolean(), unknown);
    }

    Object value(Term term) {
        if (random.nextInt(4) == 0) {
            return null;
        }
        return switch (term.type()) {
            case INTEGER -> (int) number(term);
            case NUMBER -> number(term) + (random.nextBoolean() ? 0.5 : 0);
            case BOOLEAN -> random.nextBoolean();
            case CODE -> term.codes().get(random.nextInt(term.codes().size()));
            case TEXT -> "text";
            case DATE -> LocalDate.ofEpochDay((long) number(term));
        };
    }

    LocalDate day() {
        return LocalDate.of(2026, 1, 1).plusDays(random.nextInt(4));
    }

    private double number(Term term) {
        return term.type() == Type.DATE ? day().toEpochDay() : random.nextInt(8);
    }

    private static List<Column> columns(List<Term> terms) {
        return terms.stream().map(t -> new Column(t, "", terms.indexOf(t) + 2)).toList();
    }
}
