package io.tenure.analysis;

import io.tenure.lifecycle.FieldType;
import io.tenure.table.BitSets;
import io.tenure.table.Interval;
import io.tenure.table.Partition.Piece;
import io.tenure.table.ValueText;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Sets of pieces written as condition cells: `not <= -0.5, 0..0.25`.
final class ConditionText {
    /// A cell with more parts than this is not readable.
    private static final int MAX_PARTS_PER_CELL = 3;

    private static final Pattern UNQUOTED = Pattern.compile("[\\p{L}\\p{N}_.]+");

    private final FieldType type;
    private final List<Piece> pieces;
    /// The number of pieces with known values; the unknown value comes after them.
    private final int known;

    ConditionText(Dimension dimension) {
        type = dimension.field().type();
        pieces = dimension.pieces();
        known = pieces.getLast() instanceof Piece.Unknown ? pieces.size() - 1 : pieces.size();
    }

    /// The largest subset of some pieces that contains a given one and that one cell can express.
    ///
    /// @param oneInterval whether it must be a single interval, because a row has one period
    long[] expressible(long[] some, int piece, boolean oneInterval) {
        if (!oneInterval && (BitSets.count(some) == pieces.size() || of(some) != null)) {
            return some;
        }
        long[] run = BitSets.none(pieces.size());
        BitSets.set(run, piece);
        if (piece >= known) {
            return run;
        }
        long[] knownOnes = some.clone();
        if (known < pieces.size()) {
            BitSets.clear(knownOnes, known);
        }
        if (!oneInterval && of(knownOnes) != null) {
            return knownOnes;
        }
        for (int p = piece + 1; p < known && BitSets.has(some, p); p++) {
            BitSets.set(run, p);
        }
        for (int p = piece - 1; p >= 0 && BitSets.has(some, p); p--) {
            BitSets.set(run, p);
        }
        return run;
    }

    /// Some pieces as a condition cell; null if the dialect can't express them readably.
    @Nullable
    String of(long[] some) {
        if (BitSets.count(some) == pieces.size()) {
            return "-";
        }
        boolean unknown = known < pieces.size() && BitSets.has(some, known);
        int count = BitSets.count(some) - (unknown ? 1 : 0);
        if (count == 0) {
            return "unknown";
        }
        if (count == known) {
            return "known";
        }
        return pieces.getFirst() instanceof Piece.Range ? rangeText(some, unknown) : codeText(some, unknown);
    }

    private @Nullable String rangeText(long[] some, boolean unknown) {
        List<String> parts = intervals(some, true);
        if (parts != null && parts.size() <= MAX_PARTS_PER_CELL) {
            if (unknown) {
                parts.add("unknown");
            }
            return String.join(", ", parts);
        }
        List<String> rest = unknown ? null : intervals(some, false);
        return rest != null && rest.size() <= MAX_PARTS_PER_CELL ? "not " + String.join(", ", rest) : null;
    }

    /// The intervals that are, or are not, among some pieces; null if one of them can't be expressed.
    private @Nullable List<String> intervals(long[] some, boolean among) {
        List<String> parts = new ArrayList<>();
        for (int from = 0; from < known; from++) {
            if (BitSets.has(some, from) == among) {
                int to = from;
                while (to + 1 < known && BitSets.has(some, to + 1) == among) {
                    to++;
                }
                String part = interval(from, to);
                if (part == null) {
                    return null;
                }
                parts.add(part);
                from = to;
            }
        }
        return parts;
    }

    private @Nullable String interval(int from, int to) {
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
        return ValueText.of(type, value);
    }

    private @Nullable String codeText(long[] some, boolean unknown) {
        List<String> in = new ArrayList<>();
        List<String> out = new ArrayList<>();
        boolean others = false;
        boolean closed = true;
        for (int p = 0; p < known; p++) {
            switch (pieces.get(p)) {
                case Piece.Code(var code) -> (BitSets.has(some, p) ? in : out).add(quoted(code));
                case Piece.OtherCodes _ -> {
                    closed = false;
                    others = BitSets.has(some, p);
                }
                case Piece.Range _, Piece.Unknown _ -> throw new IllegalStateException("not a code");
            }
        }
        if (others) {
            return unknown ? null : "not " + String.join(", ", out);
        }
        if (!unknown && out.size() < in.size() && closed) {
            return "not " + String.join(", ", out);
        }
        if (unknown) {
            in.add("unknown");
        }
        return String.join(", ", in);
    }

    private String quoted(String code) {
        boolean plain = type != FieldType.TEXT || UNQUOTED.matcher(code).matches() && !isKeyword(code);
        return plain ? code : "\"" + code + "\"";
    }

    private static boolean isKeyword(String code) {
        return code.equalsIgnoreCase("known") || code.equalsIgnoreCase("unknown");
    }
}
