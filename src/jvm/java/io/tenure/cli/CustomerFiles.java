package io.tenure.cli;

import io.tenure.csv.UnreadableFileException;
import io.tenure.input.CustomerFile;
import io.tenure.input.CustomerReader;
import io.tenure.text.Message;
import io.tenure.text.Text;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Files of customers that commands take: CSV, workbooks, or JSON as the HTTP API takes it.
final class CustomerFiles {
    private CustomerFiles() {}

    /// Opens a file, and tells on the console how its columns are read.
    ///
    /// @param renamedColumns the columns that have other names than the dictionary, by its names
    /// @param asOf date of the decisions of customers without one; null if each must have one
    /// @throws CliException if the name ends otherwise than those of such files
    static CustomerInput open(
            Path file,
            FileOptions options,
            Map<String, String> renamedColumns,
            CustomerReader reader,
            @Nullable LocalDate asOf,
            Console console)
            throws IOException, CliException, UnreadableFileException {
        CustomerInput customers =
                CustomerInput.open(file, formatOfContent(file), options, renamedColumns, reader, asOf);
        Text description = customers.description();
        if (description != null) {
            console.printError(Message.of("input.table.read-as", "description", description));
        }
        return customers;
    }

    /// The format of a file, which may be compressed; null for Parquet.
    static CustomerFile.@Nullable Format formatOfContent(Path file) throws CliException {
        return isParquet(file) ? null : format(Path.of(CustomerInput.nameOfContent(file)));
    }

    static boolean isParquet(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(".parquet");
    }

    /// The format of a file by its name.
    static CustomerFile.Format format(Path file) throws CliException {
        Optional<CustomerFile.Format> format = CustomerFile.Format.ofName(file.toString());
        if (format.isEmpty()) {
            throw CliException.usageError(Message.of("cli.decide.ending", "file", file.toString()));
        }
        return format.get();
    }
}
