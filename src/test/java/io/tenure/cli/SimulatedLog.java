package io.tenure.cli;

import io.tenure.model.BgNbd;
import io.tenure.model.SimulatedBase;
import io.tenure.report.OutputLabels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Files of transactions made up by a model, of customers who first buy throughout the first year.
public final class SimulatedLog {
    public static final LocalDate START = LocalDate.of(2024, 1, 1);
    public static final BgNbd BASE = new BgNbd(.8, 45, .8, 2.5);

    private SimulatedLog() {}

    /// Customers who buy by the model, and spend differently; until two years after the start.
    public static Path ofModel(Path folder, int customers, long seed) throws IOException {
        var random = new Random(seed);
        List<String> lines = new ArrayList<>(List.of("customer,date,amount"));
        var base = SimulatedBase.of(BASE, customers, 730, seed);
        for (int i = 0; i < customers; i++) {
            int first = random.nextInt(365);
            double spend = 10 + 40 * random.nextDouble();
            lines.add(line(i, first, spend, random));
            for (double time : base.customers().get(i).purchases()) {
                if (first + time < 730) {
                    lines.add(line(i, first + (int) time, spend, random));
                }
            }
        }
        return write(folder, lines);
    }

    /// Customers whose purchases after the day have nothing to do with those before it.
    public static Path withoutSignal(Path folder, int customers, LocalDate day, long seed) throws IOException {
        var random = new Random(seed);
        int cut = (int) (day.toEpochDay() - START.toEpochDay());
        List<String> lines = new ArrayList<>(List.of("customer,date,amount"));
        for (int i = 0; i < customers; i++) {
            for (int n = 1 + random.nextInt(6); n > 0; n--) {
                lines.add(line(i, random.nextInt(cut), 30, random));
            }
            if (random.nextBoolean()) {
                lines.add(line(i, cut + 1 + random.nextInt(80), 500, random));
            }
        }
        lines.add(line(0, 729, 30, random));
        return write(folder, lines);
    }

    private static String line(int customer, int day, double spend, Random random) {
        return "C" + customer + "," + START.plusDays(day) + ","
                + OutputLabels.formatted("%.2f", spend * (.5 + random.nextDouble()));
    }

    private static Path write(Path folder, List<String> lines) throws IOException {
        return Files.write(folder.resolve("sales.csv"), lines);
    }
}
