package io.tenure.region;

import io.tenure.bundle.Ruleset;
import io.tenure.engine.CompiledRuleset;
import io.tenure.table.Assignment;
import io.tenure.table.Condition;
import io.tenure.table.Interval;
import io.tenure.table.Row;
import io.tenure.table.Table;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Function;

/// Measures how much processor time the regions of random edits take: of the bundled tables, and with a table of 1,000
/// rows in place
/// of `Stage`. Run by hand; the figures are in `docs/performance.md`.
final class AffectedCustomersTimes {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private AffectedCustomersTimes() {}

    public static void main(String[] args) {
        int edits = args.length == 0 ? 40 : Integer.parseInt(args[0]);
        Ruleset bundled = AffectedCustomersProperties.bundled();
        measure("bundled", bundled, edits, ruleset -> RandomEdits.edit(ruleset, new Random(edits)));
        Ruleset large = withLargeTable(bundled);
        Random random = new Random(5);
        measure("1,000 rows", large, edits, ruleset -> editLarge(ruleset, random));
    }

    private static void measure(String name, Ruleset ruleset, int edits, Function<Ruleset, Ruleset> edit) {
        CompiledRuleset before = AffectedCustomersProperties.compile(ruleset);
        Random seeds = new Random(11);
        long[] took = new long[edits];
        int proven = 0;
        int regions = 0;
        for (int i = 0; i < edits; i++) {
            Ruleset edited = name.equals("bundled") ? RandomEdits.edit(ruleset, seeds) : edit.apply(ruleset);
            CompiledRuleset after = AffectedCustomersProperties.compile(edited);
            long start = THREADS.getCurrentThreadCpuTime();
            AffectedCustomers affected = AffectedCustomers.between(before, after, Clock.systemUTC());
            took[i] = THREADS.getCurrentThreadCpuTime() - start;
            proven += affected.nobodyElse() ? 1 : 0;
            regions += affected.regions().size();
        }
        long[] warm = Arrays.copyOfRange(took, edits / 4, edits);
        Arrays.sort(warm);
        System.out.printf(
                Locale.ROOT,
                "%s: %d edits, %d proven, %d regions, first %.0f ms, then median %.0f ms, longest %.0f ms%n",
                name,
                edits,
                proven,
                regions,
                took[0] / 1e6,
                warm[warm.length / 2] / 1e6,
                warm[warm.length - 1] / 1e6);
    }

    /// Rows by purchase count and recency, first match, each overlapping its neighbours.
    private static Ruleset withLargeTable(Ruleset ruleset) {
        Table stage = ruleset.tables().stream()
                .filter(table -> table.name().equals("Stage"))
                .findFirst()
                .orElseThrow();
        List<Row> rows = new ArrayList<>();
        for (int r = 0; r < 1_000; r++) {
            Condition[] conditions = new Condition[stage.conditions().size()];
            Arrays.fill(conditions, Condition.Any.INSTANCE);
            int count = r % 40;
            int days = r / 40 * 30;
            conditions[1] = new Condition.Numbers(
                    count + ".." + (count + 2), List.of(new Interval(count, true, count + 2, true)), false);
            conditions[7] = new Condition.Numbers(
                    days + ".." + (days + 45), List.of(new Interval(days, true, days + 45, true)), false);
            String code =
                    List.of("EXPLORATION", "FORMATION", "STABLE", "DECLINE").get(r % 4);
            Row like = stage.rows().getFirst();
            rows.add(new Row(
                    "L" + r,
                    8 + r,
                    List.of(conditions),
                    List.of(new Assignment.Literal(code)),
                    null,
                    null,
                    like.reason()));
        }
        return ruleset.withTables(ruleset.tables().stream()
                .map(table -> table == stage ? table.withRows(rows) : table)
                .toList());
    }

    private static Ruleset editLarge(Ruleset ruleset, Random random) {
        return ruleset.withTables(ruleset.tables().stream()
                .map(table -> table.name().equals("Stage") ? RandomEdits.editOneRow(table, random) : table)
                .toList());
    }
}
