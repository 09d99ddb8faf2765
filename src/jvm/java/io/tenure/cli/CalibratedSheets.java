package io.tenure.cli;

import io.tenure.calibration.RiskGrid;
import io.tenure.lifecycle.Parameters;
import io.tenure.model.ConfidenceInterval;
import io.tenure.text.Message;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// The sheets that a calibration changes, as rows of cells.
///
/// @param asOf the last day that was known
record CalibratedSheets(LocalDate asOf, int horizonDays) {
    static final String RISK_WORKBOOK = "risk-rf";
    static final String RISK_SHEET = "RiskRecencyFrequency";
    static final String SETTINGS = "settings";
    static final String PARAMETERS = "Parameters";

    private static final List<String> NAMES =
            List.of("", "stage", "relationshipType", "recencyDays", "purchaseCount", "riskProbability", "en", "zh");
    /// Prospects and ended relationships have no risk of leaving.
    private static final String STAGES = "UNKNOWN, unknown, EXPLORATION, FORMATION, STABLE, DECLINE";

    private static final String MEASURED_ON = "MeasuredOn";
    private static final Pattern MEASURED = Pattern.compile("RF[1-9]\\d*\\.\\d+");

    /// The sheet of the risk by silence and purchases with the measured rows in place of those before.
    ///
    /// @throws CliException if the sheet is not laid out as the bundled one
    List<List<String>> risk(List<List<String>> sheet, RiskGrid grid, long customers) throws CliException {
        int names = sheet.indexOf(NAMES);
        if (names < 0 || sheet.size() < names + 2) {
            throw CliException.failure(
                    Message.of("cli.calibrate.other-layout", "workbook", RISK_WORKBOOK, "sheet", RISK_SHEET));
        }
        List<List<String>> rows = new ArrayList<>();
        for (List<String> row : sheet.subList(0, names + 2)) {
            String property = row.isEmpty() ? "" : row.getFirst();
            if (property.equals("Notes")) {
                rows.add(List.of(MEASURED_ON, asOf.toString()));
                rows.add(notes(customers));
            } else if (!property.equals(MEASURED_ON)) {
                rows.add(row);
            }
        }
        int columns = grid.columns();
        for (int i = 0; i < grid.cells().size(); i++) {
            rows.add(row(
                    "RF" + (i / columns + 1) + "." + (i % columns + 1),
                    grid.cells().get(i)));
        }
        sheet.stream()
                .skip(names + 2L)
                .filter(row ->
                        !row.isEmpty() && !MEASURED.matcher(row.getFirst()).matches())
                .forEach(rows::add);
        return rows;
    }

    private List<String> notes(long customers) {
        Message notes = Message.of(
                "cli.calibrate.risk-notes",
                "horizon",
                horizonDays,
                "customers",
                (int) customers,
                "from",
                asOf.minusDays(horizonDays),
                "asOf",
                asOf);
        return List.of("Notes", notes.en(), notes.zh());
    }

    private List<String> row(String name, RiskGrid.Cell cell) {
        Message reason = reason(cell);
        return List.of(
                name,
                STAGES,
                "NON_CONTRACTUAL",
                range(cell.silenceFrom(), cell.silenceTo(), 0),
                range(cell.purchasesFrom(), cell.purchasesTo(), 1),
                OutputLabels.percent(cell.probability()),
                reason.en(),
                reason.zh());
    }

    private Message reason(RiskGrid.Cell cell) {
        Message silence = cell.silenceTo() == Integer.MAX_VALUE
                ? Message.of("cli.calibrate.silent-beyond", "from", cell.silenceFrom())
                : Message.of("cli.calibrate.silent", "from", cell.silenceFrom(), "to", cell.silenceTo());
        Message purchases = cell.purchasesTo() == Integer.MAX_VALUE
                ? Message.of("cli.calibrate.bought-at-least", "from", cell.purchasesFrom())
                : cell.purchasesTo() == cell.purchasesFrom()
                        ? Message.of("cli.calibrate.bought", "times", cell.purchasesFrom())
                        : Message.of(
                                "cli.calibrate.bought-between", "from", cell.purchasesFrom(), "to", cell.purchasesTo());
        ConfidenceInterval interval = cell.interval();
        return interval == null
                ? Message.of("cli.calibrate.reason-nobody", "purchases", purchases, "silence", silence)
                : Message.of(
                        "cli.calibrate.reason",
                        "purchases",
                        purchases,
                        "silence",
                        silence,
                        "customers",
                        (int) cell.customers(),
                        "share",
                        OutputLabels.percent((double) cell.lost() / cell.customers()),
                        "low",
                        OutputLabels.percent(interval.low()),
                        "high",
                        OutputLabels.percent(interval.high()),
                        "horizon",
                        horizonDays);
    }

    static String range(int from, int to, int least) {
        if (to == Integer.MAX_VALUE) {
            return ">= " + from;
        }
        if (from == to) {
            return Integer.toString(from);
        }
        return from == least && least == 0 ? "<= " + to : from + ".." + to;
    }

    /// The sheet of parameters with measured values, and where they come from.
    ///
    /// @param measured by name; those that the sheet doesn't have are left out
    List<List<String>> parameters(List<List<String>> sheet, Map<String, Double> measured, long customers) {
        List<String> heading = sheet.getFirst();
        int name = heading.indexOf("name");
        int value = heading.indexOf("value");
        int shareOf = heading.indexOf("shareOf");
        int measuredOn = heading.indexOf("measuredOn");
        int source = heading.indexOf("source");
        List<List<String>> rows = new ArrayList<>();
        for (List<String> row : sheet) {
            Double number = name < row.size() ? measured.get(row.get(name)) : null;
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
                            ? OutputLabels.number(number, 2)
                            : OutputLabels.number(100 * number / amount(sheet, name, value, reference), 2) + "%");
            if (measuredOn >= 0) {
                cells.set(measuredOn, asOf.toString());
            }
            cells.set(
                    source,
                    Message.of("cli.calibrate.source", "customers", (int) customers, "asOf", asOf)
                            .en());
            rows.add(cells);
        }
        return rows;
    }

    /// The amount of money that a parameter is a share of; the check found it to be above 0.
    private static double amount(List<List<String>> sheet, int name, int value, String reference) {
        return sheet.stream()
                .filter(row -> name < row.size() && row.get(name).equals(reference))
                .mapToDouble(row -> Double.parseDouble(row.get(value)))
                .findFirst()
                .orElseThrow();
    }

    /// The measured values that the ruleset has as parameters, and that differ.
    static List<String> changed(Parameters parameters, Map<String, Double> measured) {
        return measured.keySet().stream()
                .filter(name -> parameters.has(name) && parameters.get(name) != measured.getOrDefault(name, Double.NaN))
                .toList();
    }
}
