package io.tenure.parser;

import io.tenure.finding.Address;
import io.tenure.finding.Finding;
import io.tenure.text.Text;
import org.jspecify.annotations.Nullable;

/// What is wrong with the content of one cell. It becomes a finding where the address of the cell is known.
///
/// @param causedBy where the mistake stands that this follows from; null where it is one of its own
public record CellFault(
        Finding.Severity severity,
        String code,
        Text message,
        Text fix,
        @Nullable Address causedBy) {
    static CellFault error(String code, Text message, Text fix) {
        return new CellFault(Finding.Severity.ERROR, code, message, fix, null);
    }

    static CellFault warning(String code, Text message, Text fix) {
        return new CellFault(Finding.Severity.WARNING, code, message, fix, null);
    }

    /// An error that follows from one in the settings.
    static CellFault following(String code, Text message, Text fix, Address cause) {
        return new CellFault(Finding.Severity.ERROR, code, message, fix, cause);
    }

    /// The same with another advice.
    public CellFault withFix(Text other) {
        return new CellFault(severity, code, message, other, causedBy);
    }

    /// The same, where what follows is no more than worth a look.
    CellFault asWarning() {
        return new CellFault(Finding.Severity.WARNING, code, message, fix, causedBy);
    }

    public Finding at(Address address, String content) {
        return new Finding(severity, code, address, content, message, fix, causedBy);
    }
}
