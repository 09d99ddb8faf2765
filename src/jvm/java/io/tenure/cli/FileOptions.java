package io.tenure.cli;

import io.tenure.csv.CsvOptions;
import io.tenure.csv.DateStyle;
import io.tenure.csv.UnreadableFileException;
import io.tenure.text.Message;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options of a command that reads a text file that say how a text file is written, where that isn't to be
/// recognised.
final class FileOptions {
    @Option(
            names = "--separator",
            paramLabel = "NAME",
            description =
                    "between columns: comma, semicolon, tab, pipe or space (also several); recognised if left out")
    private @Nullable String separator;

    @Option(
            names = "--decimal",
            paramLabel = "point|comma",
            description = "decimal sign of numbers; recognised if left out")
    private @Nullable String decimal;

    @Option(
            names = "--date-format",
            paramLabel = "FORMAT",
            description = "such as dd/MM/yyyy or yyyyMMdd; recognised if left out")
    private @Nullable String dateFormat;

    @Option(
            names = "--encoding",
            paramLabel = "NAME",
            description = "such as UTF-8, UTF-16, windows-1252 or GB18030; recognised if left out")
    private @Nullable String encoding;

    @Option(names = "--skip", paramLabel = "N", description = "skip N lines at the top")
    private int skip;

    /// @throws CliException if there is no such file that can be read
    static void requireReadable(Path file) throws CliException {
        if (!Files.exists(file)) {
            throw CliException.failure(Message.of("cli.file.missing", "file", file.toString()));
        }
        if (Files.isDirectory(file)) {
            throw CliException.failure(Message.of("cli.file.folder", "file", file.toString()));
        }
        if (!Files.isReadable(file)) {
            throw CliException.failure(Message.of("cli.file.unreadable", "file", file.toString()));
        }
    }

    CsvOptions csvOptions() throws CliException, UnreadableFileException {
        if (skip < 0) {
            throw CliException.usageError(Message.of("cli.file.skip"));
        }
        return new CsvOptions(
                charset(),
                separator(),
                decimal(decimal),
                dateFormat == null ? null : DateStyle.Pattern.of(dateFormat),
                skip);
    }

    private @Nullable Charset charset() throws CliException {
        try {
            return encoding == null ? null : Charset.forName(encoding);
        } catch (IllegalArgumentException _) {
            throw CliException.usageError(Message.of("cli.file.encoding", "value", encoding));
        }
    }

    private @Nullable Character separator() throws CliException {
        return switch (separator) {
            case null -> null;
            case "space", " " -> ' ';
            case "comma", "," -> ',';
            case "tab", "\t", "\\t" -> '\t';
            case "semicolon", ";" -> ';';
            case "pipe", "|" -> '|';
            default -> throw CliException.usageError(Message.of("cli.file.separator", "value", separator));
        };
    }

    /// @param decimal `point` or `comma`; null for none
    static @Nullable Character decimal(@Nullable String decimal) throws CliException {
        if (decimal == null) {
            return null;
        }
        return switch (decimal.toLowerCase(Locale.ROOT)) {
            case "point", "." -> '.';
            case "comma", "," -> ',';
            default -> throw CliException.usageError(Message.of("cli.file.decimal", "value", decimal));
        };
    }
}
