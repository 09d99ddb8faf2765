package io.tenure.ruleset;

import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Term;
import io.tenure.lifecycle.Text;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What a typed table leaves open and says twice, over all its columns together.
///
/// Exact for every combination of legal values of the names that the table reads: each of the dictionary's
/// codes, each number and day in range, and not known where a name can be that. Which combinations can
/// come about, given what earlier tables decide or how one fact follows from another, isn't considered, so
/// a gap may be one that no customer ever falls into. Days before all rows of a table are effective are no gap.
///
/// @param overlaps in a `UNIQUE` table, pairs of rows that both take some customer
/// @param furtherOverlaps how many such pairs there are besides
/// @param neverFiring rows that no customer makes fire
/// @param gaps in a `UNIQUE` or `FIRST` table, customers whom no row takes
/// @param moreGaps whether there are others
/// @param undecided rows of which it is not proven whether they can fire
/// @param gapsUndecided whether it is not proven that there are no gaps but these
public record TableAnalysis(
        Table table,
        List<Overlap> overlaps,
        int furtherOverlaps,
        List<NeverFires> neverFiring,
        List<Gap> gaps,
        boolean moreGaps,
        List<Row> undecided,
        boolean gapsUndecided) {
    public TableAnalysis {
        overlaps = List.copyOf(overlaps);
        neverFiring = List.copyOf(neverFiring);
        gaps = List.copyOf(gaps);
        undecided = List.copyOf(undecided);
    }

    public static TableAnalysis of(Table table, Limits limits) {
        return new Analyst(table, limits).analyse(true);
    }

    /// Of a table of which some rows could not be read: what the others leave open is not asked.
    static TableAnalysis ofSomeRows(Table table, Limits limits) {
        return new Analyst(table, limits).analyse(false);
    }

    /// The same as findings, sorted.
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        overlaps.forEach(o -> findings.add(o.finding(table)));
        neverFiring.forEach(n -> findings.add(n.finding(table)));
        gaps.forEach(g -> findings.add(g.finding(table)));
        if (furtherOverlaps > 0) {
            findings.add(Finding.error(
                    "overlap",
                    at(table),
                    table.name(),
                    new Text(
                            furtherOverlaps + " more pairs of rows of " + table.name() + " overlap.",
                            table.name() + "中还有" + furtherOverlaps + "对行重叠。"),
                    new Text("Mend the overlaps named first, then check again.", "请先处理已列出的重叠，再重新检查。")));
        }
        if (moreGaps) {
            findings.add(Finding.warning(
                    "gap",
                    at(table),
                    table.name(),
                    new Text(
                            table.name() + " has more gaps than the " + gaps.size() + " named.",
                            table.name() + "中除已列出的" + gaps.size() + "处外还有未覆盖的情形。"),
                    new Text(
                            "Add a row with - in every condition, last in a FIRST table, or close the gaps named and check again.",
                            "请添加一行，所有条件填-（FIRST表中放在最后），或先补上已列出的情形再重新检查。")));
        }
        if (!undecided.isEmpty() || gapsUndecided) {
            findings.add(notProven());
        }
        findings.sort(Finding.ORDER);
        return findings;
    }

    private Finding notProven() {
        List<String> en = new ArrayList<>();
        List<String> zh = new ArrayList<>();
        if (!undecided.isEmpty()) {
            Text rows = called(undecided.stream().limit(10).toList());
            int rest = undecided.size() - 10;
            en.add("whether rows " + rows.en() + (rest > 0 ? " and " + rest + " more" : "") + " can fire");
            zh.add(rows.zh() + (rest > 0 ? "等" + undecided.size() + "行" : "") + "能否触发");
        }
        if (gapsUndecided) {
            en.add(
                    gaps.isEmpty()
                            ? "whether a row takes every customer"
                            : "whether there are more gaps than those named");
            zh.add(gaps.isEmpty() ? "是否每个客户都有行适用" : "除已列出的以外是否还有未覆盖的情形");
        }
        return new Finding(
                Finding.Severity.NOTE,
                "not-proven",
                at(table),
                table.name(),
                new Text(
                        "The check of " + table.name() + " stopped at its limits. Not proven: " + String.join("; ", en)
                                + ".",
                        "对" + table.name() + "的检查已达上限。未能证明：" + String.join("；", zh) + "。"),
                new Text(
                        "Split the table into smaller ones; a last row with - in every condition closes all gaps.",
                        "请将表拆分为较小的表；最后加一行、所有条件填-，即可覆盖全部情形。"));
    }

    static Address at(Table table) {
        return new Address(table.file(), table.sheet(), table.row(), 0);
    }

    static Address at(Table table, Row row) {
        return new Address(table.file(), table.sheet(), row.number(), 0);
    }

    /// A row as people find it: `14 ST6`, `第14行ST6`.
    static Text called(Row row) {
        return new Text((row.number() + " " + row.name()).strip(), "第" + row.number() + "行" + row.name());
    }

    static Text called(List<Row> rows) {
        return new Text(
                rows.stream().map(r -> called(r).en()).collect(Collectors.joining(", ")),
                rows.stream().map(r -> called(r).zh()).collect(Collectors.joining("、")));
    }

    /// The work on one table.
    private static final class Analyst {
        private static final int QUICK = 2_000;

        private final Table table;
        private final Limits limits;
        private final List<Row> rows;
        private final List<Axis> axes = new ArrayList<>();
        /// The axis of the day of the decision, where rows have effective dates; else -1.
        private final int dates;
        /// Whether that axis stands for the rows' dates alone, not for a condition column too.
        private final boolean datesOnly;

        private final int bits;
        private final long[] live;
        /// Rows of which no two overlap, gaps' rows among them.
        private final long[] disjoint;
        private final long start = System.nanoTime();

        private final List<Overlap> overlaps = new ArrayList<>();
        private int furtherOverlaps;
        private final List<NeverFires> neverFiring = new ArrayList<>();
        private final List<Gap> gaps = new ArrayList<>();
        private boolean moreGaps;
        private final List<Row> undecided = new ArrayList<>();
        private boolean gapsUndecided;

        Analyst(Table table, Limits limits) {
            this.table = table;
            this.limits = limits;
            rows = table.rows();
            bits = rows.size() + limits.gaps();
            Map<String, List<Integer>> columns = new LinkedHashMap<>();
            for (int c = 0; c < table.conditions().size(); c++) {
                columns.computeIfAbsent(table.conditions().get(c).term().name(), _ -> new ArrayList<>())
                        .add(c);
            }
            boolean dated = rows.stream().anyMatch(r -> r.effective() != null || r.expires() != null);
            datesOnly = dated && !columns.containsKey("asOf");
            if (datesOnly) {
                columns.put("asOf", List.of());
            }
            int at = -1;
            for (Map.Entry<String, List<Integer>> entry : columns.entrySet()) {
                boolean day = dated && entry.getKey().equals("asOf");
                if (day) {
                    at = axes.size();
                }
                Term term = entry.getValue().isEmpty()
                        ? Dictionary.standard().require("asOf")
                        : table.conditions().get(entry.getValue().getFirst()).term();
                axes.add(Axis.of(
                        term,
                        rows.stream().map(r -> asked(r, entry.getValue(), day)).toList(),
                        limits.gaps()));
            }
            dates = at;
            disjoint = Bits.none(bits);
            live = Bits.none(bits);
            for (int r = 0; r < rows.size(); r++) {
                int row = r;
                if (axes.stream().noneMatch(a -> Bits.isEmpty(a.piecesOf(row)))) {
                    Bits.set(live, r);
                }
            }
        }

        private static List<Condition> asked(Row row, List<Integer> columns, boolean day) {
            List<Condition> asked = new ArrayList<>();
            columns.forEach(c -> asked.add(row.conditions().get(c)));
            if (day) {
                asked.add(row.period());
            }
            return asked;
        }

        TableAnalysis analyse(boolean withGaps) {
            for (int r = 0; r < rows.size(); r++) {
                if (!Bits.has(live, r)) {
                    neverFiring.add(new NeverFires(rows.get(r), List.of()));
                }
            }
            switch (table.hitPolicy()) {
                case UNIQUE -> meetings(true);
                case FIRST -> {
                    meetings(false);
                    shadows();
                }
                case COLLECT -> {}
            }
            if (withGaps && table.hitPolicy() != HitPolicy.COLLECT && !rows.isEmpty()) {
                gaps();
            }
            return new TableAnalysis(
                    table, overlaps, furtherOverlaps, neverFiring, gaps, moreGaps, undecided, gapsUndecided);
        }

        /// Goes through all pairs of rows.
        private void meetings(boolean asOverlaps) {
            int[] met = new int[rows.size()];
            for (int upper = Bits.next(live, 0); upper >= 0; upper = Bits.next(live, upper + 1)) {
                for (int lower = Bits.next(live, upper + 1); lower >= 0; lower = Bits.next(live, lower + 1)) {
                    if (meet(upper, lower)) {
                        met[upper]++;
                        met[lower]++;
                        if (asOverlaps && overlaps.size() < limits.overlaps()) {
                            overlaps.add(overlap(upper, lower));
                        } else if (asOverlaps) {
                            furtherOverlaps++;
                        }
                    }
                }
            }
            IntStream.range(0, rows.size())
                    .filter(row -> Bits.has(live, row))
                    .boxed()
                    .sorted(Comparator.comparingInt(row -> met[row]))
                    .forEach(this::setApart);
        }

        /// Counts a row among the disjoint ones if it is.
        private void setApart(int row) {
            for (int other = Bits.next(disjoint, 0); other >= 0; other = Bits.next(disjoint, other + 1)) {
                if (meet(row, other)) {
                    return;
                }
            }
            Bits.set(disjoint, row);
        }

        private boolean meet(int one, int two) {
            for (Axis axis : axes) {
                if (!Bits.meet(axis.piecesOf(one), axis.piecesOf(two))) {
                    return false;
                }
            }
            return true;
        }

        private Overlap overlap(int upper, int lower) {
            int[] point = new int[axes.size()];
            Set<String> telling = new LinkedHashSet<>();
            boolean same = dates >= 0;
            for (int a = 0; a < point.length; a++) {
                Axis axis = axes.get(a);
                long[] both = axis.piecesOf(upper).clone();
                Bits.and(both, axis.piecesOf(lower));
                point[a] = Bits.next(both, 0);
                if (Bits.count(both) < axis.size()) {
                    telling.add(axis.term().name());
                }
                same &= a == dates
                        ? rows.get(upper).effective() != null
                                || rows.get(upper).expires() != null
                                || rows.get(lower).effective() != null
                                || rows.get(lower).expires() != null
                        : Arrays.equals(axis.piecesOf(upper), axis.piecesOf(lower));
            }
            return new Overlap(rows.get(upper), rows.get(lower), example(point, telling), same);
        }

        /// First a quick look at every row, then a long one at those that it left open.
        private void shadows() {
            List<Integer> open = new ArrayList<>();
            for (int row = Bits.next(live, 0); row >= 0; row = Bits.next(live, row + 1)) {
                if (shadow(row, Math.min(QUICK, limits.steps()))) {
                    open.add(row);
                }
            }
            for (int row : open) {
                if (shadow(row, limits.steps())) {
                    undecided.add(rows.get(row));
                }
            }
        }

        /// Whether it stays open if a row can fire.
        private boolean shadow(int row, int steps) {
            long[] earlier = Bits.none(bits);
            for (int e = Bits.next(live, 0); e < row; e = Bits.next(live, e + 1)) {
                Bits.set(earlier, e);
            }
            long[][] box = axes.stream().map(a -> a.piecesOf(row)).toArray(long[][]::new);
            // Half the time is kept for the gaps.
            long deadline = start + limits.time().toNanos() / 2;
            return switch (find(box, earlier, steps, deadline)) {
                case Uncovered.Outcome.Point _ -> false;
                case Uncovered.Outcome.Covered(var by) -> {
                    neverFiring.add(new NeverFires(rows.get(row), needed(box, by, deadline)));
                    yield false;
                }
                case Uncovered.Outcome.Stopped _ -> true;
            };
        }

        /// Rows without which a box would not be covered any more.
        private List<Row> needed(long[][] box, long[] by, long deadline) {
            long[] needed = by.clone();
            if (Bits.count(by) <= 24) {
                // From below, so that the rows named are those that a reader meets first.
                for (int row = rows.size() - 1; row >= 0; row--) {
                    if (Bits.has(needed, row)) {
                        Bits.clear(needed, row);
                        if (!(find(box, needed, QUICK, deadline) instanceof Uncovered.Outcome.Covered)) {
                            Bits.set(needed, row);
                        }
                    }
                }
            }
            List<Row> named = new ArrayList<>();
            for (int row = Bits.next(needed, 0); row >= 0; row = Bits.next(needed, row + 1)) {
                named.add(rows.get(row));
            }
            return named;
        }

        private void gaps() {
            long deadline = start + limits.time().toNanos();
            long[][] box = everyone();
            long[] taken = live.clone();
            while (true) {
                switch (find(box, taken, limits.steps(), deadline)) {
                    case Uncovered.Outcome.Point(var point) -> {
                        if (gaps.size() == limits.gaps()) {
                            moreGaps = true;
                            return;
                        }
                        long[][] around = grown(point, box, table.hitPolicy() == HitPolicy.UNIQUE ? taken : live);
                        int row = rows.size() + gaps.size();
                        for (int a = 0; a < around.length; a++) {
                            axes.get(a).add(row, around[a]);
                        }
                        Bits.set(taken, row);
                        setApart(row);
                        gaps.add(gap(around, box));
                    }
                    case Uncovered.Outcome.Covered _ -> {
                        return;
                    }
                    case Uncovered.Outcome.Stopped _ -> {
                        gapsUndecided = true;
                        return;
                    }
                }
            }
        }

        private Uncovered.Outcome find(long[][] box, long[] taken, int steps, long deadline) {
            return Uncovered.find(axes, box, taken, bits, disjoint, steps, deadline);
        }

        /// All pieces, but of the days only those from the first on which some row is effective.
        private long[][] everyone() {
            long[][] box = axes.stream().map(a -> Bits.all(a.size())).toArray(long[][]::new);
            LocalDate first = null;
            for (int r = Bits.next(live, 0); r >= 0; r = Bits.next(live, r + 1)) {
                LocalDate effective = rows.get(r).effective();
                if (effective == null) {
                    return box;
                }
                first = first == null || effective.isBefore(first) ? effective : first;
            }
            if (first != null) {
                box[dates] = axes.get(dates).from(first);
            }
            return box;
        }

        /// The box around a point that some rows leave free, grown as far as they allow and cells can say,
        /// the axis that can become freest first.
        private long[][] grown(int[] point, long[][] within, long[] rows) {
            int n = point.length;
            long[][] box = new long[n][];
            for (int a = 0; a < n; a++) {
                box[a] = Bits.none(axes.get(a).size());
                Bits.set(box[a], point[a]);
            }
            boolean[] done = new boolean[n];
            for (int round = 0; round < n; round++) {
                int freest = -1;
                long[] best = new long[0];
                for (int a = 0; a < n; a++) {
                    if (!done[a]) {
                        long[] free =
                                axes.get(a).sayable(free(a, box, within[a], rows), point[a], a == dates && datesOnly);
                        if (freest < 0
                                || (long) Bits.count(free) * axes.get(freest).size()
                                        > (long) Bits.count(best) * axes.get(a).size()) {
                            freest = a;
                            best = free;
                        }
                    }
                }
                box[freest] = best;
                done[freest] = true;
            }
            return box;
        }

        /// The pieces of one axis over which no row meets a box.
        private long[] free(int axis, long[][] box, long[] within, long[] rows) {
            long[] meeting = rows.clone();
            for (int a = 0; a < box.length; a++) {
                if (a != axis) {
                    long[] here = Bits.none(bits);
                    for (int p = Bits.next(box[a], 0); p >= 0; p = Bits.next(box[a], p + 1)) {
                        Bits.or(here, axes.get(a).rowsAt(p));
                    }
                    Bits.and(meeting, here);
                }
            }
            long[] free = new long[within.length];
            for (int p = Bits.next(within, 0); p >= 0; p = Bits.next(within, p + 1)) {
                if (!Bits.meet(axes.get(axis).rowsAt(p), meeting)) {
                    Bits.set(free, p);
                }
            }
            return free;
        }

        private Gap gap(long[][] box, long[][] within) {
            Map<String, String> texts = new LinkedHashMap<>();
            Set<String> telling = new LinkedHashSet<>();
            for (int a = 0; a < box.length; a++) {
                String name = axes.get(a).term().name();
                String text = a == dates && datesOnly ? "-" : axes.get(a).text(box[a]);
                if (text == null) {
                    throw new IllegalStateException("a gap that no cell can say");
                }
                texts.put(name, text);
                if (!text.equals("-")) {
                    telling.add(name);
                }
            }
            List<String> cells = new ArrayList<>();
            for (Column column : table.conditions()) {
                // A second column of the same name asks nothing more.
                String text = texts.put(column.term().name(), "-");
                cells.add(text == null ? "-" : text);
            }
            boolean period = dates >= 0 && datesOnly && Bits.count(box[dates]) < Bits.count(within[dates]);
            return new Gap(
                    example(plainest(box), telling),
                    cells,
                    period ? axes.get(dates).firstDay(box[dates]) : null,
                    period ? axes.get(dates).dayAfter(box[dates]) : null);
        }

        /// A point with as little unknown as can be, since that comes last.
        private static int[] plainest(long[][] box) {
            return Arrays.stream(box).mapToInt(pieces -> Bits.next(pieces, 0)).toArray();
        }

        private Example example(int[] point, Set<String> telling) {
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            for (int a = 0; a < point.length; a++) {
                values.put(axes.get(a).term().name(), axes.get(a).value(point[a]));
            }
            return new Example(values, telling);
        }
    }
}
