package io.tenure.finding;

import io.tenure.text.Text;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One thing wrong or doubtful in a bundle.
///
/// @param code short stable name of what was found: `unknown-name`, `overlap`
/// @param content what stands at the address, as read; its beginning if it is longer than [#MAX_CONTENT_LENGTH]
/// @param message what is wrong, in plain words
/// @param fix what would put it right
/// @param causedBy where the mistake stands that this follows from; null where it is one of its own
/// @param correction of the content, where it is known; null elsewhere
public record Finding(
        Severity severity,
        String code,
        Address address,
        String content,
        Text message,
        Text fix,
        @Nullable Address causedBy,
        @Nullable Correction correction) {
    /// By what follows from it.
    public enum Severity {
        /// The bundle cannot be used.
        ERROR,
        /// It can be used, once somebody has seen this.
        WARNING,
        /// Worth knowing.
        NOTE
    }

    /// The order in which findings are shown: by address, then by weight; what follows from another one stands
    /// behind it.
    public static final Comparator<Finding> ORDER = Comparator.comparing(Finding::cause)
            .thenComparing(finding -> finding.causedBy != null)
            .thenComparing(Finding::address)
            .thenComparing(Finding::severity)
            .thenComparing(Finding::code);

    /// Most characters of the content.
    public static final int MAX_CONTENT_LENGTH = 400;

    public Finding {
        content = content.length() <= MAX_CONTENT_LENGTH ? content : content.substring(0, MAX_CONTENT_LENGTH) + "…";
    }

    /// A finding that follows from no other.
    public Finding(Severity severity, String code, Address address, String content, Text message, Text fix) {
        this(severity, code, address, content, message, fix, null, null);
    }

    private Address cause() {
        return causedBy == null ? address : causedBy;
    }

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
