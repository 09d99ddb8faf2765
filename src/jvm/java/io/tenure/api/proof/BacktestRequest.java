package io.tenure.api.proof;

import io.tenure.csv.CsvFile;
import io.tenure.csv.CsvOptions;
import io.tenure.csv.UnreadableFileException;
import io.tenure.csv.ValueStyles;
import io.tenure.input.InputFault;
import io.tenure.input.QueryParameters;
import io.tenure.input.TransactionAccount;
import io.tenure.input.TransactionColumns;
import io.tenure.input.Transactions;
import io.tenure.lifecycle.Parameters;
import io.tenure.replay.BacktestRun;
import io.tenure.replay.CutDecisions;
import io.tenure.report.BacktestReport;
import io.tenure.text.Message;
import io.tenure.text.Text;
import jakarta.ws.rs.core.MultivaluedMap;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a request for a backtest asks for.
///
/// @param cuts in their order, without repetitions
/// @param draft to compare with; null for none
/// @param columns as given; null to recognise them
/// @param unitMargin NaN where it isn't given
/// @param record whether the customers on record are decided, not those of a log
/// @param faults everything wrong with it
record BacktestRequest(
        List<LocalDate> cuts,
        int horizonDays,
        @Nullable Integer draft,
        @Nullable String columns,
        double unitMargin,
        boolean record,
        List<InputFault> faults) {
    private static final int DEFAULT_HORIZON = 90;
    private static final int MIN_YEAR = 1900;
    private static final Pattern MARGIN = Pattern.compile("-?(0(\\.\\d{1,9})?|\\.\\d{1,9}|1(\\.0{1,9})?)");

    /// The customers that were read for it.
    ///
    /// @param messages how they were read, and what of it could not be
    record Log(Collection<TransactionAccount> accounts, List<Text> messages) {}

    /// @param hasLog whether a log was sent
    static BacktestRequest of(MultivaluedMap<String, String> parameters, boolean hasLog) {
        List<InputFault> faults = new ArrayList<>();
        List<LocalDate> cuts = cuts(parameters.getFirst("cut"), faults);
        int horizon = QueryParameters.count("horizon", parameters, DEFAULT_HORIZON, CutDecisions.MAX_HORIZON, faults);
        int draft = QueryParameters.count("draft", parameters, 0, Integer.MAX_VALUE, faults);
        String margin = parameters.getFirst("unitMargin");
        if (margin != null && !MARGIN.matcher(margin).matches()) {
            faults.add(fault("unitMargin", margin, Message.of("api.backtest.unit-margin.expected")));
            margin = null;
        }
        String record = parameters.getFirst("record");
        if (record != null && !record.equals("true") && !record.equals("false")) {
            faults.add(fault("record", record, Message.of("api.backtest.record.expected")));
        }
        boolean recorded = "true".equals(record);
        if (recorded && (hasLog || parameters.containsKey("columns"))) {
            faults.add(fault("record", record, Message.of("api.backtest.record.alone")));
        }
        return new BacktestRequest(
                cuts,
                horizon,
                draft == 0 ? null : draft,
                parameters.getFirst("columns"),
                margin == null ? Double.NaN : Double.parseDouble(margin),
                recorded,
                faults);
    }

    private static List<LocalDate> cuts(@Nullable String text, List<InputFault> faults) {
        List<LocalDate> cuts = new ArrayList<>();
        try {
            for (String day : text == null ? new String[0] : text.split(",", -1)) {
                cuts.add(LocalDate.parse(day));
            }
        } catch (DateTimeException _) {
            cuts.clear();
        }
        if (cuts.isEmpty()
                || cuts.size() > BacktestRun.MAX_CUTS
                || cuts.stream().anyMatch(cut -> cut.getYear() < MIN_YEAR || cut.getYear() > 9_000)) {
            faults.add(fault("cut", text, Message.of("api.backtest.cut.expected", "cuts", BacktestRun.MAX_CUTS)));
        }
        return cuts.stream().distinct().sorted().toList();
    }

    private static InputFault fault(String name, @Nullable String value, Message expected) {
        return new InputFault(
                "invalid-value",
                "/" + name,
                value,
                expected,
                value == null
                        ? Message.of("api.backtest.missing", "name", name, "expected", expected)
                        : Message.of("api.backtest.invalid", "name", name, "value", value, "expected", expected));
    }

    /// The facts that all customers share.
    Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("relationshipType", "NON_CONTRACTUAL");
        if (!Double.isNaN(unitMargin)) {
            facts.put("unitMargin", Double.toString(unitMargin));
        }
        return facts;
    }

    /// Reads the transactions up to the end of the last horizon.
    ///
    /// @param parameters of the rules that decide
    /// @throws UnreadableFileException where the log can't be read, or doesn't reach so far
    Log read(byte[] log, Parameters parameters) throws UnreadableFileException, IOException {
        CsvFile csv = CsvFile.open(() -> new ByteArrayInputStream(log), CsvOptions.NONE);
        TransactionColumns found = TransactionColumns.of(csv, columns, null, false);
        ValueStyles styles = found.styles(csv);
        LocalDate end = cuts.getLast().plusDays(horizonDays);
        Transactions transactions =
                Transactions.read(csv, found, styles, end, unitMargin, Transactions.amountEach(parameters), _ -> {});
        requireEnd(transactions.lastDay());
        List<Text> messages = new ArrayList<>(List.of(found.description(csv, styles)));
        messages.addAll(transactions.messages());
        return new Log(transactions.accounts(), messages);
    }

    /// @throws UnreadableFileException where the last day that is known comes before the end of a horizon
    void requireEnd(LocalDate lastDay) throws UnreadableFileException {
        Optional<Message> tooShort = BacktestReport.endsEarly(lastDay, cuts, horizonDays);
        if (tooShort.isPresent()) {
            throw UnreadableFileException.of(tooShort.get());
        }
    }
}
