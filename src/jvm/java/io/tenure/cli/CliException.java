package io.tenure.cli;

import io.tenure.input.CustomerFileException;

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

    /// A file of customers can't be read: exit status 2 if that is for the layout that the arguments describe.
    static CliException of(CustomerFileException unreadable) {
        return new CliException(
                unreadable.isWrongLayout() ? EXIT_USAGE : EXIT_FAILURE, String.valueOf(unreadable.getMessage()));
    }

    int exitStatus() {
        return exitStatus;
    }
}
