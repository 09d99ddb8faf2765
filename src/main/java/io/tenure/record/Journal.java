package io.tenure.record;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
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
    private static final int HEADER_BYTES = 8;
    private static final int MAX_ENTRY_BYTES = 1 << 26;

    /// Name of the file of decisions that the database rejects. It has the form of the journal.
    private static final String REJECTED = "rejected";

    private final FileChannel file;
    private final Path folder;
    private final long maxBytes;
    private boolean open;

    /// Entries before this offset are stored, and only still here because the file could not be truncated.
    private long start;

    /// Where the last entry that was answered ends.
    private long end;

    private int rejected;

    private Journal(FileChannel file, Path folder, long maxBytes) throws IOException {
        this.file = file;
        this.folder = folder;
        this.maxBytes = maxBytes;
        removeIncompleteEntry();
        open = end > 0;
        rejected = rejectedEntries().size();
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
        return new Journal(file, folder, maxBytes);
    }

    private void removeIncompleteEntry() throws IOException {
        end = file.size();
        long complete = 0;
        for (byte[] bytes = entryAt(complete); bytes != null; bytes = entryAt(complete)) {
            complete += HEADER_BYTES + bytes.length;
        }
        if (complete < end) {
            Path aside = copyAside("incomplete", complete);
            LOG.warnf(
                    "The journal ended with an incomplete entry; its %s bytes were moved to %s.",
                    end - complete, aside);
            file.truncate(complete);
            end = complete;
        }
    }

    /// Copies everything from an offset on to a file of its own.
    private Path copyAside(String name, long from) throws IOException {
        Path aside = folder.resolve(name + "-" + System.currentTimeMillis());
        try (FileChannel copy = FileChannel.open(aside, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            long at = from;
            while (at < end) {
                at += file.transferTo(at, end - at, copy);
            }
            copy.force(true);
        }
        return aside;
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
        return rejected;
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
                all.write(framed(JournalEntry.bytes(row)));
            }
            if (end + all.size() > maxBytes) {
                return AddResult.FULL;
            }
            long written = end + write(file, end, all.toByteArray());
            file.force(false);
            end = written;
            return AddResult.ADDED;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Removes what an earlier group that failed has left: entries behind it would never be read.
    private void removeRest() throws IOException {
        if (file.size() > end) {
            file.truncate(end);
        }
    }

    private static byte[] framed(byte[] bytes) {
        return ByteBuffer.allocate(HEADER_BYTES + bytes.length)
                .putInt(bytes.length)
                .putInt(checksum(bytes))
                .put(bytes)
                .array();
    }

    private static int write(FileChannel to, long offset, byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            to.write(buffer, offset + buffer.position());
        }
        return bytes.length;
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
            at += HEADER_BYTES + bytes.length;
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
                Path aside = copyAside("damaged", stored);
                LOG.errorf("The journal is damaged; %s bytes of it were moved to %s.", end - stored, aside);
            }
            end = stored;
            start = stored;
            open = false;
            file.truncate(0);
            start = 0;
            end = 0;
            file.force(true);
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
            List<byte[]> known = rejectedEntries();
            if (known.stream().anyMatch(bytes -> Arrays.equals(bytes, entry.bytes()))) {
                return;
            }
            try (FileChannel aside =
                    FileChannel.open(folder.resolve(REJECTED), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                long offset = known.stream()
                        .mapToLong(bytes -> HEADER_BYTES + bytes.length)
                        .sum();
                write(aside, offset, framed(entry.bytes()));
                aside.force(true);
            }
            rejected = known.size() + 1;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<byte[]> rejectedEntries() throws IOException {
        List<byte[]> entries = new ArrayList<>();
        Path path = folder.resolve(REJECTED);
        if (Files.exists(path)) {
            try (FileChannel aside = FileChannel.open(path)) {
                long at = 0;
                for (byte[] bytes = entryAt(aside, at, aside.size());
                        bytes != null;
                        bytes = entryAt(aside, at, aside.size())) {
                    entries.add(bytes);
                    at += HEADER_BYTES + bytes.length;
                }
            }
        }
        return entries;
    }

    @Override
    public synchronized void close() throws IOException {
        open = false;
        file.close();
    }

    private byte @Nullable [] entryAt(long offset) {
        try {
            return entryAt(file, offset, end);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The entry at an offset; null if there is no complete one before the limit.
    private static byte @Nullable [] entryAt(FileChannel file, long offset, long limit) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
        if (offset + HEADER_BYTES > limit || !fill(file, header, offset)) {
            return null;
        }
        int length = header.getInt(0);
        if (length <= 0 || length > MAX_ENTRY_BYTES || offset + HEADER_BYTES + length > limit) {
            return null;
        }
        ByteBuffer bytes = ByteBuffer.allocate(length);
        return fill(file, bytes, offset + HEADER_BYTES) && checksum(bytes.array()) == header.getInt(4)
                ? bytes.array()
                : null;
    }

    private static boolean fill(FileChannel file, ByteBuffer buffer, long offset) throws IOException {
        long at = offset;
        while (buffer.hasRemaining()) {
            int read = file.read(buffer, at);
            if (read < 0) {
                return false;
            }
            at += read;
        }
        return true;
    }

    private static int checksum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
