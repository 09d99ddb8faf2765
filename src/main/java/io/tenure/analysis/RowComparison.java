package io.tenure.analysis;

import io.tenure.finding.CheckStep;
import io.tenure.lifecycle.Field;
import io.tenure.table.BitSets;
import io.tenure.table.Condition;
import io.tenure.table.Interval;
import io.tenure.table.Partition.Piece;
import io.tenure.table.RangeSets;
import java.nio.IntBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/// Divides all customers by what the rows of a table do for them before and after an edit.
///
/// The search is exact over all fields together and counts its steps, so that it always stops at the same place.
public final class RowComparison {
    /// Boxes that are tried to be joined pair by pair.
    private static final int MAX_JOINED = 600;

    /// A row, as far as the comparison looks at it.
    ///
    /// @param conditions for each field all that the row asks of it
    /// @param result equal for rows that do the same; an empty list for one that does nothing
    public record ComparedRow(List<List<Condition>> conditions, Object result) {}

    /// Customers for whom the same rows apply.
    ///
    /// @param box for each field the values that they have
    /// @param before the rows that apply before the edit, `after` likewise; none where no row does
    public record Part(List<Condition> box, List<Integer> before, List<Integer> after) {}

    /// @param parts of which no two overlap
    /// @param isComplete whether these are all
    public record Comparison(List<Part> parts, boolean isComplete) {}

    /// The two versions of a table.
    ///
    /// @param partners for each row before the edit the same row after it, in the same order; -1 for a changed one
    /// @param isCollected whether every row that matches applies, not the first one only
    /// @param isWhole whether parts are wanted where both versions do the same too
    public record Versions(
            List<Field> fields,
            List<ComparedRow> before,
            List<ComparedRow> after,
            int[] partners,
            boolean isCollected,
            boolean isWhole) {}

    /// A box, and the rows that apply to all of it.
    private record Applied(int[][] box, List<Integer> rows) {}

    private record Task(int[][] box, int[] before, int[] after, List<Integer> matched) {}

    private final Versions versions;
    private final List<ComparedRow> rows;
    private final List<Dimension> dimensions;
    private final RowBoxes boxes;

    /// For each row a number that rows which do the same share; `nothing` is what no row does.
    private final int[] results;

    private final int nothing;
    private final Set<Integer> changed = new HashSet<>();
    private final int firstAfter;
    private long steps;
    private final List<Applied> found = new ArrayList<>();

    /// For each field the conditions made so far, by their pieces.
    private final List<Map<IntBuffer, Condition>> known;

    private RowComparison(Versions versions, long steps) {
        this.versions = versions;
        this.steps = steps;
        this.firstAfter = versions.before().size();
        this.rows = new ArrayList<>(versions.before());
        this.rows.addAll(versions.after());
        this.dimensions = IntStream.range(0, versions.fields().size())
                .mapToObj(field -> Dimension.of(
                        versions.fields().get(field),
                        rows.stream().map(row -> row.conditions().get(field)).toList(),
                        0))
                .toList();
        this.boxes = new RowBoxes(dimensions, rows.size());
        this.known = dimensions.stream()
                .<Map<IntBuffer, Condition>>map(_ -> new HashMap<>())
                .toList();
        Map<Object, Integer> numbers = new HashMap<>();
        this.nothing = number(List.of(), numbers);
        this.results =
                rows.stream().mapToInt(row -> number(row.result(), numbers)).toArray();
        IntStream.range(0, rows.size()).forEach(changed::add);
        for (int row = 0; row < firstAfter; row++) {
            if (versions.partners()[row] >= 0) {
                changed.remove(row);
                changed.remove(firstAfter + versions.partners()[row]);
            }
        }
    }

    private static int number(Object result, Map<Object, Integer> numbers) {
        Integer number = numbers.putIfAbsent(result, numbers.size());
        return number == null ? numbers.size() - 1 : number;
    }

    /// The parts in which the versions do different things; with `isWhole` all parts.
    ///
    /// @param steps how many boxes may be looked at
    public static Comparison of(Versions versions, long steps) {
        return new RowComparison(versions, steps).compare();
    }

    private Comparison compare() {
        int[][] whole = boxes.whole();
        boolean complete = true;
        if (Arrays.stream(whole).allMatch(pieces -> pieces.length > 0)) {
            int[] before = IntStream.range(0, firstAfter).toArray();
            int[] after = IntStream.range(firstAfter, rows.size()).toArray();
            complete = versions.isCollected()
                    ? collect(
                            whole,
                            IntStream.range(0, rows.size())
                                    .filter(this::isLookedAt)
                                    .toArray())
                    : first(whole, before, after);
        }
        join();
        List<Part> parts = new ArrayList<>();
        for (Applied one : found) {
            parts.add(new Part(
                    conditions(one.box),
                    one.rows.stream().filter(row -> row < firstAfter).toList(),
                    one.rows.stream()
                            .filter(row -> row >= firstAfter)
                            .map(row -> row - firstAfter)
                            .toList()));
        }
        return new Comparison(List.copyOf(parts), complete);
    }

