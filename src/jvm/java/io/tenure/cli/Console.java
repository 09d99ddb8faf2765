package io.tenure.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/// Where the command writes, and how much colour each stream bears.
///
/// @param colours whether the answers may be coloured
/// @param interactive whether `err` is a terminal on which a progress bar can move
record Console(OutputStream out, PrintStream err, boolean colours, boolean interactive) {
    private static final String TERMINALS_PROPERTY = "tenure.terminals";

    static Console of(OutputStream out, OutputStream err, boolean colours, boolean live) {
        return new Console(out, new PrintStream(err, true, StandardCharsets.UTF_8), colours, live);
    }

    /// The process's own. Java can't tell one stream's terminal from another's; the script that starts it can.
    static Console system() {
        String terminals = System.getProperty(TERMINALS_PROPERTY, "");
        boolean plain = !System.getenv().getOrDefault("NO_COLOR", "").isEmpty() || "dumb".equals(System.getenv("TERM"));
        // System.out would swallow the news that nobody reads any more.
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
