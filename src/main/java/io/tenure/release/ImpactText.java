package io.tenure.release;

import io.tenure.region.EditedCell;
import io.tenure.text.Message;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Writes an impact report as text for people at a terminal.
public final class ImpactText {
    private ImpactText() {}

    /// One line for each outcome, and below it what changes, with examples.
    public static String of(ImpactReport report, Locale locale) {
        // The rules of folders have no number.
        Message heading = report.draft() == 0
                ? Message.of("release.impact.compared", "customers", report.customers())
                : Message.of(
                        "release.impact.heading",
                        "draft",
                        report.draft(),
                        "version",
                        report.version(),
                        "against",
                        report.against(),
                        "customers",
                        report.customers());
        StringBuilder text = new StringBuilder(heading.in(locale));
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
                    text.append("    %s: %s -> %s%s%n"
                            .formatted(
                                    subject(example.customerId(), example.decisionId()),
                                    rowText(example.before()),
                                    rowText(example.after()),
                                    example.cells().stream()
                                            .map(cell -> "; " + place(cell))
                                            .collect(Collectors.joining())));
                }
            }
        }
        more(report, text, locale);
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

    private static void more(ImpactReport report, StringBuilder text, Locale locale) {
        section(
                Message.of("release.impact.edits"),
                report.edits().stream().map(ImpactText::edit).toList(),
                text,
                locale);
        if (report.changedOtherwise() > 0) {
            text.append('\n')
                    .append(Message.of("release.impact.other-edits", "customers", report.changedOtherwise())
                            .in(locale))
                    .append('\n');
            report.otherEdits().forEach(edit -> text.append("  ").append(edit).append('\n'));
        }
        section(
                Message.of("release.impact.money-heading"),
                report.money().stream()
                        .filter(money -> money.changed() > 0)
                        .map(ImpactText::money)
                        .toList(),
                text,
                locale);
        section(
                Message.of("release.impact.exclusions"),
                report.exclusions().stream().map(ImpactText::exclusion).toList(),
                text,
                locale);
        if (!report.unknownFacts().isEmpty()) {
            text.append('\n')
                    .append(Message.of(
                                    "release.impact.unknown-facts", "names", String.join(", ", report.unknownFacts()))
                            .in(locale))
                    .append('\n');
        }
    }

    private static void section(Message heading, List<Message> lines, StringBuilder text, Locale locale) {
        if (!lines.isEmpty()) {
            text.append('\n').append(heading.in(locale)).append('\n');
            lines.forEach(line -> text.append("  ").append(line.in(locale)).append('\n'));
        }
    }

    /// An edited cell and how many customers it moves: "stage.xlsx, Stage, E12, ST5 3 -> 6: 4 customers".
    public static Message edit(ImpactReport.Edit edit) {
        return Message.of(
                "release.impact.edit",
                "place",
                place(edit.cell()),
                "subject",
                edit.cell().subject(),
                "before",
                shown(edit.cell().before()),
                "after",
                shown(edit.cell().after()),
                "customers",
                edit.customers());
    }

    private static String place(EditedCell cell) {
        return "%s %s %s"
                .formatted(cell.file().substring(cell.file().lastIndexOf('/') + 1), cell.sheet(), cell.cell())
                .strip();
    }

    private static String shown(String content) {
        return content.isEmpty() ? "-" : content;
    }

    private static Message money(ImpactReport.Money money) {
        return Message.of(
                "release.impact.money",
                "name",
                money.currency() == null ? money.name() : money.name() + " " + money.currency(),
                "before",
                money.before(),
                "after",
                money.after(),
                "changed",
                money.changed(),
                "customers",
                money.customers());
    }

    private static Message exclusion(ImpactReport.ExclusionChange change) {
        return Message.of(
                "release.impact.exclusion",
                "action",
                change.action(),
                "rule",
                change.rule(),
                "before",
                change.before(),
                "after",
                change.after(),
                "added",
                change.added(),
                "removed",
                change.removed());
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
