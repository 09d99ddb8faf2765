package io.tenure.input;

import io.tenure.csv.UnreadableFileException;
import io.tenure.finding.Checked;
import io.tenure.lifecycle.Customer;
import io.tenure.lifecycle.DecisionInput;
import io.tenure.text.Message;
import io.tenure.text.Text;
import java.io.Closeable;
import java.io.IOException;
import java.time.LocalDate;
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

    /// The customers and days that were read of a file, by 64-bit hashes, which take 32 to 64 bytes each: of two
    /// descriptions of a customer for one day at most one is right, and nobody can say which.
    final class CustomerDays {
        private long[] hashes = new long[1 << 10];
        private long[] lines = new long[1 << 10];
        private int size;

        /// Adds a customer's day.
        ///
        /// @param line where the customer begins in the file, from 1
        /// @return the fault that names both lines; null where the file had no such customer on that day before
        public @Nullable InputFault add(Customer customer, long line) {
            String id = customer.getCustomerId();
            LocalDate asOf = customer.getAsOf();
            if (id == null || asOf == null) {
                return null;
            }
            long before = putIfAbsent(hash(id, asOf), line);
            return before == 0
                    ? null
                    : new InputFault(
                            "duplicate",
                            "/" + CustomerIds.NAME,
                            id,
                            Message.of("input.same-customer.expected"),
                            Message.of("input.same-customer.message", "id", id, "asOf", asOf, "line", before));
        }

        private static long hash(String id, LocalDate asOf) {
            long hash = mixed(asOf.toEpochDay());
            for (int i = 0; i < id.length(); i++) {
                hash = mixed(hash + id.charAt(i));
            }
            // 0 marks an empty slot.
            return hash == 0 ? 1 : hash;
        }

        /// The next number of the generator SplitMix64 (Steele, Lea and Flood 2014): neighbours become unlike.
        private static long mixed(long number) {
            long z = number + 0x9E3779B97F4A7C15L;
            z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
            z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
            return z ^ z >>> 31;
        }

        private long putIfAbsent(long hash, long line) {
            if (size * 2 > hashes.length) {
                grow();
            }
            int slot = slot(hash);
            if (hashes[slot] == hash) {
                return lines[slot];
            }
            hashes[slot] = hash;
            lines[slot] = line;
            size++;
            return 0;
        }

        private void grow() {
            long[] oldHashes = hashes;
            long[] oldLines = lines;
            hashes = new long[oldHashes.length * 2];
            lines = new long[oldHashes.length * 2];
            for (int i = 0; i < oldHashes.length; i++) {
                if (oldHashes[i] != 0) {
                    int slot = slot(oldHashes[i]);
                    hashes[slot] = oldHashes[i];
                    lines[slot] = oldLines[i];
                }
            }
        }

        private int slot(long hash) {
            int slot = (int) (hash ^ hash >>> 32) & (hashes.length - 1);
            while (hashes[slot] != 0 && hashes[slot] != hash) {
                slot = (slot + 1) & (hashes.length - 1);
            }
            return slot;
        }
    }

    /// How a text file is read; null where it is as programs write it, and for other files.
    default @Nullable Text description() {
        return null;
    }

    /// The next customer; null after the last.
    @Nullable
    Entry next() throws IOException, UnreadableFileException;
}
