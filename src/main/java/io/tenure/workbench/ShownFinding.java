package io.tenure.workbench;

import io.tenure.finding.Correction;
import io.tenure.finding.Finding;
import io.tenure.text.Message;
import io.tenure.text.Text;
import java.util.List;
import java.util.Locale;

/// A finding beside what it is about.
///
/// @param kind class of the style: bad, warn or quiet
/// @param place by which a correction names the cell
/// @param correction what it would do; empty where none is known
record ShownFinding(String kind, String severity, String message, String fix, String place, String correction) {
    static ShownFinding of(Finding finding, Locale locale) {
        return new ShownFinding(
                switch (finding.severity()) {
                    case ERROR -> "bad";
                    case WARNING -> "warn";
                    case NOTE -> "quiet";
                },
                severity(finding.severity()).in(locale),
                finding.message().in(locale),
                finding.fix().in(locale),
                finding.address().toString(),
                correction(finding, locale));
    }

    /// What a correction would do; empty where none is known.
    static String correction(Finding finding, Locale locale) {
        Correction correction = finding.correction();
        return correction == null
                ? ""
                : Message.of("workbench.finding.correct", "wrong", correction.wrong(), "right", correction.right())
                        .in(locale);
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
