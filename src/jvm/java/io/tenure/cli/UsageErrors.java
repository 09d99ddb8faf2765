package io.tenure.cli;

import io.tenure.lifecycle.Dictionary;
import io.tenure.text.Message;
import io.tenure.text.Text;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/// What is wrong with the arguments of a command, in words of the message bundle: picocli's own are English.
final class UsageErrors {
    private UsageErrors() {}

    /// One sentence for each thing that is wrong, and where the command's help is.
    ///
    /// @param arguments all arguments, as they were given
    static List<Text> of(ParameterException failure, String... arguments) {
        List<Text> sentences = new ArrayList<>();
        switch (failure) {
            case UnmatchedArgumentException unmatched -> unmatched(unmatched, sentences);
            case MissingParameterException missing ->
                missing.getMissing().forEach(arg -> sentences.add(missing(arg, arguments)));
            case OverwrittenOptionException twice ->
                sentences.add(Message.of("cli.usage.twice", "option", name(twice.getOverwritten())));
            default -> sentences.add(other(failure));
        }
        sentences.add(Message.of(
                "cli.usage.see-help",
                "command",
                failure.getCommandLine().getCommandSpec().qualifiedName()));
        return sentences;
    }

    /// Refuses an option of a group that is given twice: picocli allows those, and forgets the first group's values.
    static void checkRepeated(ParseResult parsed) {
        for (ParseResult command = parsed; command != null; command = command.subcommand()) {
            for (OptionSpec option : command.commandSpec().options()) {
                if (option.group() != null
                        && !option.isMultiValue()
                        && option.originalStringValues().size() > 1) {
                    throw new OverwrittenOptionException(command.commandSpec().commandLine(), option, "");
                }
            }
        }
    }

    /// Unknown options; without those, an unknown command or arguments that are too many.
    private static void unmatched(UnmatchedArgumentException failure, List<Text> sentences) {
        CommandLine command = failure.getCommandLine();
        List<String> options = failure.getUnmatched().stream()
                .filter(argument -> argument.startsWith("-"))
                .toList();
        // What follows an unknown option is mostly its value.
        for (String option : options) {
            String name = option.replaceFirst("=.*", "");
            Set<String> known = command.getCommandSpec().optionsMap().keySet();
            sentences.add(withNearest(Message.of("cli.usage.unknown-option", "option", name), name, known));
        }
        if (!options.isEmpty()) {
            return;
        }
        Set<String> commands = command.getSubcommands().keySet();
        String first = failure.getUnmatched().getFirst();
        if (commands.isEmpty()) {
            sentences.add(Message.of("cli.usage.too-many", "arguments", failure.getUnmatched()));
            return;
        }
        Text unknown = Message.of("cli.usage.unknown-command", "command", first, "commands", List.copyOf(commands));
        sentences.add(withNearest(unknown, first, commands));
    }

    private static Text withNearest(Text sentence, String name, Collection<String> known) {
        // Of two letters, half would be guessed.
        String nearest =
                name.length() < 3 ? "" : Dictionary.nearest(name, known).orElse("");
        return nearest.isEmpty() ? sentence : Message.of("cli.usage.nearest", "sentence", sentence, "nearest", nearest);
    }

    private static Text missing(ArgSpec arg, String... arguments) {
        if (!(arg instanceof OptionSpec option)) {
            return Message.of("cli.usage.missing-parameter", "parameter", arg.paramLabel());
        }
        boolean given = Arrays.stream(option.names()).anyMatch(List.of(arguments)::contains);
        return given
                ? Message.of("cli.usage.missing-value", "option", option.longestName(), "value", option.paramLabel())
                : Message.of("cli.usage.missing-option", "option", option.longestName(), "value", option.paramLabel());
    }

    private static Text other(ParameterException failure) {
        ArgSpec arg = failure.getArgSpec();
        Map<String, CommandLine> commands = failure.getCommandLine().getSubcommands();
        if (arg == null) {
            return commands.isEmpty()
                    ? Message.of("cli.usage.other", "message", String.valueOf(failure.getMessage()))
                    : Message.of("cli.usage.no-command", "commands", List.copyOf(commands.keySet()));
        }
        Class<?> type = arg.typeInfo().isMap() || arg.typeInfo().getAuxiliaryTypes().length == 0
                ? arg.type()
                : arg.typeInfo().getAuxiliaryTypes()[0];
        return invalid(name(arg), String.valueOf(failure.getValue()), type);
    }

    private static Text invalid(String argument, String value, Class<?> type) {
        if (type == LocalDate.class) {
            return Message.of("cli.usage.no-date", "argument", argument, "value", value);
        }
        if (type == Instant.class) {
            return Message.of("cli.usage.no-time", "argument", argument, "value", value);
        }
        if (type == Double.class) {
            return Message.of("cli.usage.no-number", "argument", argument, "value", value);
        }
        if (type == boolean.class || type == Boolean.class) {
            return Message.of("cli.usage.no-boolean", "argument", argument, "value", value);
        }
        if (Map.class.isAssignableFrom(type)) {
            return Message.of("cli.usage.no-pair", "argument", argument, "value", value);
        }
        return Number.class.isAssignableFrom(type) || type.isPrimitive()
                ? Message.of("cli.usage.no-whole-number", "argument", argument, "value", value)
                : Message.of("cli.usage.no-file-name", "argument", argument, "value", value);
    }

    private static String name(ArgSpec arg) {
        return arg instanceof OptionSpec option ? option.longestName() : arg.paramLabel();
    }
}
