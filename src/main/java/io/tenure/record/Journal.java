package io.tenure.record;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// A local file of decisions that wait for the database to come back, in the order in which they were made.
///
/// Each entry is its length, a checksum and its bytes, and is on the disk before the decision is answered. An entry
/// that was cut short when the process was killed fails its checksum, and was never answered.
///
/// What was answered is only ever removed once it is stored, or kept in another file of the folder.
final class Journal implements AutoCloseable {
    /// The result of adding a group.
    enum AddResult {
        ADDED,
        /// The journal is closed, since the database is available.
        CLOSED,
        /// The file would exceed its largest size.
        FULL
    }

    private static final Logger LOG = Logger.getLogger(Journal.class);

    private final JournalFile file;
    private final long maxBytes;
    private boolean open;

    /// Entries before this offset are stored, and only still here because the file could not be truncated.
    private long start;

    /// Where the last entry that was answered ends.
    private long end;

    private final RejectedDecisions rejected;

    private Journal(JournalFile file, long maxBytes) throws IOException {
        this.file = file;
        this.maxBytes = maxBytes;
        end = file.removeIncompleteEntry();
        open = end > 0;
        rejected = RejectedDecisions.in(file.folder());
    }

    /// The journal in a folder, open if decisions are waiting in it already.
    ///
    /// @throws IOException if the folder can't be written, or another process uses the journal
    static Journal openIn(Path folder, long maxBytes) throws IOException {
        Files.createDirectories(folder);
        FileChannel file = FileChannel.open(
                folder.resolve("decisions"),
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        if (file.tryLock() == null) {
            file.close();
            throw new IOException("another process uses the journal in " + folder);
        }
        return of(file, folder, maxBytes);
    }

    /// The journal in a file that is open already.
    static Journal of(FileChannel file, Path folder, long maxBytes) throws IOException {
        return new Journal(new JournalFile(file, folder), maxBytes);
    }

    /// Whether decisions are added here and not to the database.
    synchronized boolean isOpen() {
        return open;
    }

    /// From now on decisions are added here.
    synchronized void open() {
        open = true;
    }

    /// Bytes of the decisions that wait.
    synchronized long bytes() {
        return end - start;
    }

    /// Number of decisions that were set aside, because the database rejects them.
    synchronized int rejected() {
        return rejected.count();
    }

    /// Adds a group; when this returns it is on the disk.
    synchronized AddResult add(List<DecisionRow> rows) {
        if (!open) {
            return AddResult.CLOSED;
        }
        try {
            removeRest();
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            for (DecisionRow row : rows) {
                all.write(JournalFile.framed(JournalEntry.bytes(row)));
            }
            if (end + all.size() > maxBytes) {
                return AddResult.FULL;
            }
            file.write(end, all.toByteArray());
            file.channel().force(false);
            end += all.size();
            return AddResult.ADDED;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Removes what an earlier group that failed has left: entries behind it would never be read.
    private void removeRest() throws IOException {
        if (file.channel().size() > end) {
            file.channel().truncate(end);
        }
    }

    /// Decisions from an offset on, and the offset after them.
    record Batch(List<JournalEntry> entries, long next) {}

    /// Where the first decision stands that is not known to be stored.
    synchronized long start() {
        return start;
    }

    /// @param from [#start], or `next` of an earlier batch
    /// @param max how many decisions at most
    synchronized Batch read(long from, int max) {
        List<JournalEntry> entries = new ArrayList<>();
        long at = from;
        while (entries.size() < max) {
            byte[] bytes = entryAt(at);
            if (bytes == null) {
                break;
            }
            entries.add(JournalEntry.of(bytes));
            at += JournalFile.length(bytes);
        }
        return new Batch(entries, at);
    }

    /// Closes the journal, if nothing was added after the offset up to which all entries were stored.
    ///
    /// @return whether it is closed now
    synchronized boolean close(long stored) {
        if (entryAt(stored) != null) {
            return false;
        }
        try {
            if (stored < end) {
                Path aside = file.copyAside("damaged", stored, end);
                LOG.errorf("The journal is damaged; %s bytes of it were moved to %s.", end - stored, aside);
            }
            end = stored;
            start = stored;
            open = false;
            file.channel().truncate(0);
            start = 0;
            end = 0;
            file.channel().force(true);
        } catch (IOException e) {
            if (open) {
                throw new UncheckedIOException(e);
            }
            // Stored decisions are recognised when they are read again.
            LOG.warnf("The journal could not be emptied (%s).", e.getClass().getSimpleName());
        }
        return true;
    }

    /// Keeps a decision in the file `rejected`, because it can't be stored. Once more does no harm.
    synchronized void setAside(JournalEntry entry) {
        try {
            rejected.add(entry.bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        open = false;
        rejected.close();
        file.close();
    }

    private byte @Nullable [] entryAt(long offset) {
        try {
            return file.entryAt(offset, end);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
