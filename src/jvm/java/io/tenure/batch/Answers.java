package io.tenure.batch;

import io.tenure.decision.Answer;
import io.tenure.decision.AnswerWriter;
import io.tenure.lifecycle.Decided;
import io.tenure.lifecycle.Exclusion;
import io.tenure.lifecycle.Hit;
import io.tenure.lifecycle.NextBestAction;
import io.tenure.lifecycle.Values;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;

/// The form in which answers are written.
sealed interface Answers {
    /// Makes one answer ready for writing; any thread may.
    Rendered render(Answer answer);

    void write(Rendered rendered, OutputStream out) throws IOException;

    /// Writes what is still held back.
    void end(OutputStream out) throws IOException;

    /// One JSON answer a line, as the HTTP API gives it.
    record JsonLines(Labels labels) implements Answers {
        @Override
        public Rendered render(Answer answer) {
            return new Rendered.Json(AnswerWriter.bytes(answer, labels.locale()));
        }

        @Override
        public void write(Rendered rendered, OutputStream out) throws IOException {
            if (rendered instanceof Rendered.Json(byte[] utf8)) {
                out.write(utf8);
                out.write('\n');
            }
        }

        @Override
        public void end(OutputStream out) {}
    }

    /// Nothing is written, since only the counts are wanted.
    record None() implements Answers {
        @Override
        public Rendered render(Answer answer) {
            return Rendered.Nothing.INSTANCE;
        }

        @Override
        public void write(Rendered rendered, OutputStream out) {}

        @Override
        public void end(OutputStream out) {}
    }

    /// The columns of the table as CSV, for spreadsheets.
    final class Csv implements Answers {
        private final Labels labels;
        private boolean begun;

        Csv(Labels labels) {
            this.labels = labels;
        }

        @Override
        public Rendered render(Answer answer) {
            Decided decided = answer.decided();
            Values decision = decided.decision();
            NextBestAction first = decided.nextBestActions().getFirst();
            Object probability = decision.value("riskProbability");
            return new Rendered.Row(
                    List.of(
                            String.valueOf(decided.customer().getCustomerId()),
                            cell(decision.value("stage")),
                            cell(decision.value("pattern")),
                            cell(decision.value("valueSegment")),
                            cell(decision.value("riskBand")),
                            probability instanceof Double p ? Labels.number(p, 4) : "",
                            cell(decision.value("retentionLevel")),
                            cell(first.action()),
                            Labels.number(first.score(), 4)),
                    "",
                    List.of());
        }

        private String cell(@org.jspecify.annotations.Nullable Object code) {
            return code == null ? "" : labels.of(code);
        }

        @Override
        public void write(Rendered rendered, OutputStream out) throws IOException {
            begin(out);
            if (rendered instanceof Rendered.Row(List<String> cells, String _, List<String> _)) {
                line(cells, out);
            }
        }

        @Override
        public void end(OutputStream out) throws IOException {
            begin(out);
        }

