package io.tenure.cli;

import io.tenure.calibration.RiskGrid;
import io.tenure.model.ConfidenceInterval;
import io.tenure.report.OutputLabels;
import io.tenure.text.Message;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The sheet of the risk that a calibration measured, as rows of cells.
///
/// @param asOf the last day that was known
record CalibratedRisk(LocalDate asOf, int horizonDays, RiskGrid grid) {
    static final String WORKBOOK = "risk-rf";
    static final String SHEET = "RiskRecencyFrequency";

    /// What customers usually spend: a condition only where the table tells them apart by it.
    private static final String SPEND = "averagePurchaseValue";

    private static final String SPEND_WORDS = "Mean purchase value 次均购买金额";

    private static final List<String> NAMES = List.of(
            "",
            "stage",
            "relationshipType",
            "recencyDays",
            "purchaseCount",
            SPEND,
            "inactiveProbability",
            "riskProbability",
            "en",
            "zh");
    private static final int SPEND_COLUMN = 5;
    private static final int MODEL_COLUMN = 6;
    private static final String BY_MODEL = "RFm";

    /// Prospects and ended relationships have no risk of leaving.
    private static final String STAGES = "UNKNOWN, unknown, EXPLORATION, FORMATION, STABLE, DECLINE";

    private static final String MEASURED_ON = "MeasuredOn";
    private static final Pattern MEASURED = Pattern.compile("RF[1-9]\\d*\\.\\d+[bt]?");

    /// The sheet of the risk by silence and purchases with the measured rows in place of those before.
    ///
    /// @param model why the probability of the model counts where it is known; null where the table's always does
    /// @throws CliException if the sheet is not laid out as the bundled one
    List<List<String>> rows(List<List<String>> sheet, long customers, @Nullable Message model) throws CliException {
        List<List<String>> wide = hasSpend(sheet) ? sheet : withSpend(sheet);
        int names = wide.indexOf(NAMES);
        if (names < 0 || wide.size() < names + 2) {
            throw CliException.failure(Message.of("cli.calibrate.other-layout", "workbook", WORKBOOK, "sheet", SHEET));
        }
        List<List<String>> rows = new ArrayList<>();
        for (List<String> row : wide.subList(0, names + 2)) {
            String property = row.isEmpty() ? "" : row.getFirst();
            if (property.equals("Notes")) {
                rows.add(List.of(MEASURED_ON, asOf.toString()));
                rows.add(notes(customers));
            } else if (!property.equals(MEASURED_ON)) {
                rows.add(row);
            }
        }
        String modelUnknown = model == null ? "" : "unknown";
        for (RiskGrid.Spend spend : RiskGrid.Spend.values()) {
            List<RiskGrid.Cell> cells = grid.cells(spend);
            for (int i = 0; i < cells.size(); i++) {
                String name = "RF" + (i / grid.columns() + 1) + "." + (i % grid.columns() + 1) + suffix(spend);
                rows.add(row(name, cells.get(i), modelUnknown));
            }
        }
        if (model != null) {
            rows.add(List.of(
                    BY_MODEL,
                    STAGES,
                    "NON_CONTRACTUAL",
                    "",
                    "",
                    "",
                    "known",
                    "= inactiveProbability",
                    model.en(),
                    model.zh()));
        }
        wide.stream()
                .skip(names + 2L)
                .filter(row -> !row.isEmpty()
                        && !MEASURED.matcher(row.getFirst()).matches()
                        && !row.getFirst().equals(BY_MODEL))
                .map(row -> isForCustomers(row) ? with(row, MODEL_COLUMN, modelUnknown) : row)
                .forEach(rows::add);
        return grid.isBySpend() ? rows : withoutSpend(rows);
    }

    private static String suffix(RiskGrid.Spend spend) {
        return switch (spend) {
            case ANY -> "";
            case BELOW_TYPICAL -> "b";
            case TYPICAL_OR_MORE -> "t";
        };
    }

