package io.tenure.input;

import io.tenure.csv.UnreadableFileException;
import io.tenure.finding.Checked;
import io.tenure.lifecycle.DecisionInput;
import io.tenure.text.Text;
import java.io.Closeable;
import java.io.IOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The customers of one file, in the order of the file.
public interface CustomerSource extends Closeable {
    /// One customer, not yet parsed.
    ///
    /// @param line where it begins in the file, from 1
    /// @param customerId empty if it is not known before parsing
    /// @param reading parses the customer; can be called from any thread
    record Entry(long line, String customerId, Supplier<Checked<DecisionInput, InputFault>> reading) {}

    /// How a text file is read; null where it is as programs write it, and for other files.
    default @Nullable Text description() {
        return null;
    }

    /// The next customer; null after the last.
    @Nullable
    Entry next() throws IOException, UnreadableFileException;
}
