package io.tenure.feedback;

import io.tenure.feedback.StageReport.FlowView;
import io.tenure.feedback.StageReport.StageView;
import io.tenure.text.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Customers by stage and their moves as tables of text, for a terminal.
public final class StageReportText {
    private StageReportText() {}

    public static String of(StageReport report, Locale locale) {
        StringBuilder text = new StringBuilder();
        text.append(Message.of("feedback.stages.title", "on", report.on(), "customers", report.customers())
                        .in(locale))
                .append('\n');
        text.append(TextTable.of(counts(report, locale))).append('\n');
        if (report.compared() != null) {
            text.append(Message.of("feedback.stages.moves", "compared", report.compared(), "on", report.on())
                            .in(locale))
                    .append('\n');
            text.append(TextTable.of(moves(report, locale))).append('\n');
        }
        return text.toString();
    }

    private static List<List<String>> counts(StageReport report, Locale locale) {
        boolean both = report.compared() != null;
        List<List<String>> rows = new ArrayList<>();
        rows.add(Stream.of(
                        Stream.of("", Message.of("feedback.stages.customers").in(locale)),
                        both
                                ? Stream.of(
                                        Message.of("feedback.stages.before").in(locale),
                                        Message.of("feedback.stages.added").in(locale))
                                : Stream.<String>of())
                .flatMap(heading -> heading)
                .toList());
        for (StageView stage : report.stages()) {
            List<String> row = new ArrayList<>(List.of(stage.stage(), String.valueOf(stage.customers())));
            if (both) {
                row.add(String.valueOf(stage.before()));
                row.add(String.valueOf(stage.added()));
            }
            rows.add(row);
        }
        return rows;
    }

    private static List<List<String>> moves(StageReport report, Locale locale) {
        List<String> to = report.flows().stream().map(FlowView::to).distinct().toList();
        List<List<String>> rows = new ArrayList<>();
        rows.add(Stream.concat(Stream.of(Message.of("feedback.stages.from-to").in(locale)), to.stream())
                .toList());
        for (String from :
                report.flows().stream().map(FlowView::from).distinct().toList()) {
            List<String> row = new ArrayList<>(List.of(from));
            for (String stage : to) {
                row.add(report.flows().stream()
                        .filter(flow -> flow.from().equals(from) && flow.to().equals(stage))
                        .map(StageReportText::cell)
                        .findFirst()
                        .orElse(""));
            }
            rows.add(row);
        }
        return rows;
    }

    private static String cell(FlowView flow) {
        return String.format(
                Locale.ROOT,
                "%d: %.1f%% (%.1f..%.1f)",
                flow.customers(),
                100 * flow.share(),
                100 * flow.interval().low(),
                100 * flow.interval().high());
    }
}
