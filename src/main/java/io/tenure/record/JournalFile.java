package io.tenure.record;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// A file of entries, each its length, a checksum and its bytes.
///
/// @param channel open for reading and writing
/// @param folder where copies of what can't be read are kept
record JournalFile(FileChannel channel, Path folder) implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(JournalFile.class);
    private static final int HEADER_BYTES = 8;
    private static final int MAX_ENTRY_BYTES = 1 << 26;

    /// The length in bytes that an entry takes in the file.
    static long length(byte[] entry) {
        return HEADER_BYTES + entry.length;
    }

    /// An entry as it stands in the file.
    static byte[] framed(byte[] entry) {
        return ByteBuffer.allocate(HEADER_BYTES + entry.length)
                .putInt(entry.length)
                .putInt(checksum(entry))
                .put(entry)
                .array();
    }

    /// Moves what doesn't end with an entry to a file of its own.
    ///
    /// @return where the last entry ends
    long removeIncompleteEntry() throws IOException {
        long end = channel.size();
        long complete = 0;
        for (byte[] entry = entryAt(complete, end); entry != null; entry = entryAt(complete, end)) {
            complete += length(entry);
        }
        if (complete < end) {
            Path aside = copyAside("incomplete", complete, end);
            LOG.warnf(
                    "The journal ended with an incomplete entry; its %s bytes were moved to %s.",
                    end - complete, aside);
            channel.truncate(complete);
        }
        return complete;
    }

    /// Copies what stands between two offsets to a file of its own.
    Path copyAside(String name, long from, long to) throws IOException {
        Path aside = folder.resolve(name + "-" + System.currentTimeMillis());
        try (FileChannel copy = FileChannel.open(aside, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            long at = from;
            while (at < to) {
                at += channel.transferTo(at, to - at, copy);
            }
            copy.force(true);
        }
        return aside;
    }

    void write(long offset, byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer, offset + buffer.position());
        }
    }

    /// The entry at an offset; null if there is no complete one before the limit.
    byte @Nullable [] entryAt(long offset, long limit) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
        if (offset + HEADER_BYTES > limit || !fill(header, offset)) {
            return null;
        }
        int length = header.getInt(0);
        if (length <= 0 || length > MAX_ENTRY_BYTES || offset + HEADER_BYTES + length > limit) {
            return null;
        }
        ByteBuffer bytes = ByteBuffer.allocate(length);
        return fill(bytes, offset + HEADER_BYTES) && checksum(bytes.array()) == header.getInt(4) ? bytes.array() : null;
    }

    private boolean fill(ByteBuffer buffer, long offset) throws IOException {
        long at = offset;
        while (buffer.hasRemaining()) {
            int read = channel.read(buffer, at);
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

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
