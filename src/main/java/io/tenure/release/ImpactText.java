package io.tenure.release;

import io.tenure.text.Message;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Writes an impact report as text for people at a terminal.
public final class ImpactText {
    private ImpactText() {}

    /// One line for each outcome, and below it what changes, with examples.
    public static String of(ImpactReport report, Locale locale) {
        StringBuilder text = new StringBuilder(Message.of(
                        "release.impact.heading",
                        "draft",
                        report.draft(),
                        "version",
                        report.version(),
                        "against",
                        report.against(),
                        "customers",
                        report.customers())
                .in(locale));
        if (report.skipped() > 0) {
            text.append(Message.of("release.impact.skipped", "skipped", report.skipped())
                    .in(locale));
        }
        text.append('\n');
        // Of no customer there is nothing to compare: only the reasons are left.
        for (ImpactReport.Outcome outcome :
                report.customers() == 0 ? List.<ImpactReport.Outcome>of() : report.outcomes()) {
            text.append("\n%s: ".formatted(outcome.outcome()))
                    .append(Message.of(
                                    "release.impact.change",
                                    "changed",
                                    outcome.changed(),
                                    "percent",
                                    outcome.changedPercent() / 100)
                            .in(locale))
                    .append('\n');
            for (ImpactReport.Move move : outcome.moves()) {
                if (move.from().equals(move.to())) {
                    continue;
                }
                text.append(String.format(
                        Locale.ROOT,
                        "  %s -> %s: %d (%s %%)%n",
                        move.from(),
                        move.to(),
                        move.customers(),
                        move.percent()));
                for (ImpactReport.Example example : move.examples()) {
                    text.append("    %s: %s -> %s%n"
                            .formatted(
                                    subject(example.customerId(), example.decisionId()),
                                    rowText(example.before()),
                                    rowText(example.after())));
                }
            }
        }
        for (ImpactReport.Undecided skipped : report.undecided()) {
            text.append(String.format(
                    Locale.ROOT,
                    "\n%d %s: %s",
                    skipped.line(),
                    subject(skipped.customerId(), skipped.decisionId()),
                    skipped.reason()));
        }
        return report.undecided().isEmpty()
                ? text.toString()
                : text.append('\n').toString();
    }

    private static String rowText(ImpactReport.@Nullable DecidingRow row) {
        return row == null
                ? "-"
                : String.format(Locale.ROOT, "%s %s (%s, %d)", row.table(), row.name(), row.workbook(), row.row());
    }

    private static String subject(@Nullable String customerId, @Nullable UUID decisionId) {
        return decisionId == null ? String.valueOf(customerId) : decisionId.toString();
    }
}
