package io.tenure.cli;

import io.tenure.input.CustomerReading;
import java.io.Closeable;
import java.io.IOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The customers of one file, in its order.
interface CustomerSource extends Closeable {
    /// One customer, still to be read, which any thread may do.
    ///
    /// @param line where it begins in the file, from 1
    /// @param customerId as far as it is known without reading; empty where it isn't
    record Entry(long line, String customerId, Supplier<CustomerReading> reading) {}

    /// The next customer; null after the last.
    @Nullable
    Entry next() throws IOException, CliException;
}
