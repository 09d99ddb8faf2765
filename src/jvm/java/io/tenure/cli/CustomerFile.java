package io.tenure.cli;

import io.tenure.csv.UnreadableFileException;
import io.tenure.input.CustomerReader;
import io.tenure.input.CustomerRows;
import io.tenure.input.CustomerSource;
import io.tenure.input.CustomerTable;
import io.tenure.input.JsonCustomers;
import io.tenure.text.Message;
import io.tenure.text.Text;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A file of customers: CSV, or JSON as the HTTP API takes it.
final class CustomerFile {
    private CustomerFile() {}

    /// Opens a file, and tells on the console how its columns are read.
    ///
    /// @param renamedColumns the columns that have other names than the dictionary, by its names
    /// @param asOf date of the decisions of customers without one; null if each must have one
    /// @throws CliException if the name ends otherwise than those of such files
    static CustomerSource open(
            Path file,
            FileOptions options,
            Map<String, String> renamedColumns,
            CustomerReader reader,
            @Nullable LocalDate asOf,
            Console console)
            throws IOException, CliException, UnreadableFileException {
        String name = lowerCaseName(file);
        if (!name.endsWith(".csv") && !isJson(name)) {
            throw CliException.usageError(Message.of("cli.decide.ending", "file", file.toString()));
        }
        if (isJson(name)) {
            InputStream in = Files.newInputStream(file);
            try {
                return JsonCustomers.open(in, !name.endsWith(".json"), reader, asOf);
            } catch (IOException | UnreadableFileException failure) {
                in.close();
                throw failure;
            }
        }
        CustomerTable table = CustomerTable.open(
                () -> Files.newInputStream(file), options.csvOptions(), renamedColumns, reader, asOf);
        Text description = table.description();
        if (description != null) {
            console.printError(Message.of("input.table.read-as", "description", description));
        }
        return new CustomerRows(table, reader);
    }

    static String lowerCaseName(Path path) {
        return String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
    }

    static boolean isJson(String name) {
        return name.endsWith(".json") || name.endsWith(".jsonl") || name.endsWith(".ndjson");
    }
}
