package io.tenure.cli;

/// A command fails for a reason that the user can understand and change.
final class CliException extends Exception {
    static final int EXIT_FAILURE = 1;
    static final int EXIT_USAGE = 2;

    private final int exitStatus;

    private CliException(int status, String message) {
        super(message, null, false, false);
        this.exitStatus = status;
    }

    /// The command could not do its work: exit status 1.
    static CliException failure(String sentence) {
        return new CliException(EXIT_FAILURE, sentence);
    }

    /// The command was called with wrong arguments: exit status 2.
    static CliException usageError(String sentence) {
        return new CliException(EXIT_USAGE, sentence);
    }

    int exitStatus() {
        return exitStatus;
    }
}
