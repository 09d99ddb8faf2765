package io.tenure.finding;

import io.tenure.text.Message;
import io.tenure.text.Text;
import java.util.List;
import java.util.Locale;

/// Findings as text for a terminal.
public final class FindingText {
    private FindingText() {}

    /// One line with the numbers of errors, warnings and notes, then two lines for each finding.
    public static String text(List<Finding> findings, Locale locale) {
        long errors = Finding.count(findings, Finding.Severity.ERROR);
        long warnings = Finding.count(findings, Finding.Severity.WARNING);
        long notes = Finding.count(findings, Finding.Severity.NOTE);
        StringBuilder text = new StringBuilder(Message.of(
                        "finding.finding-text.errors-warnings-notes",
                        "errors",
                        errors,
                        "warnings",
                        warnings,
                        "notes",
                        notes)
                .in(locale));
        for (Finding f : findings) {
            text.append('\n')
                    .append(severityLabel(f.severity()).in(locale))
                    .append("  ")
                    .append(f.address().text().in(locale))
                    .append(f.content().isEmpty() ? "" : "  \"" + f.content() + "\"")
                    .append("  [")
                    .append(f.code())
                    .append("]\n    ")
                    .append(Message.of("finding.finding-text.with-fix", "message", f.message(), "fix", f.fix())
                            .in(locale))
                    .append('\n');
        }
        return text.toString();
    }

    private static Text severityLabel(Finding.Severity severity) {
        return switch (severity) {
            case ERROR -> Message.of("finding.finding-text.error");
            case WARNING -> Message.of("finding.finding-text.warning");
            case NOTE -> Message.of("finding.finding-text.note");
        };
    }
}
