package io.tenure.release;

import io.tenure.finding.Finding;
import java.util.List;
import java.util.Locale;
import org.jboss.logging.Logger;

/// Writes findings to the log, one a line.
final class FindingLog {
    private FindingLog() {}

    static void log(Logger log, List<Finding> findings) {
        for (Finding finding : findings) {
            String content = finding.content().isEmpty() ? "" : " \"" + finding.content() + "\"";
            Logger.Level level = switch (finding.severity()) {
                case ERROR -> Logger.Level.ERROR;
                case WARNING -> Logger.Level.WARN;
                case NOTE -> Logger.Level.DEBUG;
            };
            log.logf(
                    level,
                    "  %s%s: %s %s",
                    finding.address(),
                    content,
                    finding.message().in(Locale.ENGLISH),
                    finding.fix().in(Locale.ENGLISH));
        }
    }
}
