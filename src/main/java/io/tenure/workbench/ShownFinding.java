package io.tenure.workbench;

import io.tenure.finding.Finding;
import io.tenure.text.Message;
import io.tenure.text.Text;
import java.util.List;
import java.util.Locale;

/// A finding beside what it is about.
///
/// @param kind class of the style: bad, warn or quiet
record ShownFinding(String kind, String severity, String message, String fix) {
    static ShownFinding of(Finding finding, Locale locale) {
        return new ShownFinding(
                switch (finding.severity()) {
                    case ERROR -> "bad";
                    case WARNING -> "warn";
                    case NOTE -> "quiet";
                },
                severity(finding.severity()).in(locale),
                finding.message().in(locale),
                finding.fix().in(locale));
    }

    static List<ShownFinding> of(List<Finding> findings, Locale locale) {
        return findings.stream().map(finding -> of(finding, locale)).toList();
    }

    private static Text severity(Finding.Severity severity) {
        return switch (severity) {
            case ERROR -> Message.of("workbench.finding.error");
            case WARNING -> Message.of("workbench.finding.warning");
            case NOTE -> Message.of("workbench.finding.note");
        };
    }
}
