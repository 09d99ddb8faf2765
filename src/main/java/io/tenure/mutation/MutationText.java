package io.tenure.mutation;

import io.tenure.text.Message;
import io.tenure.text.Text;
import java.util.Locale;

/// A mutation report as text for a terminal: the score, the tables that have cells that could be wrong unseen, and
/// those cells.
public final class MutationText {
    private static final double PERCENT = 100;

    private MutationText() {}

    /// @param maxSurvivors cells listed at most
    public static String of(MutationReport report, int maxSurvivors, Locale locale) {
        StringBuilder text = new StringBuilder();
        line(
                text,
                locale,
                Message.of(
                        "mutation.score",
                        "percent",
                        percent(report.score()),
                        "killed",
                        report.killed(),
                        "counted",
                        report.killed() + report.survivors().size(),
                        "scenarios",
                        report.scenarios()));
        line(text, locale, Message.of("mutation.equivalent", "count", report.equivalent()));
        if (report.untried() > 0) {
            line(text, locale, Message.of("mutation.untried", "count", report.untried()));
        }
        if (report.failing() > 0) {
            line(text, locale, Message.of("mutation.failing", "count", report.failing()));
        }
        for (MutationReport.TableScore table : report.tables()) {
            if (table.survived() > 0) {
                line(
                        text,
                        locale,
                        Message.of(
                                "mutation.table",
                                "table",
                                table.table(),
                                "percent",
                                percent(table.score()),
                                "survived",
                                table.survived()));
            }
        }
        if (!report.survivors().isEmpty()) {
            text.append('\n');
            line(text, locale, Message.of("mutation.unseen"));
        }
        report.survivors().stream().limit(maxSurvivors).forEach(one -> line(text, locale, survivor(one)));
        if (report.survivors().size() > maxSurvivors) {
            line(
                    text,
                    locale,
                    Message.of("mutation.more", "count", report.survivors().size() - maxSurvivors));
        }
        return text.toString();
    }

    private static Text survivor(MutationReport.Survivor one) {
        Text after = one.after().isEmpty() ? Message.of("mutation.empty") : Text.same(one.after());
        return one.reached()
                ? Message.of(
                        "mutation.survivor.reached",
                        "address",
                        one.address().text(),
                        "row",
                        one.row(),
                        "before",
                        one.before(),
                        "after",
                        after)
                : Message.of(
                        "mutation.survivor",
                        "address",
                        one.address().text(),
                        "row",
                        one.row(),
                        "before",
                        one.before(),
                        "after",
                        after);
    }

    /// Rounded down, so that only a full score is 100.
    private static String percent(double score) {
        return String.valueOf(Math.floor(score * PERCENT * 10) / 10).replaceFirst("\\.0$", "");
    }

    private static void line(StringBuilder text, Locale locale, Text line) {
        text.append(line.in(locale)).append('\n');
    }
}
