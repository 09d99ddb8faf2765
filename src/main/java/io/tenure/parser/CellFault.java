package io.tenure.parser;

import io.tenure.finding.Address;
import io.tenure.finding.Correction;
import io.tenure.finding.Finding;
import io.tenure.text.Text;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is wrong with the content of one cell. It becomes a finding where the address of the cell is known.
///
/// @param causedBy where the mistake stands that this follows from; null where it is one of its own
/// @param correction of the content, where it is known; null elsewhere
public record CellFault(
        Finding.Severity severity,
        String code,
        Text message,
        Text fix,
        @Nullable Address causedBy,
        @Nullable Correction correction) {
    static CellFault error(String code, Text message, Text fix) {
        return new CellFault(Finding.Severity.ERROR, code, message, fix, null, null);
    }

    static CellFault warning(String code, Text message, Text fix) {
        return new CellFault(Finding.Severity.WARNING, code, message, fix, null, null);
    }

    /// An error that follows from one in the settings.
    static CellFault following(String code, Text message, Text fix, Address cause) {
        return new CellFault(Finding.Severity.ERROR, code, message, fix, cause, null);
    }

    /// The same where it is known which name was meant.
    ///
    /// @param right empty where it isn't
    CellFault meaning(String wrong, Optional<String> right) {
        return right.isEmpty()
                ? this
                : new CellFault(severity, code, message, fix, causedBy, new Correction(wrong, right.get()));
    }

    /// The same with another advice.
    public CellFault withFix(Text other) {
        return new CellFault(severity, code, message, other, causedBy, correction);
    }

    /// The same, where what follows is no more than worth a look.
    CellFault asWarning() {
        return new CellFault(Finding.Severity.WARNING, code, message, fix, causedBy, correction);
    }

    public Finding at(Address address, String content) {
        return new Finding(severity, code, address, content, message, fix, causedBy, correction);
    }
}
