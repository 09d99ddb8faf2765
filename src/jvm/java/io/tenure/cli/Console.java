package io.tenure.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tenure.text.Text;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Locale;

/// The output streams of a command, what their terminals can show, and the language to write in.
///
/// @param out results
/// @param err messages and progress
/// @param colours whether `out` is a terminal that shows colours
/// @param interactive whether `err` is a terminal that can show a progress bar
/// @param locale English or Chinese
record Console(OutputStream out, PrintStream err, boolean colours, boolean interactive, Locale locale) {
    private static final String TERMINALS_PROPERTY = "tenure.terminals";

    /// A console that writes English.
    static Console of(OutputStream out, OutputStream err, boolean colours, boolean interactive) {
        return new Console(
                OutputClosedException.guard(out),
                new PrintStream(err, true, UTF_8),
                colours,
                interactive,
                Locale.ENGLISH);
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

    /// The same console, which writes another language.
    Console in(Locale language) {
        return new Console(out, err, colours, interactive, language);
    }

    String localized(Text text) {
        return text.in(locale);
    }

    /// Writes a line of messages.
    void printError(Text text) {
        err.println(localized(text));
    }

    /// Writes a line of results.
    void print(Text text) throws IOException {
        write(localized(text) + System.lineSeparator());
    }

    /// What people wrote, on one line of a terminal: nobody can add lines or colours of their own.
    static String onOneLine(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+", " ");
    }

    /// Writes a line of results that is the same in every language: a password, a token.
    void print(String line) throws IOException {
        write(line + System.lineSeparator());
    }

    /// Writes results as they are.
    void write(String results) throws IOException {
        out.write(results.getBytes(UTF_8));
        out.flush();
    }
}
