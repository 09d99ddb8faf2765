package io.tenure.api;

import io.tenure.finding.Finding;
import io.tenure.text.Message;
import io.tenure.text.Text;
import java.util.List;
import java.util.Locale;

/// Findings as text for people at a terminal.
public final class FindingText {
    private FindingText() {}

    /// A line that sums up, then two lines for each finding.
    public static String text(List<Finding> findings, Locale locale) {
        long errors = Views.count(findings, Finding.Severity.ERROR);
        long warnings = Views.count(findings, Finding.Severity.WARNING);
        long notes = Views.count(findings, Finding.Severity.NOTE);
        StringBuilder text = new StringBuilder(Message.of(
                        "api.finding-text.errors-warnings-notes",
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
                    .append(f.address())
                    .append(f.content().isEmpty() ? "" : "  \"" + f.content() + "\"")
                    .append("  [")
                    .append(f.code())
                    .append("]\n    ")
                    .append(f.message().in(locale))
                    .append(' ')
                    .append(f.fix().in(locale))
                    .append('\n');
        }
        return text.toString();
    }

    private static Text severityLabel(Finding.Severity severity) {
        return switch (severity) {
            case ERROR -> Message.of("api.finding-text.error");
            case WARNING -> Message.of("api.finding-text.warning");
            case NOTE -> Message.of("api.finding-text.note");
        };
    }
}
