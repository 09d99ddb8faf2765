package io.tenure.table;

import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldType;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The values of one name, cut into the pieces between which a table's conditions can tell.
///
/// Stretches come first, in order, or codes in the dictionary's order; the value that is not known comes last.
/// A stretch that holds no legal value of the name is no piece.
public final class Partition {
    /// More parts than this in one cell are not readable any more.
    private static final int MAX_PARTS_PER_CELL = 3;

    private static final Pattern UNQUOTED = Pattern.compile("[\\p{L}\\p{N}_.]+");

    /// Values that no row tells apart.
    sealed interface Piece {
        record Range(Interval interval) implements Piece {}

        record Code(String code) implements Piece {}

        /// Every text that no row names.
        record OtherCodes(Set<String> listedCodes) implements Piece {}

        record Unknown() implements Piece {}
    }

    private final Field field;
    private final boolean ordered;
    private final List<Piece> pieces;
    /// The rows that accept a piece, as bits.
    private final long[][] rowsAt;
    /// The pieces that a row accepts, as bits.
    private final long[][] piecesOf;

    private Partition(Field term, boolean line, List<Piece> pieces, List<long[]> some, int rows) {
        this.field = term;
        this.ordered = line;
        this.pieces = List.copyOf(pieces);
        this.rowsAt = some.stream()
                .map(bits -> Arrays.copyOf(bits, BitSets.wordCount(rows)))
                .toArray(long[][]::new);
        this.piecesOf = new long[rows][BitSets.wordCount(pieces.size())];
        for (int p = 0; p < pieces.size(); p++) {
            for (int row = BitSets.nextSet(rowsAt[p], 0); row >= 0; row = BitSets.nextSet(rowsAt[p], row + 1)) {
                BitSets.set(piecesOf[row], p);
            }
        }
    }

    /// @param conditions for each row, all that it asks of the name
    /// @param spare room for rows to be added behind these
    public static Partition of(Field term, List<List<Condition>> conditions, int spare) {
        boolean line = term.type().isNumeric() || term.type() == FieldType.DATE;
        List<Piece> cut = line ? ranges(term, conditions) : codes(term, conditions);
        if (!term.isAlwaysKnown()) {
            cut.add(new Piece.Unknown());
        }
        List<Piece> pieces = new ArrayList<>();
        List<long[]> rowsAt = new ArrayList<>();
        for (Piece piece : cut) {
            long[] rows = rows(piece, conditions);
            if (piece instanceof Piece.Range(var next)
                    && !pieces.isEmpty()
                    && pieces.getLast() instanceof Piece.Range(var last)
                    && Arrays.equals(rowsAt.getLast(), rows)) {
                pieces.set(
                        pieces.size() - 1,
                        new Piece.Range(new Interval(last.low(), last.lowClosed(), next.high(), next.highClosed())));
            } else {
                pieces.add(piece);
                rowsAt.add(rows);
            }
        }
        return new Partition(term, line, pieces, rowsAt, conditions.size() + spare);
    }

    /// Lets one of the spare rows accept some pieces.
    public void add(int row, long[] some) {
        for (int p = BitSets.nextSet(some, 0); p >= 0; p = BitSets.nextSet(some, p + 1)) {
            BitSets.set(rowsAt[p], row);
        }
        piecesOf[row] = some;
    }

    public Field field() {
        return field;
    }

    public int size() {
        return pieces.size();
    }

    public long[] rowsAt(int piece) {
        return rowsAt[piece];
    }

    public long[] piecesOf(int row) {
        return piecesOf[row];
    }

    /// A value in a piece, as plain a one as there is; null for the one that is not known.
    @Nullable
    public Object value(int piece) {
        return switch (pieces.get(piece)) {
            case Piece.Range(var interval) -> {
                double number = simpleValueIn(interval);
                yield switch (field.type()) {
                    case INTEGER -> (Object) (int) number;
                    case DATE -> LocalDate.ofEpochDay((long) number);
                    default -> number;
                };
            }
            case Piece.Code(var code) -> field.type() == FieldType.BOOLEAN ? (Object) code.equals("TRUE") : code;
            case Piece.OtherCodes(var named) -> {
                String other = "other";
                while (named.contains(other)) {
                    other += "'";
                }
                yield other;
            }
            case Piece.Unknown _ -> null;
        };
    }