    private boolean isLookedAt(int row) {
        return versions.isWhole() || changed.contains(row);
    }

    /// Where the first matching row applies.
    private boolean first(int[][] whole, int[] allBefore, int[] allAfter) {
        Deque<Task> open = new ArrayDeque<>();
        open.push(new Task(whole, allBefore, allAfter, List.of()));
        while (!open.isEmpty()) {
            Task task = open.pop();
            int[] before = meeting(task.box, task.before);
            int[] after = meeting(task.box, task.after);
            if (!isWorthIt(before, after)) {
                continue;
            }
            if (--steps < 0) {
                return false;
            }
            CheckStep.next();
            int old = before.length == 0 ? -1 : before[0];
            int now = after.length == 0 ? -1 : after[0];
            if (old >= 0 && now >= 0 && versions.partners()[old] == now - firstAfter) {
                if (versions.isWhole()) {
                    note(inside(task.box, old), List.of(old, now));
                }
                for (int[][] rest : outside(task.box, old)) {
                    open.push(new Task(rest, tail(before), tail(after), List.of()));
                }
            } else if (old >= 0 && !boxes.covers(old, task.box)) {
                divide(task.box, old, before, after, tail(before), after, open);
            } else if (now >= 0 && !boxes.covers(now, task.box)) {
                divide(task.box, now, before, after, before, tail(after), open);
            } else if (versions.isWhole() || result(old) != result(now)) {
                note(
                        task.box,
                        IntStream.of(old, now).filter(row -> row >= 0).boxed().toList());
            }
        }
        return true;
    }

    private boolean isWorthIt(int[] before, int[] after) {
        return versions.isWhole()
                || IntStream.concat(Arrays.stream(before), Arrays.stream(after)).anyMatch(changed::contains);
    }

    private void divide(
            int[][] box, int row, int[] before, int[] after, int[] laterBefore, int[] laterAfter, Deque<Task> open) {
        for (int[][] rest : outside(box, row)) {
            open.push(new Task(rest, laterBefore, laterAfter, List.of()));
        }
        open.push(new Task(inside(box, row), before, after, List.of()));
    }

    /// Where every matching row applies.
    private boolean collect(int[][] whole, int[] all) {
        Deque<Task> open = new ArrayDeque<>();
        open.push(new Task(whole, all, RangeSets.EMPTY, List.of()));
        while (!open.isEmpty()) {
            Task task = open.pop();
            if (--steps < 0) {
                return false;
            }
            CheckStep.next();
            List<Integer> matched = new ArrayList<>(task.matched);
            List<Integer> undecided = new ArrayList<>();
            for (int row : meeting(task.box, task.before)) {
                (boxes.covers(row, task.box) ? matched : undecided).add(row);
            }
            if (undecided.isEmpty()) {
                if (versions.isWhole() || !doTheSame(matched)) {
                    note(task.box, matched.stream().sorted().toList());
                }
                continue;
            }
            int row = undecided.getFirst();
            int[] rest = undecided.stream().skip(1).mapToInt(Integer::intValue).toArray();
            for (int[][] outside : outside(task.box, row)) {
                open.push(new Task(outside, rest, RangeSets.EMPTY, matched));
            }
            List<Integer> more = new ArrayList<>(matched);
            more.add(row);
            open.push(new Task(inside(task.box, row), rest, RangeSets.EMPTY, more));
        }
        return true;
    }

    private boolean doTheSame(List<Integer> matched) {
        Map<Integer, Integer> balance = new HashMap<>();
        for (int row : matched) {
            if (results[row] != nothing) {
                balance.merge(results[row], row < firstAfter ? 1 : -1, Integer::sum);
            }
        }
        return balance.values().stream().allMatch(count -> count == 0);
    }

    private int result(int row) {
        return row < 0 ? nothing : results[row];
    }

    private static int[] tail(int[] rows) {
        return Arrays.copyOfRange(rows, 1, rows.length);
    }

    private int[] meeting(int[][] box, int[] some) {
        return Arrays.stream(some).filter(row -> boxes.meets(row, box)).toArray();
    }

    private int[][] inside(int[][] box, int row) {
        int[][] inside = new int[box.length][];
        for (int d = 0; d < box.length; d++) {
            inside[d] = RangeSets.intersection(box[d], dimensions.get(d).piecesOf(row));
        }
        return inside;
    }

    /// What a row leaves over of a box, in boxes that don't overlap.
    private List<int[][]> outside(int[][] box, int row) {
        List<int[][]> outside = new ArrayList<>();
        int[][] left = box.clone();
        for (int d = 0; d < box.length; d++) {
            int size = dimensions.get(d).size();
            long[] own = RangeSets.toBits(dimensions.get(d).piecesOf(row), size);
            int[] rest = RangeSets.ofBits(BitSets.difference(RangeSets.toBits(box[d], size), own));
            if (rest.length > 0) {
                int[][] part = left.clone();
                part[d] = rest;
                outside.add(part);
                left[d] = RangeSets.intersection(box[d], dimensions.get(d).piecesOf(row));
            }
        }
        return outside;
    }

