package io.tenure.cli;

import io.tenure.csv.UnreadableFileException;
import io.tenure.input.Transactions;
import io.tenure.lifecycle.Parameters;
import io.tenure.text.Message;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options that say where customers come from: a file of transactions, or the record of a running Tenure.
final class LogSource {
    private static final LocalDate LAST_DAY = LocalDate.of(9999, 12, 31);

    @Option(
            names = "--transactions",
            paramLabel = "FILE",
            description = "transactions, one per line, in any order; amounts may be missing")
    private @Nullable Path transactions;

    @Option(
            names = "--record",
            description = "instead of a file: the customers on record of a running Tenure (TENURE_URL)")
    private boolean record;

    boolean isRecord() {
        return record;
    }

    /// @throws CliException unless there is one source, which can be read
    void check(TransactionOptions transactionOptions) throws CliException {
        if (record == (transactions != null)) {
            throw CliException.usageError(Message.of("cli.log.one-source"));
        }
        transactionOptions.check();
        if (transactions != null) {
            FileOptions.requireReadable(transactions);
        }
    }

    /// Reads what is known up to a day, and tells what was read and what could not be.
    ///
    /// @param parameters of the rules that decide
    /// @param end null for the last day that is known
    CustomerLog read(
            Console console,
            ServiceClient service,
            FileOptions fileOptions,
            TransactionOptions transactionOptions,
            Parameters parameters,
            @Nullable LocalDate end)
            throws IOException, CliException, UnreadableFileException {
        return transactions == null
                ? RecordedBase.log(console, service, end)
                : CustomerLog.of(new TransactionFile(transactions, fileOptions, transactionOptions)
                        .read(console, end == null ? LAST_DAY : end, Transactions.amountEach(parameters)));
    }
}
