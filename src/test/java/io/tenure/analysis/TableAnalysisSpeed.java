package io.tenure.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldType;
import io.tenure.table.Column;
import io.tenure.table.Condition;
import io.tenure.table.HitPolicy;
import io.tenure.table.Interval;
import io.tenure.table.Row;
import io.tenure.table.Table;
import io.tenure.text.Text;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// How long tables of 10 columns and 1,000 rows take, by their shape; not part of the usual tests.
///
/// `mvn test -Dtest=TableAnalysisSpeed` prints the figures.
class TableAnalysisSpeed {
    private static final double INFINITE = Double.POSITIVE_INFINITY;
    private static final List<Field> MONEY = fields(
            "volumeCurrent",
            "volumePrior",
            "gapRatio",
            "profitCurrent",
            "clv",
            "ppv",
            "cpv",
            "serviceCost",
            "savedValue",
            "saveWorth");
    private static final List<Field> MIXED = fields(
            "stage",
            "relationshipType",
            "exitIntent",
            "volumeCurrent",
            "gapRatio",
            "purchaseCount",
            "satisfaction",
            "recencyDays",
            "riskBand",
            "clv");

    @Test
    void analysesEveryShapeInTenSeconds() {
        Map<String, List<List<Condition>>> shapes = new LinkedHashMap<>();
        shapes.put("grid of 10 x 10 x 10", grid(10, 3));
        shapes.put("grid of 10 x 10 x 10, a cell missing", without(grid(10, 3), 555));
        shapes.put("grid of 2 to the power of 10", grid(2, 10));
        shapes.put("1,000 bands of one column", grid(1_000, 1));
        shapes.put("everything cut into 1,000 boxes", boxes(1_000));
        shapes.put("the same, a box missing", without(boxes(1_000), 500));
        shapes.put("the same, 50 boxes too wide, one missing", without(widened(boxes(1_000), 50), 400));
        shapes.put("the same, 500 boxes too wide, one missing", without(widened(boxes(1_000), 500), 400));
        for (int filledPercent : List.of(75, 50, 30, 10)) {
            shapes.put("random, " + filledPercent + " % of the cells filled, money", random(MONEY, filledPercent));
            shapes.put("random, " + filledPercent + " % of the cells filled, mixed", random(MIXED, filledPercent));
        }
        // Twice: the second time shows the speed of warm code.
        for (int time = 0; time < 2; time++) {
            for (HitPolicy policy : List.of(HitPolicy.UNIQUE, HitPolicy.FIRST)) {
                shapes.forEach((name, rows) -> measure(policy, name, rows));
            }
        }
    }

