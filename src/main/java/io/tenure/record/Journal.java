package io.tenure.record;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// A local file of decisions that wait for the database to come back, in the order in which they were made.
///
/// Each entry is its length, a checksum and its bytes, and is on the disk before the decision is answered. An entry
/// that was cut short when the process was killed fails its checksum, and was never answered.
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

    private final FileChannel file;
    private final long maxBytes;
    private boolean open;

    private Journal(FileChannel file, long maxBytes, boolean open) {
        this.file = file;
        this.maxBytes = maxBytes;
        this.open = open;
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
        Journal journal = new Journal(file, maxBytes, false);
        journal.removeIncompleteEntry(folder);
        journal.open = file.size() > 0;
        return journal;
    }

    /// Moves an entry that is incomplete, and was never answered, to a file of its own.
    private void removeIncompleteEntry(Path folder) throws IOException {
        long end = 0;
        for (byte[] bytes = entryAt(end); bytes != null; bytes = entryAt(end)) {
            end += HEADER_BYTES + bytes.length;
        }
        if (end < file.size()) {
            Path aside = folder.resolve("incomplete-" + System.currentTimeMillis());
            try (FileChannel copy = FileChannel.open(aside, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                file.transferTo(end, file.size() - end, copy);
            }
            LOG.warnf(
                    "The journal ended with an incomplete entry; its %d bytes were moved to %s.",
                    file.size() - end, aside);
            file.truncate(end);
        }
    }

    /// Whether decisions are added here and not to the database.
    synchronized boolean isOpen() {
        return open;
    }

    /// From now on decisions are added here.
    synchronized void open() {
        open = true;
    }

    synchronized long bytes() {
        try {
            return file.size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Adds a group; when this returns it is on the disk.
    synchronized AddResult add(List<DecisionRow> rows) {
        if (!open) {
            return AddResult.CLOSED;
        }
        try {
            long end = file.size();
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            for (DecisionRow row : rows) {
                byte[] bytes = bytes(row);
                all.write(ByteBuffer.allocate(HEADER_BYTES)
                        .putInt(bytes.length)
                        .putInt(checksum(bytes))
                        .array());
                all.write(bytes);
            }
            if (end + all.size() > maxBytes) {
                return AddResult.FULL;
            }
            try {
                ByteBuffer buffer = ByteBuffer.wrap(all.toByteArray());
                long at = end;
                while (buffer.hasRemaining()) {
                    at += file.write(buffer, at);
                }
                file.force(false);
                return AddResult.ADDED;
            } catch (IOException e) {
                // An incomplete group must not come before the next one.
                file.truncate(end);
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Decisions from an offset on, and the offset after them.
    record Batch(List<DecisionRow> rows, long next) {}

    /// @param from 0, or `next` of an earlier batch
    /// @param max how many decisions at most
    Batch read(long from, int max) {
        List<DecisionRow> rows = new ArrayList<>();
        long at = from;
        try {
            while (rows.size() < max) {
                byte[] bytes = entryAt(at);
                if (bytes == null) {
                    break;
                }
                rows.add(deserialize(bytes));
                at += HEADER_BYTES + bytes.length;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Batch(rows, at);
    }

    /// Closes the journal, if nothing was added after the offset up to which all entries were stored.
    ///
    /// @return whether it is closed now
    synchronized boolean close(long replayed) {
        if (entryAt(replayed) != null) {
            return false;
        }
        try {
            file.truncate(0);
            file.force(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        open = false;
        return true;
    }

    @Override
    public synchronized void close() throws IOException {
        open = false;
        file.close();
    }

    private byte @Nullable [] entryAt(long offset) {
        try {
            ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
            if (!fill(header, offset)) {
                return null;
            }
            int length = header.getInt(0);
            if (length <= 0 || length > MAX_ENTRY_BYTES) {
                return null;
            }
            ByteBuffer bytes = ByteBuffer.allocate(length);
            return fill(bytes, offset + HEADER_BYTES) && checksum(bytes.array()) == header.getInt(4)
                    ? bytes.array()
                    : null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean fill(ByteBuffer buffer, long offset) throws IOException {
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

    static byte[] bytes(DecisionRow row) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeLong(row.id().getMostSignificantBits());
        out.writeLong(row.id().getLeastSignificantBits());
        out.writeLong(row.decidedAt().toEpochMilli());
        write(out, row.pseudonym());
        out.writeInt(row.contactVersion());
        out.writeLong(row.asOf().toEpochDay());
        out.writeInt(row.release());
        out.writeBoolean(row.trial());
        ReportingColumns columns = row.columns();
        for (@Nullable
        String text : new @Nullable String[] {
            columns.stage(),
            columns.transition(),
            columns.level(),
            columns.risk(),
            columns.action(),
            columns.channel(),
            row.language()
        }) {
            out.writeBoolean(text != null);
            out.writeUTF(text == null ? "" : text);
        }
        out.writeByte(columns.volumeHalved() == null ? -1 : columns.volumeHalved() ? 1 : 0);
        @Nullable Short @Nullable [] scores = columns.retentionScores();
        out.writeInt(scores == null ? -1 : scores.length);
        if (scores != null) {
            for (@Nullable Short score : scores) {
                out.writeShort(score == null ? -1 : score);
            }
        }
        out.writeInt(row.keyNumber());
        write(out, row.encryptedPayload());
        return bytes.toByteArray();
    }

    static DecisionRow deserialize(byte[] bytes) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        UUID id = new UUID(in.readLong(), in.readLong());
        Instant decidedAt = Instant.ofEpochMilli(in.readLong());
        byte[] pseudonym = read(in);
        int contactVersion = in.readInt();
        LocalDate asOf = LocalDate.ofEpochDay(in.readLong());
        int release = in.readInt();
        boolean trial = in.readBoolean();
        @Nullable String[] texts = new String[7];
        for (int i = 0; i < texts.length; i++) {
            boolean known = in.readBoolean();
            String text = in.readUTF();
            texts[i] = known ? text : null;
        }
        byte volumeHalved = in.readByte();
        int count = in.readInt();
        @Nullable Short[] scores = new Short[Math.max(0, count)];
        for (int i = 0; i < count; i++) {
            short score = in.readShort();
            scores[i] = score < 0 ? null : score;
        }
        int keyNumber = in.readInt();
        return new DecisionRow(
                id,
                decidedAt,
                pseudonym,
                contactVersion,
                asOf,
                release,
                trial,
                new ReportingColumns(
                        texts[0],
                        texts[1],
                        texts[2],
                        texts[3],
                        texts[4],
                        texts[5],
                        volumeHalved < 0 ? null : volumeHalved == 1,
                        count < 0 ? null : scores),
                null,
                null,
                null,
                texts[6] == null ? "" : texts[6],
                keyNumber,
                read(in));
    }

    private static void write(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static byte[] read(DataInputStream in) throws IOException {
        int length = in.readInt();
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException();
        }
        return bytes;
    }
}