    /// The condition on what customers of a cell usually spend; empty where the table doesn't tell them apart.
    String spend(RiskGrid.Spend spend) {
        return switch (spend) {
            case ANY -> grid.isBySpend() ? "unknown" : "";
            case BELOW_TYPICAL -> "< " + typical();
            case TYPICAL_OR_MORE -> ">= " + typical();
        };
    }

    private String typical() {
        return OutputLabels.number(grid.typicalSpend(), 2);
    }

    private static boolean hasSpend(List<List<String>> sheet) {
        return sheet.stream()
                .anyMatch(row ->
                        row.size() > SPEND_COLUMN && row.get(SPEND_COLUMN).equals(SPEND));
    }

    /// The sheet with a column of usual spend that says nothing yet.
    private static List<List<String>> withSpend(List<List<String>> sheet) {
        int names = IntStream.range(0, sheet.size())
                .filter(i -> sheet.get(i).size() > SPEND_COLUMN
                        && sheet.get(i).get(SPEND_COLUMN).equals("inactiveProbability"))
                .findFirst()
                .orElse(-1);
        List<List<String>> wide = new ArrayList<>();
        for (int i = 0; i < sheet.size(); i++) {
            List<String> row = new ArrayList<>(sheet.get(i));
            if (row.size() > SPEND_COLUMN) {
                row.add(
                        SPEND_COLUMN,
                        i < names ? row.get(SPEND_COLUMN) : i == names ? SPEND : i == names + 1 ? SPEND_WORDS : "");
            }
            wide.add(row);
        }
        return wide;
    }

    private static List<List<String>> withoutSpend(List<List<String>> sheet) {
        List<List<String>> narrow = new ArrayList<>();
        for (List<String> row : sheet) {
            List<String> cells = new ArrayList<>(row);
            if (cells.size() > SPEND_COLUMN) {
                cells.remove(SPEND_COLUMN);
            }
            narrow.add(cells);
        }
        return narrow;
    }

    /// Whether a row is for customers of whom the model may know something.
    private static boolean isForCustomers(List<String> row) {
        return row.size() > 2 && row.get(1).equals(STAGES) && row.get(2).equals("NON_CONTRACTUAL");
    }

    private static List<String> with(List<String> row, int column, String value) {
        List<String> cells = new ArrayList<>(row);
        cells.set(column, value);
        return cells;
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

    private List<String> row(String name, RiskGrid.Cell cell, String model) {
        Message reason = reason(cell);
        return List.of(
                name,
                STAGES,
                "NON_CONTRACTUAL",
                range(cell.silenceFrom(), cell.silenceTo(), 0),
                range(cell.purchasesFrom(), cell.purchasesTo(), 1),
                spend(cell.spend()),
                model,
                OutputLabels.percent(cell.probability()),
                reason.en(),
                reason.zh());
    }

    private Message reason(RiskGrid.Cell cell) {
        Message silence = cell.silenceTo() == Integer.MAX_VALUE
                ? Message.of("cli.calibrate.silent-beyond", "from", cell.silenceFrom())
                : Message.of("cli.calibrate.silent", "from", cell.silenceFrom(), "to", cell.silenceTo());
        Message bought = cell.purchasesTo() == Integer.MAX_VALUE
                ? Message.of("cli.calibrate.bought-at-least", "from", cell.purchasesFrom())
                : cell.purchasesTo() == cell.purchasesFrom()
                        ? Message.of("cli.calibrate.bought", "times", cell.purchasesFrom())
                        : Message.of(
                                "cli.calibrate.bought-between", "from", cell.purchasesFrom(), "to", cell.purchasesTo());
        Message purchases = switch (cell.spend()) {
            case ANY -> bought;
            case BELOW_TYPICAL -> Message.of("cli.calibrate.bought-below", "bought", bought, "amount", typical());
            case TYPICAL_OR_MORE -> Message.of("cli.calibrate.bought-typical", "bought", bought, "amount", typical());
        };
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
}