        private void begin(OutputStream out) throws IOException {
            if (!begun) {
                begun = true;
                line(
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

        private static void line(List<String> cells, OutputStream out) throws IOException {
            out.write((CSVFormat.RFC4180.format(cells.toArray()) + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    /// An aligned table for people. The first rows are held back until it is known how wide the columns
    /// must be.
    final class Table implements Answers {
        private static final int MEASURED = 200;
        private static final int RISK = 4;

        private final Labels labels;
        private final boolean colours;
        private final boolean explained;
        private final List<Rendered.Row> held = new ArrayList<>();
        private int[] widths = new int[0];

        Table(Labels labels, boolean colours, boolean explained) {
            this.labels = labels;
            this.colours = colours;
            this.explained = explained;
        }

        @Override
        public Rendered render(Answer answer) {
            Decided decided = answer.decided();
            Values decision = decided.decision();
            Object band = decision.value("riskBand");
            Object probability = decision.value("riskProbability");
            NextBestAction first = decided.nextBestActions().getFirst();
            return new Rendered.Row(
                    List.of(
                            String.valueOf(decided.customer().getCustomerId()),
                            labels.of(decision.value("stage")),
                            labels.of(decision.value("pattern")),
                            labels.of(decision.value("valueSegment")),
                            labels.of(band) + (probability instanceof Double p ? " " + Labels.number(p, 2) : ""),
                            labels.of(decision.value("retentionLevel")),
                            labels.of(first.action()) + " " + Labels.number(first.score(), 2)),
                    String.valueOf(band),
                    explained ? notes(decided) : List.of());
        }

        private List<String> notes(Decided decided) {
            List<String> notes = new ArrayList<>();
            for (Hit hit : decided.hits()) {
                String sheet = hit.origin().sheet().isEmpty()
                        ? ""
                        : ", " + hit.origin().sheet();
                notes.add(Labels.formatted(
                        "  %s %s (%s%s, %s %d) %s: %s",
                        hit.origin().table(),
                        hit.origin().name(),
                        hit.origin().workbook(),
                        sheet,
                        hit.origin().sheet().isEmpty() ? labels.say("line", "行") : labels.say("row", "行"),
                        hit.origin().row(),
                        hit.wrote(),
                        hit.in(labels.locale())));
            }
            for (NextBestAction action : decided.nextBestActions()) {
                notes.add(Labels.formatted(
                        "  %d. %s %s: %s",
                        action.rank(),
                        labels.of(action.action()),
                        Labels.number(action.score(), 2),
                        action.reason().in(labels.locale())));
            }
            for (Exclusion exclusion : decided.excluded()) {
                notes.add(Labels.formatted(
                        "  %s %s (%s): %s",
                        labels.say("not", "排除"),
                        labels.of(exclusion.action()),
                        exclusion.rule(),
                        exclusion.reason().in(labels.locale())));
            }
            return notes;
        }

        @Override
        public void write(Rendered rendered, OutputStream out) throws IOException {
            if (!(rendered instanceof Rendered.Row row)) {
                return;
            }
            if (widths.length > 0) {
                print(row, out);
                return;
            }
            held.add(row);
            if (held.size() >= MEASURED) {
                release(out);
            }
        }

        @Override
        public void end(OutputStream out) throws IOException {
            if (widths.length == 0 && !held.isEmpty()) {
                release(out);
            }
        }

        private void release(OutputStream out) throws IOException {
            List<String> headings = labels.isChinese()
                    ? List.of("客户", "阶段", "模式", "价值细分", "流失风险", "维系层次", "首选行动")
                    : List.of("customer", "stage", "pattern", "value", "risk", "level", "first action");
            widths = new int[headings.size()];
            for (int i = 0; i < widths.length; i++) {
                int column = i;
                widths[i] = Math.max(
                        Width.of(headings.get(i)),
                        held.stream()
                                .mapToInt(r -> Width.of(r.cells().get(column)))
                                .max()
                                .orElse(0));
            }
            line(headings, colours ? "\u001B[1m" : "", -1, out);
            for (Rendered.Row row : held) {
                print(row, out);
            }
            held.clear();
        }

        private void print(Rendered.Row row, OutputStream out) throws IOException {
            String colour = switch (row.band()) {
                case "HIGH" -> "\u001B[31m";
                case "ELEVATED" -> "\u001B[33m";
                default -> "";
            };
            line(row.cells(), colours ? colour : "", RISK, out);
            for (String note : row.notes()) {
                out.write(
                        (colours ? "\u001B[2m" + note + "\u001B[0m\n" : note + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }

        /// @param column the one to colour; -1 for all
        private void line(List<String> cells, String colour, int column, OutputStream out) throws IOException {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < cells.size(); i++) {
                String cell = i == cells.size() - 1 ? cells.get(i) : Width.padded(cells.get(i), widths[i]);
                boolean coloured = !colour.isEmpty() && (column < 0 || column == i);
                line.append(i == 0 ? "" : "  ").append(coloured ? colour + cell + "\u001B[0m" : cell);
            }
            out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }
}
