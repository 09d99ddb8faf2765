package io.tenure.workbench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// A picture of moves between stages: the stages before at its left, those after at its right, and between them a band
/// for each move, as thick as the move is large. All lengths are in units of the picture.
///
/// @param height of the picture
record StageSankey(int height, List<Node> nodes, List<Band> bands) {
    private static final int WIDTH = 900;
    private static final int NODE_WIDTH = 10;
    private static final int LABEL_WIDTH = 190;
    private static final int GAP = 26;
    private static final int FULL_HEIGHT = 260;
    private static final double MIN_THICKNESS = 1.5;

    /// A move to draw.
    ///
    /// @param query of the page that shows who
    record Move(String from, String to, double size, String label, String query) {}

    /// A stage, on one of the two sides.
    ///
    /// @param x left edge of its bar; y is the upper one
    /// @param labelX where its label ends at the left side, or begins at the right one
    record Node(String label, String x, String y, String height, String labelX, String labelY, String anchor) {}

    /// @param path its outline
    /// @param title what it says when somebody points at it
    record Band(String path, String title, String query) {}

    StageSankey {
        nodes = List.copyOf(nodes);
        bands = List.copyOf(bands);
    }

    public int width() {
        return WIDTH;
    }

    public int nodeWidth() {
        return NODE_WIDTH;
    }

    /// Null where there is nothing to draw.
    static @Nullable StageSankey of(List<Move> all) {
        List<Move> moves = all.stream().filter(move -> move.size > 0).toList();
        double total = moves.stream().mapToDouble(Move::size).sum();
        if (total <= 0) {
            return null;
        }
        double scale = FULL_HEIGHT / total;
        ToDoubleFunction<Move> thickness = move -> Math.max(MIN_THICKNESS, move.size * scale);
        Map<String, Double> left = new LinkedHashMap<>();
        Map<String, Double> right = new LinkedHashMap<>();
        for (Move move : moves) {
            left.merge(move.from, thickness.applyAsDouble(move), Double::sum);
            right.merge(move.to, thickness.applyAsDouble(move), Double::sum);
        }
        List<Node> nodes = new ArrayList<>();
        Map<String, Double> leftAt = place(left, LABEL_WIDTH, true, nodes);
        Map<String, Double> rightAt = place(right, WIDTH - LABEL_WIDTH - NODE_WIDTH, false, nodes);
        List<Band> bands = new ArrayList<>();
        for (Move move : moves) {
            double thick = thickness.applyAsDouble(move);
            double from = leftAt.merge(move.from, thick, Double::sum) - thick;
            double to = rightAt.merge(move.to, thick, Double::sum) - thick;
            bands.add(new Band(outline(from, to, thick), move.label, move.query));
        }
        int rows = Math.max(left.size(), right.size());
        double high = Math.max(sum(left), sum(right));
        return new StageSankey((int) Math.ceil(high + (double) GAP * rows), nodes, bands);
    }

    private static double sum(Map<String, Double> heights) {
        return heights.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    /// Puts the stages of one side below each other.
    ///
    /// @return the upper edge of each
    private static Map<String, Double> place(Map<String, Double> heights, int x, boolean isLeft, List<Node> nodes) {
        Map<String, Double> places = new LinkedHashMap<>();
        double y = GAP / 2.0;
        for (Map.Entry<String, Double> stage : heights.entrySet()) {
            places.put(stage.getKey(), y);
            nodes.add(new Node(
                    stage.getKey(),
                    length(x),
                    length(y),
                    length(stage.getValue()),
                    length(isLeft ? x - NODE_WIDTH : x + 2 * NODE_WIDTH),
                    length(y + stage.getValue() / 2),
                    isLeft ? "end" : "start"));
            y += stage.getValue() + GAP;
        }
        return places;
    }

    private static String outline(double from, double to, double thick) {
        int start = LABEL_WIDTH + NODE_WIDTH;
        int end = WIDTH - LABEL_WIDTH - NODE_WIDTH;
        int middle = (start + end) / 2;
        return String.format(
                Locale.ROOT,
                "M%d %.1f C%d %.1f %d %.1f %d %.1f V%.1f C%d %.1f %d %.1f %d %.1f Z",
                start,
                from,
                middle,
                from,
                middle,
                to,
                end,
                to,
                to + thick,
                middle,
                to + thick,
                middle,
                from + thick,
                start,
                from + thick);
    }

    private static String length(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
