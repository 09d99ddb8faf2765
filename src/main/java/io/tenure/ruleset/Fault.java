package io.tenure.ruleset;

import io.tenure.lifecycle.Text;

/// What is wrong with the content of one cell; the reader of the sheet adds where it stands.
record Fault(Finding.Severity severity, String code, Text message, Text mend) {
    static Fault error(String code, String en, String zh, String mendEn, String mendZh) {
        return new Fault(Finding.Severity.ERROR, code, new Text(en, zh), new Text(mendEn, mendZh));
    }

    static Fault warning(String code, String en, String zh, String mendEn, String mendZh) {
        return new Fault(Finding.Severity.WARNING, code, new Text(en, zh), new Text(mendEn, mendZh));
    }

    Finding at(Address address, String content) {
        return new Finding(severity, code, address, content, message, mend);
    }
}
