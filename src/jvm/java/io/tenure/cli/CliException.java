package io.tenure.cli;

/// Why a whole file cannot be decided, in words for the person at the terminal.
final class CliException extends Exception {
    static final int EXIT_FAILURE = 1;
    static final int EXIT_USAGE = 2;

    private final int exitStatus;

    private CliException(int status, String message) {
        super(message, null, false, false);
        this.exitStatus = status;
    }

    static CliException failure(String sentence) {
        return new CliException(EXIT_FAILURE, sentence);
    }

    /// The command itself asks for something impossible.
    static CliException usageError(String sentence) {
        return new CliException(EXIT_USAGE, sentence);
    }

    int exitStatus() {
        return exitStatus;
    }
}