    /// The pieces from a day on.
    public long[] piecesFrom(LocalDate day) {
        long[] from = BitSets.none(size());
        for (int p = 0; p < size(); p++) {
            if (pieces.get(p) instanceof Piece.Range(var interval) && interval.low() >= day.toEpochDay()) {
                BitSets.set(from, p);
            }
        }
        return from;
    }

    /// The first day of some pieces that hang together; null where there is none.
    @Nullable
    public LocalDate firstDay(long[] some) {
        return pieces.get(BitSets.nextSet(some, 0)) instanceof Piece.Range(var first) && first.lowClosed()
                ? LocalDate.ofEpochDay((long) first.low())
                : null;
    }

    /// The day after the last of some pieces that hang together; null where there is none.
    @Nullable
    public LocalDate dayAfter(long[] some) {
        return pieces.get(BitSets.nextSet(some, 0) + BitSets.count(some) - 1) instanceof Piece.Range(var last)
                        && last.highClosed()
                ? LocalDate.ofEpochDay((long) last.high() + 1)
                : null;
    }

    // What a cell says

    /// The largest part of some pieces that holds a certain one and that one cell can say.
    ///
    /// @param oneStretch whether it may only be one stretch, as a row has one period
    public long[] expressible(long[] some, int piece, boolean oneStretch) {
        if (!oneStretch && (BitSets.count(some) == size() || text(some) != null)) {
            return some;
        }
        long[] run = BitSets.none(size());
        BitSets.set(run, piece);
        if (isUnknown(piece)) {
            return run;
        }
        long[] known = some.clone();
        if (isUnknown(size() - 1)) {
            BitSets.clear(known, size() - 1);
        }
        if (!oneStretch && text(known) != null) {
            return known;
        }
        for (int p = piece + 1; p < size() && !isUnknown(p) && BitSets.has(some, p); p++) {
            BitSets.set(run, p);
        }
        for (int p = piece - 1; p >= 0 && BitSets.has(some, p); p--) {
            BitSets.set(run, p);
        }
        return run;
    }

    /// Some pieces as a condition cell; null where the dialect has no words for them, or too many.
    @Nullable
    public String text(long[] some) {
        if (BitSets.count(some) == size()) {
            return "-";
        }
        boolean unknown = isUnknown(size() - 1) && BitSets.has(some, size() - 1);
        int known = isUnknown(size() - 1) ? size() - 1 : size();
        int count = BitSets.count(some) - (unknown ? 1 : 0);
        if (count == 0) {
            return "unknown";
        }
        if (count == known) {
            return "known";
        }
        return ordered ? rangeText(some, known, unknown) : codeText(some, known, unknown);
    }

    private @Nullable String rangeText(long[] some, int known, boolean unknown) {
        List<String> parts = runs(some, known, true);
        if (parts != null && parts.size() <= MAX_PARTS_PER_CELL) {
            if (unknown) {
                parts.add("unknown");
            }
            return String.join(", ", parts);
        }
        List<String> rest = unknown ? null : runs(some, known, false);
        return rest != null && rest.size() <= MAX_PARTS_PER_CELL ? "not " + String.join(", ", rest) : null;
    }

    /// The stretches that are, or are not, among some pieces; null where one of them has no words.
    private @Nullable List<String> runs(long[] some, int known, boolean among) {
        List<String> parts = new ArrayList<>();
        for (int from = 0; from < known; from++) {
            if (BitSets.has(some, from) == among) {
                int to = from;
                while (to + 1 < known && BitSets.has(some, to + 1) == among) {
                    to++;
                }
                String part = part(from, to, known);
                if (part == null) {
                    return null;
                }
                parts.add(part);
                from = to;
            }
        }
        return parts;
    }