    private static void measure(HitPolicy policy, String name, List<List<Condition>> rows) {
        Table table = table(policy, name.endsWith("mixed") ? MIXED : MONEY, rows);
        long start = System.nanoTime();
        TableAnalysis analysis =
                TableAnalyzer.analyze(table, AnalysisLimits.STANDARD, Work.ofBundle(AnalysisLimits.STANDARD));
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "%-7s%-50s%7.3f s, overlaps %d, unreachable %d, gaps %d%s%s%n",
                policy,
                name,
                seconds,
                analysis.overlaps().size() + analysis.omittedOverlaps(),
                analysis.unreachableRows().size(),
                analysis.gaps().size(),
                analysis.hasMoreGaps() ? " and more" : "",
                analysis.gapsUnproven() || !analysis.unprovenRows().isEmpty() ? ", not all proven" : "");
        assertThat(seconds).as(name).isLessThan(10);
    }

    private static Table table(HitPolicy policy, List<Field> fields, List<List<Condition>> conditions) {
        List<Row> rows = new ArrayList<>();
        for (List<Condition> row : conditions) {
            rows.add(new Row("R" + rows.size(), rows.size() + 6, row, List.of(), null, null, Text.same("")));
        }
        List<Column> columns = new ArrayList<>();
        fields.forEach(t -> columns.add(new Column(t, "", columns.size() + 2)));
        return new Table("T", "stage", policy, "decision-tables/t.xlsx", "T", 1, columns, List.of(), rows);
    }

    private static List<Field> fields(String... names) {
        return java.util.Arrays.stream(names)
                .map(Dictionary.standard()::require)
                .toList();
    }

    private static List<List<Condition>> without(List<List<Condition>> rows, int row) {
        List<List<Condition>> rest = new ArrayList<>(rows);
        rest.remove(row);
        return rest;
    }

    /// Every combination of bands of some columns.
    private static List<List<Condition>> grid(int bands, int columns) {
        List<List<Condition>> rows = new ArrayList<>();
        int count = (int) Math.round(Math.pow(bands, columns));
        for (int cell = 0; cell < count; cell++) {
            List<Condition> row = new ArrayList<>(Collections.nCopies(MONEY.size(), Condition.Any.INSTANCE));
            int rest = cell;
            for (int c = 0; c < columns; c++) {
                int band = rest % bands;
                rest /= bands;
                row.set(c, range(band == 0 ? -INFINITE : band, band == bands - 1 ? INFINITE : band + 1, band == 0));
            }
            rows.add(row);
        }
        return rows;
    }

    /// All values, halved repeatedly at random positions.
    private static List<List<Condition>> boxes(int count) {
        Random random = new Random(1);
        record Box(double[] low, double[] high) {}
        double[] low = new double[MONEY.size()];
        double[] high = new double[MONEY.size()];
        java.util.Arrays.fill(low, -INFINITE);
        java.util.Arrays.fill(high, INFINITE);
        List<Box> boxes = new ArrayList<>(List.of(new Box(low, high)));
        while (boxes.size() < count) {
            Box box = boxes.remove(random.nextInt(boxes.size()));
            int c = random.nextInt(MONEY.size());
            double from = Math.max(box.low[c], 0);
            double to = Math.min(box.high[c], 1_000);
            double cut = from + (0.2 + 0.6 * random.nextDouble()) * (to - from);
            double[] below = box.high.clone();
            double[] above = box.low.clone();
            below[c] = cut;
            above[c] = cut;
            boxes.add(new Box(box.low, below));
            boxes.add(new Box(above, box.high));
        }
        List<List<Condition>> rows = new ArrayList<>();
        for (Box box : boxes) {
            List<Condition> row = new ArrayList<>();
            for (int c = 0; c < MONEY.size(); c++) {
                row.add(
                        box.low[c] == -INFINITE && box.high[c] == INFINITE
                                ? Condition.Any.INSTANCE
                                : range(box.low[c], box.high[c], box.low[c] == -INFINITE));
            }
            rows.add(row);
        }
        return rows;
    }

    private static List<List<Condition>> widened(List<List<Condition>> rows, int count) {
        Random random = new Random(5);
        List<List<Condition>> wide = new ArrayList<>(rows);
        for (int i = 0; i < count; i++) {
            int r = random.nextInt(wide.size());
            List<Condition> row = new ArrayList<>(wide.get(r));
            int c = random.nextInt(row.size());
            if (row.get(c) instanceof Condition.Numbers n) {
                Interval old = n.intervals().getFirst();
                row.set(c, range(old.low() - 37, old.high() + 41, n.matchesUnknown()));
                wide.set(r, row);
            }
        }
        return wide;
    }

    private static List<List<Condition>> random(List<Field> fields, int filledPercent) {
        Random random = new Random(1);
        List<List<Condition>> rows = new ArrayList<>();
        while (rows.size() < 1_000) {
            List<Condition> row = new ArrayList<>();
            fields.forEach(
                    t -> row.add(random.nextInt(100) < filledPercent ? condition(t, random) : Condition.Any.INSTANCE));
            rows.add(row);
        }
        return rows;
    }

    private static Condition condition(Field field, Random random) {
        boolean unknown = random.nextInt(8) == 0;
        if (field.type().isNumeric()) {
            double low = field.min() == null ? -100 : field.min();
            double high = field.max() == null ? 1_000 : field.max();
            double one = Math.rint(low + random.nextDouble() * (high - low));
            double other = Math.rint(low + random.nextDouble() * (high - low)) + 1;
            return switch (random.nextInt(3)) {
                case 0 -> range(-INFINITE, other, unknown);
                case 1 -> range(one, INFINITE, unknown);
                default -> range(Math.min(one, other), Math.max(one, other) + 1, unknown);
            };
        }
        List<String> codes = field.type() == FieldType.BOOLEAN ? List.of("TRUE", "FALSE") : field.codes();
        Set<String> some = new HashSet<>();
        for (int i = random.nextInt(codes.size() / 2 + 1); i >= 0; i--) {
            some.add(codes.get(random.nextInt(codes.size())));
        }
        return new Condition.Codes("", some, random.nextInt(4) == 0, unknown);
    }

    private static Condition range(double low, double high, boolean unknown) {
        return new Condition.Numbers("", List.of(new Interval(low, low != -INFINITE, high, false)), unknown);
    }
}
