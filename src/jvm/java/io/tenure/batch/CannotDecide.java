package io.tenure.batch;

/// Why a whole file cannot be decided, in words for the person at the terminal.
final class CannotDecide extends Exception {
    static final int FAILED = 1;
    static final int USAGE = 2;

    private final int status;

    private CannotDecide(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    static CannotDecide because(String sentence) {
        return new CannotDecide(FAILED, sentence);
    }

    /// The command itself asks for something impossible.
    static CannotDecide misused(String sentence) {
        return new CannotDecide(USAGE, sentence);
    }

    int status() {
        return status;
    }
}
