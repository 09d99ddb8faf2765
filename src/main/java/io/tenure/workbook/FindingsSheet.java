package io.tenure.workbook;

import io.tenure.text.Message;
import io.tenure.text.Text;

/// The sheet that is added to a workbook given back with its findings. It is no part of the rules: whoever mends the
/// workbook and hands it in again need not delete it.
public final class FindingsSheet {
    /// Its name, where no other sheet has it.
    public static final String NAME = "Findings";
    /// What its first cell says; it is known by this.
    public static final Text TITLE = Message.of("workbook.findings-sheet.title");

    private FindingsSheet() {}

    public static boolean is(Sheet sheet) {
        var first = sheet.at(1, 1).raw();
        return sheet.name().startsWith(NAME) && (first.equals(TITLE.en()) || first.equals(TITLE.zh()));
    }
}
