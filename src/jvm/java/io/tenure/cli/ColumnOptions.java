package io.tenure.cli;

import io.tenure.csv.CsvOptions;
import io.tenure.csv.DateStyle;
import io.tenure.csv.UnreadableFileException;
import io.tenure.input.CustomerFile;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How the columns of a file of customers are to be read, as the API takes it.
final class ColumnOptions {
    @Option(
            names = "--columns",
            paramLabel = "NAME=HEADING,…",
            description = "Columns of customers that are headed otherwise: customerId=Client.")
    private @Nullable String columns;

    @Option(names = "--decimal", paramLabel = "point|comma", description = "Decimal sign of a CSV file.")
    private @Nullable String decimal;

    @Option(names = "--date-format", paramLabel = "FORMAT", description = "Dates of a CSV file, such as dd/MM/yyyy.")
    private @Nullable String dateFormat;

    /// Names and values of the query parameters for it.
    @Nullable
    Object[] query() {
        return new @Nullable Object[] {"columns", columns, "decimal", decimal, "dateFormat", dateFormat};
    }

    CsvOptions csvOptions() throws CliException, UnreadableFileException {
        return new CsvOptions(
                null,
                null,
                FileOptions.decimal(decimal),
                dateFormat == null ? null : DateStyle.Pattern.of(dateFormat),
                0);
    }

    Map<String, String> renamedColumns() throws CliException {
        try {
            return CustomerFile.renamedColumns(columns);
        } catch (UnreadableFileException wrong) {
            throw CliException.usageError(wrong.sentence());
        }
    }
}