    private @Nullable String part(int from, int to, int known) {
        Interval first = ((Piece.Range) pieces.get(from)).interval();
        Interval last = ((Piece.Range) pieces.get(to)).interval();
        if (from == 0) {
            return (last.highClosed() ? "<= " : "< ") + number(last.high());
        }
        if (to == known - 1) {
            return (first.lowClosed() ? ">= " : "> ") + number(first.low());
        }
        if (!first.lowClosed()) {
            return null;
        }
        return first.low() == last.high()
                ? number(first.low())
                : number(first.low()) + (last.highClosed() ? ".." : "..<") + number(last.high());
    }

    private String number(double value) {
        if (field.type() == FieldType.DATE) {
            return LocalDate.ofEpochDay((long) value).toString();
        }
        return ValueText.of(value);
    }

    private @Nullable String codeText(long[] some, int known, boolean unknown) {
        List<String> in = new ArrayList<>();
        List<String> out = new ArrayList<>();
        boolean others = false;
        for (int p = 0; p < known; p++) {
            switch (pieces.get(p)) {
                case Piece.Code(var code) -> (BitSets.has(some, p) ? in : out).add(quoted(code));
                case Piece.OtherCodes _ -> others = BitSets.has(some, p);
                case Piece.Range _, Piece.Unknown _ -> throw new IllegalStateException("not a code");
            }
        }
        if (others) {
            return unknown ? null : "not " + String.join(", ", out);
        }
        if (!unknown && out.size() < in.size() && isClosed()) {
            return "not " + String.join(", ", out);
        }
        if (unknown) {
            in.add("unknown");
        }
        return String.join(", ", in);
    }

    private boolean isClosed() {
        return pieces.stream().noneMatch(p -> p instanceof Piece.OtherCodes);
    }

    private String quoted(String code) {
        boolean plain = field.type() != FieldType.TEXT || UNQUOTED.matcher(code).matches() && !isKeyword(code);
        return plain ? code : "\"" + code + "\"";
    }

    private static boolean isKeyword(String code) {
        return code.equalsIgnoreCase("known") || code.equalsIgnoreCase("unknown");
    }

    private boolean isUnknown(int piece) {
        return pieces.get(piece) instanceof Piece.Unknown;
    }

    // Cutting

    private static List<Piece> codes(Field term, List<List<Condition>> conditions) {
        List<Piece> pieces = new ArrayList<>();
        if (term.type() == FieldType.BOOLEAN) {
            pieces.add(new Piece.Code("TRUE"));
            pieces.add(new Piece.Code("FALSE"));
            return pieces;
        }
        term.codes().forEach(code -> pieces.add(new Piece.Code(code)));
        if (term.codes().isEmpty()) {
            Set<String> named = new LinkedHashSet<>();
            for (List<Condition> row : conditions) {
                for (Condition condition : row) {
                    if (condition instanceof Condition.Codes c) {
                        c.values().stream().sorted().forEach(named::add);
                    }
                }
            }
            named.forEach(code -> pieces.add(new Piece.Code(code)));
            pieces.add(new Piece.OtherCodes(Set.copyOf(named)));
        }
        return pieces;
    }

    private static List<Piece> ranges(Field term, List<List<Condition>> conditions) {
        Interval domain = domain(term);
        boolean whole = term.type() != FieldType.NUMBER;
        TreeSet<Double> ends = new TreeSet<>();
        for (List<Condition> row : conditions) {
            for (Condition condition : row) {
                if (condition instanceof Condition.Numbers n) {
                    for (Interval i : n.intervals()) {
                        ends.add(i.low() + 0.0); // makes -0.0 the same point as 0.0
                        ends.add(i.high() + 0.0);
                    }
                }
            }
        }
        List<Piece> pieces = new ArrayList<>();
        double below = Double.NEGATIVE_INFINITY;
        for (double end : ends) {
            if (!Double.isInfinite(end)) {
                add(new Interval(below, false, end, false), domain, whole, pieces);
                add(Interval.point(end), domain, whole, pieces);
                below = end;
            }
        }
        add(new Interval(below, false, Double.POSITIVE_INFINITY, false), domain, whole, pieces);
        return pieces;
    }

