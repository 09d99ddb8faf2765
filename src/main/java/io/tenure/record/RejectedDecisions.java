package io.tenure.record;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The file `rejected` of decisions that the database rejects. It has the form of the journal, and exists once there
/// is such a decision. It is read once, and never shortened.
final class RejectedDecisions implements AutoCloseable {
    private static final String NAME = "rejected";

    private final Path folder;

    /// SHA-256 of each entry of the file.
    private final Set<ByteBuffer> known = new HashSet<>();

    private @Nullable JournalFile file;
    private long end;

    private RejectedDecisions(Path folder) {
        this.folder = folder;
    }

    /// Those of a folder.
    static RejectedDecisions in(Path folder) throws IOException {
        RejectedDecisions decisions = new RejectedDecisions(folder);
        if (Files.exists(folder.resolve(NAME))) {
            decisions.open();
        }
        return decisions;
    }

    private JournalFile open() throws IOException {
        JournalFile opened = new JournalFile(
                FileChannel.open(
                        folder.resolve(NAME),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE),
                folder);
        file = opened;
        end = opened.removeIncompleteEntry();
        long at = 0;
        for (byte[] entry = opened.entryAt(at, end); entry != null; entry = opened.entryAt(at, end)) {
            known.add(digest(entry));
            at += JournalFile.length(entry);
        }
        return opened;
    }

    int count() {
        return known.size();
    }

    /// Adds an entry, if the file doesn't hold it; when this returns it is on the disk.
    void add(byte[] entry) throws IOException {
        ByteBuffer digest = digest(entry);
        if (known.contains(digest)) {
            return;
        }
        JournalFile to = file == null ? open() : file;
        to.write(end, JournalFile.framed(entry));
        to.channel().force(true);
        end += JournalFile.length(entry);
        known.add(digest);
    }

    private static ByteBuffer digest(byte[] entry) {
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(entry));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }
}
