package io.tenure.cli;

import io.tenure.csv.CsvFile;
import io.tenure.csv.UnreadableFileException;
import io.tenure.csv.ValueStyles;
import io.tenure.input.TransactionColumns;
import io.tenure.input.Transactions;
import io.tenure.text.Message;
import io.tenure.text.Text;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;

/// A file of transactions as the options of a command say that it is written.
record TransactionFile(Path path, FileOptions fileOptions, TransactionOptions transactionOptions) {
    /// Reads the transactions up to a day, and tells how they were read and what of them could not be.
    ///
    /// @param amountEach what each line of a file without amounts counts as, money; NaN where such a file can't be
    ///     used
    Transactions read(Console console, LocalDate end, double amountEach)
            throws IOException, CliException, UnreadableFileException {
        CsvFile csv = CsvFile.open(() -> CustomerInput.text(path), fileOptions.csvOptions());
        TransactionColumns columns = transactionOptions.columns(csv, Double.isNaN(amountEach));
        ValueStyles styles = columns.styles(csv);
        console.printError(columns.description(csv, styles));
        Transactions read;
        try (ProgressDisplay progress = ProgressDisplay.of(console, Message.of("cli.progress.reading"), -1)) {
            read = Transactions.read(
                    csv, columns, styles, end, transactionOptions.unitMargin(), amountEach, progress::advance);
        }
        for (Text message : read.messages()) {
            console.printError(message);
        }
        return read;
    }
}