    /// The legal values of a name, those that its type can hold.
    private static Interval domain(Field term) {
        Interval held = new Interval(Integer.MIN_VALUE, true, Integer.MAX_VALUE, true);
        Interval legal = Interval.domain(term);
        return term.type() == FieldType.INTEGER ? legal.intersect(held) : legal;
    }

    private static void add(Interval stretch, Interval domain, boolean whole, List<Piece> pieces) {
        Interval met = stretch.intersect(domain);
        Interval legal = whole ? met.toWholeNumbers() : met;
        boolean empty = legal.isEmpty()
                || (!legal.lowClosed() && !legal.highClosed() && Math.nextUp(legal.low()) >= legal.high());
        if (!empty) {
            pieces.add(new Piece.Range(legal));
        }
    }

    private static long[] rows(Piece piece, List<List<Condition>> conditions) {
        long[] rows = BitSets.none(conditions.size());
        for (int row = 0; row < conditions.size(); row++) {
            boolean accepted = true;
            for (Condition condition : conditions.get(row)) {
                accepted &= accepts(condition, piece);
            }
            if (accepted) {
                BitSets.set(rows, row);
            }
        }
        return rows;
    }

    private static boolean accepts(Condition condition, Piece piece) {
        return switch (condition) {
            case Condition.Any _ -> true;
            case Condition.Numbers n ->
                switch (piece) {
                    case Piece.Range(var interval) -> {
                        double inside = sampleIn(interval);
                        boolean contained = false;
                        for (Interval i : n.intervals()) {
                            contained |= i.contains(inside);
                        }
                        yield contained;
                    }
                    case Piece.Unknown _ -> n.matchesUnknown();
                    case Piece.Code _, Piece.OtherCodes _ ->
                        throw new IllegalArgumentException("numbers for codes: " + n);
                };
            case Condition.Codes c ->
                switch (piece) {
                    case Piece.Code(var code) -> c.values().contains(code) != c.negated();
                    case Piece.OtherCodes _ -> c.negated();
                    case Piece.Unknown _ -> c.matchesUnknown();
                    case Piece.Range _ -> throw new IllegalArgumentException("codes for numbers: " + c);
                };
        };
    }

    /// Any number of a stretch.
    private static double sampleIn(Interval i) {
        if (i.lowClosed()) {
            return i.low();
        }
        if (i.highClosed()) {
            return i.high();
        }
        if (Double.isInfinite(i.low()) && Double.isInfinite(i.high())) {
            return 0;
        }
        return Double.isInfinite(i.low()) ? Math.nextDown(i.high()) : Math.nextUp(i.low());
    }

    /// The number of a stretch that takes fewest digits, near its middle or its finite end.
    private double simpleValueIn(Interval i) {
        if (Double.isInfinite(i.low()) && Double.isInfinite(i.high())) {
            return field.type() == FieldType.DATE ? LocalDate.of(2026, 1, 1).toEpochDay() : 0;
        }
        if (field.type() == FieldType.INTEGER && i.contains(0)) {
            return 0;
        }
        if (Double.isInfinite(i.high()) || i.high() == Integer.MAX_VALUE) {
            double next = i.lowClosed() ? i.low() : Math.floor(i.low()) + 1;
            return i.contains(next) ? next : sampleIn(i);
        }
        if (Double.isInfinite(i.low()) || i.low() == Integer.MIN_VALUE) {
            double next = i.highClosed() ? i.high() : Math.ceil(i.high()) - 1;
            return i.contains(next) ? next : sampleIn(i);
        }
        BigDecimal middle =
                new BigDecimal(i.low()).add(new BigDecimal(i.high())).divide(BigDecimal.TWO);
        for (int digits = field.type() == FieldType.DATE ? 0 : -9; digits <= 20; digits++) {
            double rounded =
                    middle.setScale(digits, java.math.RoundingMode.HALF_EVEN).doubleValue();
            if (i.contains(rounded) && Math.abs(rounded - middle.doubleValue()) <= (i.high() - i.low()) / 4) {
                return rounded + 0.0;
            }
        }
        return sampleIn(i);
    }
}
