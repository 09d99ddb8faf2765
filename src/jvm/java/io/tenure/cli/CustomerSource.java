package io.tenure.cli;

import io.tenure.input.CustomerReading;
import java.io.Closeable;
import java.io.IOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The customers of one file, in the order of the file.
interface CustomerSource extends Closeable {
    /// One customer, not yet parsed.
    ///
    /// @param line where it begins in the file, from 1
    /// @param customerId empty if it is not known before parsing
    /// @param reading parses the customer; can be called from any thread
    record Entry(long line, String customerId, Supplier<CustomerReading> reading) {}

    /// The next customer; null after the last.
    @Nullable
    Entry next() throws IOException, CliException;
}
