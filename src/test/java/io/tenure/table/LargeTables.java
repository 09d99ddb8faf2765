package io.tenure.table;

import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Field;
import io.tenure.text.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// Tables of ten columns and as many rows as one likes, in shapes that tables of many rows have.
public final class LargeTables {
    public static final List<Field> FIELDS = List.of(
                    "volumeCurrent",
                    "volumePrior",
                    "gapRatio",
                    "profitCurrent",
                    "clv",
                    "ppv",
                    "cpv",
                    "serviceCost",
                    "savedValue",
                    "saveWorth")
            .stream()
            .map(Dictionary.standard()::require)
            .toList();

    private static final double INFINITE = Double.POSITIVE_INFINITY;

    private LargeTables() {}

    public static Table table(HitPolicy policy, List<List<Condition>> conditions) {
        List<Row> rows = new ArrayList<>();
        for (List<Condition> row : conditions) {
            rows.add(new Row("R" + rows.size(), rows.size() + 6, row, List.of(), null, null, Text.same("")));
        }
        List<Column> columns = new ArrayList<>();
        FIELDS.forEach(field -> columns.add(new Column(field, "", columns.size() + 2)));
        return new Table("T", "stage", policy, "decision-tables/t.xlsx", "T", 1, columns, List.of(), rows);
    }

    /// All values of one column in bands.
    public static List<List<Condition>> bands(int count) {
        List<List<Condition>> rows = new ArrayList<>();
        for (int band = 0; band < count; band++) {
            List<Condition> row = new ArrayList<>(Collections.nCopies(FIELDS.size(), Condition.Any.INSTANCE));
            row.set(0, range(band == 0 ? -INFINITE : band, band == count - 1 ? INFINITE : band + 1, band == 0));
            rows.add(row);
        }
        return rows;
    }

    /// All values, cut in two again and again at random, so that each row asks about several columns.
    public static List<List<Condition>> boxes(int count) {
        Random random = new Random(1);
        record Box(double[] low, double[] high) {}
        double[] low = new double[FIELDS.size()];
        double[] high = new double[FIELDS.size()];
        Arrays.fill(low, -INFINITE);
        Arrays.fill(high, INFINITE);
        List<Box> boxes = new ArrayList<>(List.of(new Box(low, high)));
        while (boxes.size() < count) {
            int which = random.nextInt(boxes.size());
            Box box = boxes.set(which, boxes.getLast());
            boxes.removeLast();
            int c = random.nextInt(FIELDS.size());
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
            for (int c = 0; c < FIELDS.size(); c++) {
                boolean asks = box.low[c] != -INFINITE || box.high[c] != INFINITE;
                row.add(asks ? range(box.low[c], box.high[c], box.low[c] == -INFINITE) : Condition.Any.INSTANCE);
            }
            rows.add(row);
        }
        return rows;
    }

    /// Rows that each ask for about half of all values of a few columns; nothing divides them well.
    public static List<List<Condition>> thresholds(int count, int filledPercent) {
        Random random = new Random(1);
        List<List<Condition>> rows = new ArrayList<>();
        while (rows.size() < count) {
            List<Condition> row = new ArrayList<>();
            for (int c = 0; c < FIELDS.size(); c++) {
                double end = random.nextInt(1_000_000) / 1_000.0;
                row.add(
                        random.nextInt(100) >= filledPercent
                                ? Condition.Any.INSTANCE
                                : random.nextBoolean()
                                        ? range(-INFINITE, end, random.nextBoolean())
                                        : range(end, INFINITE, random.nextBoolean()));
            }
            rows.add(row);
        }
        return rows;
    }

    public static Condition range(double low, double high, boolean unknown) {
        return new Condition.Numbers("", List.of(new Interval(low, low != -INFINITE, high, false)), unknown);
    }
}
