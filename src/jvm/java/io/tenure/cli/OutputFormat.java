package io.tenure.cli;

import io.tenure.csv.SpreadsheetCell;
import io.tenure.lifecycle.Decision;
import io.tenure.lifecycle.DecisionResult;
import io.tenure.lifecycle.Exclusion;
import io.tenure.lifecycle.Hit;
import io.tenure.lifecycle.NextBestAction;
import io.tenure.report.OutputLabels;
import io.tenure.report.TerminalWidth;
import io.tenure.response.DecisionResponse;
import io.tenure.response.DecisionResponseWriter;
import io.tenure.text.Message;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The format in which decisions are written.
sealed interface OutputFormat extends Closeable
        permits OutputFormat.JsonLines, OutputFormat.NoOutput, OutputFormat.Csv, OutputFormat.Table, ParquetOutput {
    /// Formats one decision. Can be called from any thread.
    FormattedDecision format(DecisionResponse response);

    void write(FormattedDecision formatted, OutputStream out) throws IOException;

    /// Writes what is still buffered.
    void finish(OutputStream out) throws IOException;

    @Override
    default void close() throws IOException {}

    /// JSON as the HTTP API returns it, one decision per line.
    record JsonLines(OutputLabels labels) implements OutputFormat {
        @Override
        public FormattedDecision format(DecisionResponse response) {
            return new FormattedDecision.Json(
                    DecisionResponseWriter.write(response, labels.locale()).bytes());
        }

        @Override
        public void write(FormattedDecision formatted, OutputStream out) throws IOException {
            if (formatted instanceof FormattedDecision.Json(byte[] utf8)) {
                out.write(utf8);
                out.write('\n');
            }
        }

        @Override
        public void finish(OutputStream out) {}
    }

    /// Writes nothing, for runs that only count.
    record NoOutput() implements OutputFormat {
        @Override
        public FormattedDecision format(DecisionResponse response) {
            return FormattedDecision.Empty.INSTANCE;
        }

        @Override
        public void write(FormattedDecision formatted, OutputStream out) {}

        @Override
        public void finish(OutputStream out) {}
    }

    /// The columns of the table as CSV, for spreadsheets, in which no cell becomes a formula.
    final class Csv implements OutputFormat {
        private final OutputLabels labels;
        private boolean headerWritten;

        Csv(OutputLabels labels) {
            this.labels = labels;
        }

        @Override
        public FormattedDecision format(DecisionResponse response) {
            DecisionResult result = response.result();
            Decision decision = result.decision();
            NextBestAction first = result.nextBestActions().getFirst();
            Object probability = decision.value("riskProbability");
            return new FormattedDecision.Row(
                    List.of(
                            String.valueOf(result.customer().getCustomerId()),
                            cell(decision.value("stage")),
                            cell(decision.value("pattern")),
                            cell(decision.value("valueSegment")),
                            cell(decision.value("riskBand")),
                            probability instanceof Double p ? OutputLabels.number(p, 4) : "",
                            cell(decision.value("retentionLevel")),
                            cell(first.action()),
                            OutputLabels.number(first.score(), 4)),
                    "",
                    List.of());
        }

        private String cell(@Nullable Object code) {
            return code == null ? "" : labels.of(code);
        }

        @Override
        public void write(FormattedDecision formatted, OutputStream out) throws IOException {
            writeHeader(out);
            if (formatted instanceof FormattedDecision.Row(List<String> cells, String _, List<String> _)) {
                writeLine(cells, out);
            }
        }

        @Override
        public void finish(OutputStream out) throws IOException {
            writeHeader(out);
        }

        private void writeHeader(OutputStream out) throws IOException {
            if (!headerWritten) {
                headerWritten = true;
                writeLine(
                        List.of(
                                "customerId",
                                "stage",
                                "pattern",
                                "valueSegment",
                                "riskBand",
                                "riskProbability",
                                "retentionLevel",
                                "action1",
                                "score1"),
                        out);
            }
        }

        private static void writeLine(List<String> cells, OutputStream out) throws IOException {
            out.write((SpreadsheetCell.line(cells) + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    /// An aligned table for people. The first rows are buffered to find the widths of the columns.
    final class Table implements OutputFormat {
        private static final int BUFFER_ROWS = 200;
        private static final List<Message> HEADINGS = List.of(
                Message.of("cli.table.customer"),
                Message.of("cli.table.stage"),
                Message.of("cli.table.pattern"),
                Message.of("cli.table.value-segment"),
                Message.of("cli.table.risk"),
                Message.of("cli.table.retention-level"),
                Message.of("cli.table.best-action"));
        private static final int RISK_COLUMN = 4;

        private final OutputLabels labels;
        private final boolean colours;
        private final boolean explain;
        private final List<FormattedDecision.Row> buffer = new ArrayList<>();
        private int[] widths = new int[0];

        Table(OutputLabels labels, boolean colours, boolean explain) {
            this.labels = labels;
            this.colours = colours;
            this.explain = explain;
        }

        @Override
        public FormattedDecision format(DecisionResponse response) {
            DecisionResult result = response.result();
            Decision decision = result.decision();
            Object band = decision.value("riskBand");
            Object probability = decision.value("riskProbability");
            NextBestAction first = result.nextBestActions().getFirst();
            return new FormattedDecision.Row(
                    List.of(
                            String.valueOf(result.customer().getCustomerId()),
                            labels.of(decision.value("stage")),
                            labels.of(decision.value("pattern")),
                            labels.of(decision.value("valueSegment")),
                            labels.of(band) + (probability instanceof Double p ? " " + OutputLabels.number(p, 2) : ""),
                            labels.of(decision.value("retentionLevel")),
                            labels.of(first.action()) + " " + OutputLabels.number(first.score(), 2)),
                    String.valueOf(band),
                    explain ? notes(result) : List.of());
        }

        private List<String> notes(DecisionResult result) {
            List<String> notes = new ArrayList<>();
            for (Hit hit : result.hits()) {
                notes.add("  " + labels.localized(message(hit)));
            }
            for (NextBestAction action : result.nextBestActions()) {
                notes.add("  "
                        + labels.localized(Message.of(
                                "cli.table.action",
                                "rank",
                                action.rank(),
                                "action",
                                labels.of(action.action()),
                                "score",
                                OutputLabels.number(action.score(), 2),
                                "reason",
                                action.reason())));
            }
            for (Exclusion exclusion : result.excluded()) {
                notes.add("  "
                        + labels.localized(Message.of(
                                "cli.table.excluded-action",
                                "action",
                                labels.of(exclusion.action()),
                                "rule",
                                exclusion.rule(),
                                "reason",
                                exclusion.reason())));
            }
            return notes;
        }

        private static Message message(Hit hit) {
            String written = String.valueOf(hit.wrote());
            return hit.origin().sheet().isEmpty()
                    ? Message.of(
                            "cli.table.hit-of-rule",
                            "package",
                            hit.origin().table(),
                            "rule",
                            hit.origin().name(),
                            "file",
                            hit.origin().workbook(),
                            "line",
                            hit.origin().row(),
                            "written",
                            written,
                            "reason",
                            hit)
                    : Message.of(
                            "cli.table.hit-of-row",
                            "table",
                            hit.origin().table(),
                            "name",
                            hit.origin().name(),
                            "workbook",
                            hit.origin().workbook(),
                            "sheet",
                            hit.origin().sheet(),
                            "row",
                            hit.origin().row(),
                            "written",
                            written,
                            "reason",
                            hit);
        }

        @Override
        public void write(FormattedDecision formatted, OutputStream out) throws IOException {
            if (!(formatted instanceof FormattedDecision.Row row)) {
                return;
            }
            if (widths.length > 0) {
                writeRow(row, out);
                return;
            }
            buffer.add(row);
            if (buffer.size() >= BUFFER_ROWS) {
                flushBuffer(out);
            }
        }

        @Override
        public void finish(OutputStream out) throws IOException {
            if (widths.length == 0 && !buffer.isEmpty()) {
                flushBuffer(out);
            }
        }

        private void flushBuffer(OutputStream out) throws IOException {
            List<String> headings = HEADINGS.stream().map(labels::localized).toList();
            widths = new int[headings.size()];
            for (int i = 0; i < widths.length; i++) {
                int column = i;
                widths[i] = Math.max(
                        TerminalWidth.of(headings.get(i)),
                        buffer.stream()
                                .mapToInt(r -> TerminalWidth.of(r.cells().get(column)))
                                .max()
                                .orElse(0));
            }
            writeLine(headings, colours ? "\u001B[1m" : "", -1, out);
            for (FormattedDecision.Row row : buffer) {
                writeRow(row, out);
            }
            buffer.clear();
        }

        private void writeRow(FormattedDecision.Row row, OutputStream out) throws IOException {
            String colour = switch (row.riskBand()) {
                case "HIGH" -> "\u001B[31m";
                case "ELEVATED" -> "\u001B[33m";
                default -> "";
            };
            writeLine(row.cells(), colours ? colour : "", RISK_COLUMN, out);
            for (String note : row.notes()) {
                out.write(
                        (colours ? "\u001B[2m" + note + "\u001B[0m\n" : note + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }

        /// @param column the column to colour; -1 for all
        private void writeLine(List<String> cells, String colour, int column, OutputStream out) throws IOException {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < cells.size(); i++) {
                String cell = i == cells.size() - 1 ? cells.get(i) : TerminalWidth.alignLeft(cells.get(i), widths[i]);
                boolean coloured = !colour.isEmpty() && (column < 0 || column == i);
                line.append(i == 0 ? "" : "  ").append(coloured ? colour + cell + "\u001B[0m" : cell);
            }
            out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }
}
