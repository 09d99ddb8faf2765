package io.tenure.input;

/// A whole file of customers or transactions can't be read.
///
/// The message is a sentence in English for the person who gave the file.
public final class CustomerFileException extends Exception {
    private static final long serialVersionUID = 1;

    private final boolean wrongLayout;

    private CustomerFileException(boolean wrongLayout, String message) {
        super(message, null, false, false);
        this.wrongLayout = wrongLayout;
    }

    /// The content of the file is at fault.
    static CustomerFileException ofFile(String sentence) {
        return new CustomerFileException(false, sentence);
    }

    /// What was said about the file's layout is at fault.
    static CustomerFileException ofLayout(String sentence) {
        return new CustomerFileException(true, sentence);
    }

    /// Whether the layout that was given for the file is at fault, rather than its content.
    public boolean isWrongLayout() {
        return wrongLayout;
    }
}
