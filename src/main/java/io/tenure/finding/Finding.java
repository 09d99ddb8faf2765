package io.tenure.finding;

import io.tenure.text.Text;
import java.util.Comparator;
import java.util.List;

/// One thing wrong or doubtful in a bundle.
///
/// @param code short stable name of what was found: `unknown-name`, `overlap`
/// @param content what stands at the address, as read
/// @param message what is wrong, in plain words
/// @param fix what would put it right
public record Finding(Severity severity, String code, Address address, String content, Text message, Text fix) {
    /// By what follows from it.
    public enum Severity {
        /// The bundle cannot be used.
        ERROR,
        /// It can be used, once somebody has seen this.
        WARNING,
        /// Worth knowing.
        NOTE
    }

    /// The order in which findings are shown: by address, then by weight.
    public static final Comparator<Finding> ORDER = Comparator.comparing(Finding::address)
            .thenComparing(Finding::severity)
            .thenComparing(Finding::code);

    public static Finding error(String code, Address address, String content, Text message, Text fix) {
        return new Finding(Severity.ERROR, code, address, content, message, fix);
    }

    public static Finding warning(String code, Address address, String content, Text message, Text fix) {
        return new Finding(Severity.WARNING, code, address, content, message, fix);
    }

    public static long count(List<Finding> findings, Severity severity) {
        return findings.stream().filter(f -> f.severity() == severity).count();
    }
}
