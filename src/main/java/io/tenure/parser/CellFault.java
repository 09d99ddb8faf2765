package io.tenure.parser;

import io.tenure.finding.Address;
import io.tenure.finding.Finding;
import io.tenure.text.Text;

/// What is wrong with the content of one cell. It becomes a finding where the address of the cell is known.
public record CellFault(Finding.Severity severity, String code, Text message, Text fix) {
    static CellFault error(String code, Text message, Text fix) {
        return new CellFault(Finding.Severity.ERROR, code, message, fix);
    }

    static CellFault warning(String code, Text message, Text fix) {
        return new CellFault(Finding.Severity.WARNING, code, message, fix);
    }

    public Finding at(Address address, String content) {
        return new Finding(severity, code, address, content, message, fix);
    }
}
