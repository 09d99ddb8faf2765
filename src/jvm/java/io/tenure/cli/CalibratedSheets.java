package io.tenure.cli;

import io.tenure.calibration.Measured;
import io.tenure.lifecycle.Parameters;
import io.tenure.measure.FittedModels;
import io.tenure.model.ConfidenceInterval;
import io.tenure.report.OutputLabels;
import io.tenure.text.Message;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The sheets of parameters and models that a calibration changes, as rows of cells.
///
/// @param asOf the last day that was known
record CalibratedSheets(LocalDate asOf) {
    static final String SETTINGS = "settings";
    static final String PARAMETERS = "Parameters";
    static final String MODEL = "Model";

    private static final int MODEL_DECIMALS = 6;

    /// The sheet of parameters or of models with measured values, and where they come from. A value of a model that was
    /// not measured is cleared.
    ///
    /// @param measured by name; those that the sheet doesn't have are left out
    List<List<String>> parameters(List<List<String>> sheet, Map<String, Measured> measured) {
        List<String> heading = sheet.getFirst();
        int name = heading.indexOf("name");
        int value = heading.indexOf("value");
        int shareOf = heading.indexOf("shareOf");
        int measuredOn = heading.indexOf("measuredOn");
        int source = heading.indexOf("source");
        List<List<String>> rows = new ArrayList<>();
        for (List<String> row : sheet) {
            Measured number = name < row.size() ? measured.get(row.get(name)) : null;
            if (number == null) {
                rows.add(row);
                continue;
            }
            List<String> cells = new ArrayList<>(row);
            while (cells.size() < heading.size()) {
                cells.add("");
            }
            String reference = shareOf < 0 ? "" : cells.get(shareOf);
            cells.set(
                    value,
                    reference.isEmpty()
                            ? OutputLabels.number(number.value(), shareOf < 0 ? MODEL_DECIMALS : 2)
                            : share(number, amount(sheet, name, value, reference, measured)));
            if (measuredOn >= 0) {
                cells.set(measuredOn, asOf.toString());
            }
            if (source >= 0) {
                cells.set(source, source(number).en());
            }
            rows.add(cells);
        }
        return rows;
    }

    private static String share(Measured number, double amount) {
        return OutputLabels.number(100 * number.value() / amount, 2) + "%";
    }

    /// On what a number was measured, with its interval.
    Message source(Measured number) {
        ConfidenceInterval interval = number.interval();
        return interval == null
                ? Message.of("cli.calibrate.source", "count", number.count(), "asOf", asOf)
                : Message.of(
                        "cli.calibrate.source-interval",
                        "count",
                        number.count(),
                        "asOf",
                        asOf,
                        "low",
                        OutputLabels.number(interval.low(), MODEL_DECIMALS),
                        "high",
                        OutputLabels.number(interval.high(), MODEL_DECIMALS));
    }

    /// The sheet of models as it stands, without what was measured before; that of contracts stays, since a base
    /// need not tell it.
    static List<List<String>> withoutValues(List<List<String>> sheet) {
        int value = sheet.getFirst().indexOf("value");
        int measuredOn = sheet.getFirst().indexOf("measuredOn");
        List<List<String>> rows = new ArrayList<>();
        rows.add(sheet.getFirst());
        for (List<String> row : sheet.subList(1, sheet.size())) {
            List<String> cells = new ArrayList<>(row);
            if (FittedModels.CONTRACTS.contains(cells.getFirst())) {
                rows.add(cells);
                continue;
            }
            for (int column : new int[] {value, measuredOn}) {
                if (column >= 0 && column < cells.size()) {
                    cells.set(column, "");
                }
            }
            rows.add(cells);
        }
        return rows;
    }

    /// The amount of money that a parameter is a share of; the check found it to be above 0.
    private static double amount(
            List<List<String>> sheet, int name, int value, String reference, Map<String, Measured> measured) {
        Measured now = measured.get(reference);
        return now != null
                ? now.value()
                : sheet.stream()
                        .filter(row -> name < row.size() && row.get(name).equals(reference))
                        .mapToDouble(row -> Double.parseDouble(row.get(value)))
                        .findFirst()
                        .orElseThrow();
    }

    /// The measured values that the ruleset has as parameters, and that differ.
    static List<String> changed(Parameters parameters, Map<String, Measured> measured) {
        return measured.entrySet().stream()
                .filter(entry -> parameters.has(entry.getKey())
                        && parameters.get(entry.getKey()) != entry.getValue().value())
                .map(Map.Entry::getKey)
                .toList();
    }
}
