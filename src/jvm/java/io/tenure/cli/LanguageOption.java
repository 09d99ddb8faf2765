package io.tenure.cli;

import io.tenure.text.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/// The option `--lang`, which every command has, and the language that it chooses.
///
/// The language is found before the other arguments are read, so that what is wrong with those is said in it.
final class LanguageOption {
    /// The environment variable that chooses the language of commands without the option.
    static final String VARIABLE = "TENURE_LANG";

    private static final String NAME = "--lang";

    /// `zh`, and with a country and an encoding as in `LANG`: `zh_CN.UTF-8`.
    private static final Pattern LANGUAGE = Pattern.compile("(?i)(en|zh)([-_.@].*)?");

    @CommandLine.Option(names = NAME)
    private @Nullable String language;

    @CommandLine.Unmatched
    private List<String> others = new ArrayList<>();

    private LanguageOption() {}

    /// The language of a run: the option's, otherwise that of the environment, otherwise English.
    ///
    /// @throws CliException if the language is neither English nor Chinese
    static Locale language(Map<String, String> environment, String... arguments) throws CliException {
        String option = value(arguments);
        return option == null ? ofEnvironment(environment) : language(option, NAME);
    }

    /// The language of the environment, otherwise English.
    ///
    /// @throws CliException if the language is neither English nor Chinese
    static Locale ofEnvironment(Map<String, String> environment) throws CliException {
        String variable = environment.getOrDefault(VARIABLE, "");
        return variable.isBlank() ? Locale.ENGLISH : language(variable, VARIABLE);
    }

    private static Locale language(String value, String name) throws CliException {
        var parts = LANGUAGE.matcher(value.strip());
        if (!parts.matches()) {
            throw CliException.usageError(Message.of("cli.language.unknown", "name", name, "value", value));
        }
        return parts.group(1).equalsIgnoreCase("zh") ? Locale.CHINESE : Locale.ENGLISH;
    }

    private static @Nullable String value(String... arguments) {
        LanguageOption found = new LanguageOption();
        try {
            new CommandLine(found).setOverwrittenOptionsAllowed(true).parseArgs(arguments);
        } catch (CommandLine.ParameterException _) {
            // Without a value, which is reported when all arguments are read.
        }
        return found.language;
    }

    /// The option as a part of a command, for its help.
    static OptionSpec spec() {
        return OptionSpec.builder(NAME)
                .paramLabel("en|zh")
                .type(String.class)
                .description("Language of the output (default: " + VARIABLE + ", otherwise en).")
                .build();
    }
}