    private void note(int[][] box, List<Integer> applied) {
        found.add(new Applied(box, applied));
    }

    /// Joins boxes in which the same rows apply and that differ in one field only.
    private void join() {
        if (found.size() > MAX_JOINED) {
            return;
        }
        Map<List<Integer>, List<Integer>> placesByRows = new HashMap<>();
        for (int i = 0; i < found.size(); i++) {
            placesByRows
                    .computeIfAbsent(found.get(i).rows, _ -> new ArrayList<>())
                    .add(i);
        }
        Set<Integer> joined = new HashSet<>();
        placesByRows.values().forEach(places -> join(places, joined));
        joined.stream().sorted(Comparator.reverseOrder()).forEach(place -> found.remove(place.intValue()));
    }

    /// @param places of boxes in `found` in which the same rows apply
    /// @param joined is given the places of the boxes that became a part of another
    private void join(List<Integer> places, Set<Integer> joined) {
        for (int i = 0; i < places.size(); i++) {
            for (int j = i + 1; j < places.size(); j++) {
                int[][] one = found.get(places.get(i)).box;
                int[][] other = found.get(places.get(j)).box;
                int field = onlyDifference(one, other);
                if (field >= 0) {
                    int size = dimensions.get(field).size();
                    long[] both = RangeSets.toBits(one[field], size);
                    BitSets.or(both, RangeSets.toBits(other[field], size));
                    int[][] all = one.clone();
                    all[field] = RangeSets.ofBits(both);
                    found.set(places.get(i), new Applied(all, found.get(places.get(i)).rows));
                    joined.add(places.remove(j));
                    // The larger box may now touch one that was looked at before.
                    i = -1;
                    break;
                }
            }
        }
    }

    private static int onlyDifference(int[][] one, int[][] other) {
        int difference = -1;
        for (int d = 0; d < one.length; d++) {
            if (!Arrays.equals(one[d], other[d])) {
                if (difference >= 0) {
                    return -1;
                }
                difference = d;
            }
        }
        return difference;
    }

    private List<Condition> conditions(int[][] box) {
        List<Condition> conditions = new ArrayList<>();
        for (int d = 0; d < box.length; d++) {
            Dimension dimension = dimensions.get(d);
            int[] pieces = box[d];
            // Many boxes share the pieces of a field, and their text is dear.
            conditions.add(known.get(d).computeIfAbsent(IntBuffer.wrap(pieces), _ -> condition(dimension, pieces)));
        }
        return conditions;
    }

    /// Some pieces of a field as the condition that accepts just their values.
    private static Condition condition(Dimension dimension, int[] pieces) {
        if (RangeSets.count(pieces) == dimension.size()) {
            return Condition.Any.INSTANCE;
        }
        long[] bits = RangeSets.toBits(pieces, dimension.size());
        String cell = new ConditionText(dimension).of(bits);
        String text = cell == null ? "" : cell;
        List<Interval> intervals = new ArrayList<>();
        Set<String> codes = new HashSet<>();
        Set<String> otherCodes = new HashSet<>();
        boolean unknown = false;
        boolean others = false;
        for (int p = 0; p < dimension.size(); p++) {
            boolean has = BitSets.has(bits, p);
            switch (dimension.pieces().get(p)) {
                case Piece.Range(Interval interval) when has -> intervals.add(withoutLimitsOfType(interval));
                case Piece.Code(String code) -> (has ? codes : otherCodes).add(code);
                case Piece.OtherCodes _ -> others = has;
                case Piece.Unknown _ -> unknown = has;
                case Piece.Range _ -> {}
            }
        }
        return switch (dimension.field().type()) {
            case INTEGER -> new Condition.Numbers(text, Interval.normalize(intervals, true), unknown);
            case DATE -> new Condition.Numbers(text, Interval.normalize(intervals, true), unknown);
            case NUMBER -> new Condition.Numbers(text, Interval.normalize(intervals, false), unknown);
            case BOOLEAN, CODE, TEXT ->
                others
                        ? new Condition.Codes(text, otherCodes, true, unknown)
                        : new Condition.Codes(text, codes, false, unknown);
        };
    }

    /// Where the legal values end only because whole numbers do, there is no end worth telling.
    private static Interval withoutLimitsOfType(Interval interval) {
        boolean low = interval.low() == Integer.MIN_VALUE;
        boolean high = interval.high() == Integer.MAX_VALUE;
        return new Interval(
                low ? Double.NEGATIVE_INFINITY : interval.low(),
                !low && interval.lowClosed(),
                high ? Double.POSITIVE_INFINITY : interval.high(),
                !high && interval.highClosed());
    }
}
