package io.tenure.parser;

import io.tenure.finding.Address;
import io.tenure.finding.Finding;
import io.tenure.text.Text;

/// What is wrong with the content of one cell; the reader of the sheet adds where it stands.
public record CellFault(Finding.Severity severity, String code, Text message, Text fix) {
    static CellFault error(String code, Text words, Text mend) {
        return new CellFault(Finding.Severity.ERROR, code, words, mend);
    }

    static CellFault warning(String code, Text words, Text mend) {
        return new CellFault(Finding.Severity.WARNING, code, words, mend);
    }

    public Finding at(Address address, String content) {
        return new Finding(severity, code, address, content, message, fix);
    }
}
