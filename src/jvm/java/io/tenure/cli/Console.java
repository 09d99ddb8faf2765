package io.tenure.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/// The output streams of a command, and what their terminals can show.
///
/// @param out results
/// @param err messages and progress
/// @param colours whether `out` is a terminal that shows colours
/// @param interactive whether `err` is a terminal that can show a progress bar
record Console(OutputStream out, PrintStream err, boolean colours, boolean interactive) {
    private static final String TERMINALS_PROPERTY = "tenure.terminals";

    static Console of(OutputStream out, OutputStream err, boolean colours, boolean interactive) {
        return new Console(
                OutputClosedException.guard(out),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                colours,
                interactive);
    }

    /// The console of this process. Java can't find out which stream is a terminal; the script that starts it
    /// passes that on.
    static Console system() {
        String terminals = System.getProperty(TERMINALS_PROPERTY, "");
        boolean plain = !System.getenv().getOrDefault("NO_COLOR", "").isEmpty() || "dumb".equals(System.getenv("TERM"));
        // System.out would hide the error that the reader is gone.
        return of(
                new FileOutputStream(FileDescriptor.out),
                System.err,
                terminals.contains("out") && !plain,
                terminals.contains("err") && !plain);
    }

    void printError(String sentence) {
        err.println(sentence);
    }
}
