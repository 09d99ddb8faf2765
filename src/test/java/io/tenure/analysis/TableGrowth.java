package io.tenure.analysis;

import io.tenure.table.Condition;
import io.tenure.table.HitPolicy;
import io.tenure.table.LargeTables;
import io.tenure.table.Table;
import io.tenure.table.TableIndex;
import java.lang.management.ManagementFactory;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/// How index, analysis and a decision grow with the rows of a table; no part of the everyday tests.
///
/// `mvn test -Dtest=TableGrowth` prints the figures, in processor time.
class TableGrowth {
    private static final int[] ROWS = {10, 100, 1_000, 10_000, 50_000};
    private static final LocalDate TODAY = LocalDate.of(2026, 6, 30);

    @Test
    void growsWithTheRows() {
        Map<String, IntFunction<List<List<Condition>>>> shapes = new LinkedHashMap<>();
        shapes.put("bands of one column", LargeTables::bands);
        shapes.put("boxes of ten columns", LargeTables::boxes);
        shapes.put("thresholds, 50 % of the cells", rows -> LargeTables.thresholds(rows, 50));
        shapes.put("thresholds, 20 % of the cells", rows -> LargeTables.thresholds(rows, 20));
        shapes.forEach((name, shape) -> {
            for (int rows : ROWS) {
                measure(name, LargeTables.table(HitPolicy.FIRST, shape.apply(rows)));
            }
        });
    }

    private static void measure(String shape, Table table) {
        int rows = table.rows().size();
        int times = Math.max(1, 2_000 / rows);
        TableIndex index = TableIndex.of(table);
        long start = cpuNanos();
        for (int i = 0; i < times; i++) {
            index = TableIndex.of(table);
        }
        double build = (cpuNanos() - start) / 1e6 / times;
        long before = usedBytes();
        TableIndex another = TableIndex.of(table);
        double megabytes = (usedBytes() - before) / 1e6;
        for (HitPolicy policy : List.of(HitPolicy.UNIQUE, HitPolicy.FIRST)) {
            Table asked = LargeTables.table(
                    policy, table.rows().stream().map(r -> r.conditions()).toList());
            start = cpuNanos();
            TableAnalysis analysis =
                    TableAnalyzer.analyze(asked, AnalysisLimits.STANDARD, Work.ofBundle(AnalysisLimits.STANDARD));
            System.out.printf(
                    Locale.ROOT,
                    "%-30s %6d rows, %-6s analysis %8.1f ms, overlaps %d, unreachable %d, gaps %d%s%n",
                    shape,
                    rows,
                    policy,
                    (cpuNanos() - start) / 1e6,
                    analysis.overlaps().size() + analysis.omittedOverlaps(),
                    analysis.unreachableRows().size() + analysis.omittedUnreachableRows(),
                    analysis.gaps().size(),
                    analysis.gapsUnproven()
                                    || analysis.overlapsUnproven()
                                    || !analysis.unprovenRows().isEmpty()
                            ? ", not all proven"
                            : "");
        }
        System.out.printf(
                Locale.ROOT,
                "%-30s %6d rows, index %8.2f ms, %6.2f MB, first match %7.0f ns, all %7.0f ns%n",
                shape,
                rows,
                build,
                megabytes,
                decision(index, rows, false),
                decision(another, rows, true));
    }

    private static double decision(TableIndex index, int rows, boolean all) {
        Random random = new Random(7);
        Object[][] customers = new Object[4_096][LargeTables.FIELDS.size()];
        for (Object[] customer : customers) {
            for (int c = 0; c < customer.length; c++) {
                customer[c] = random.nextDouble() * (c == 0 ? Math.max(rows, 1_000) : 1_000);
            }
        }
        long found = 0;
        double best = Double.MAX_VALUE;
        for (int round = 0; round < 8; round++) {
            int count = 0;
            long start = cpuNanos();
            while (cpuNanos() - start < 150_000_000L) {
                for (int i = 0; i < 256; i++) {
                    Object[] customer = customers[count++ & 4_095];
                    found += all ? index.allMatches(customer, TODAY).length : index.firstMatch(customer, TODAY);
                }
            }
            best = Math.min(best, (double) (cpuNanos() - start) / count);
        }
        return found == Long.MIN_VALUE ? -1 : best;
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static long usedBytes() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
