package io.tenure.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Objects;
import java.util.PropertyResourceBundle;
import java.util.ResourceBundle;
import picocli.CommandLine;

/// The Chinese help of the commands. The English one stands at the commands and their options.
final class HelpTexts {
    static final String FILE = "help_zh.properties";

    private HelpTexts() {}

    /// Gives the commands their help in a language.
    static void translate(CommandLine line, Locale locale) {
        if (locale.getLanguage().equals(Locale.CHINESE.getLanguage())) {
            line.setResourceBundle(chinese());
        }
    }

    private static ResourceBundle chinese() {
        try (InputStreamReader file =
                new InputStreamReader(Objects.requireNonNull(HelpTexts.class.getResourceAsStream(FILE)), UTF_8)) {
            return new PropertyResourceBundle(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
