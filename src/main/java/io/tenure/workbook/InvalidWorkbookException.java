package io.tenure.workbook;

import io.tenure.text.Message;
import io.tenure.text.Text;

/// Stops the reading of a file that cannot be used, with the finding for its owner; never leaves [WorkbookReader].
final class InvalidWorkbookException extends Exception {
    private static final long serialVersionUID = 1;

    final String code;
    final transient Text message;
    final transient Text fix;

    /// @param code of the finding: `too-large`
    /// @param message what is wrong
    /// @param fix how to fix it
    InvalidWorkbookException(String code, Text message, Text fix) {
        super(message.en(), null, false, false);
        this.code = code;
        this.message = message;
        this.fix = fix;
    }

    /// @param amount what the workbook has of something: "more than 64 sheets"
    /// @param max how much of it is allowed
    static InvalidWorkbookException tooLarge(Text amount, int max) {
        return new InvalidWorkbookException(
                "too-large",
                Message.of("workbook.too-large.workbook.message", "amount", amount, "max", max),
                Message.of("workbook.too-large.workbook.fix"));
    }
}
