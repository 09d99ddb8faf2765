package io.tenure.decision;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// The lines of a batch, read as they arrive; each has at most a given length.
final class BatchLines {
    private static final int BUFFER_BYTES = 1 << 16;

    private final InputStream in;
    private final int maxBytes;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(1024);
    private int position;
    private int limit;
    private long number;
    private boolean tooLong;
    private boolean ended;

    /// One line.
    ///
    /// @param number from 1
    /// @param utf8 without its end; null if it is too long
    record Line(long number, byte @Nullable [] utf8) {}

    /// @param maxBytes of a line
    BatchLines(InputStream in, int maxBytes) {
        this.in = in;
        this.maxBytes = maxBytes;
    }

    /// The number of the line that comes next, from 1.
    long nextNumber() {
        return number + 1;
    }

    /// Whether anything follows; waits for the sender.
    boolean hasNext() throws IOException {
        if (position < limit || line.size() > 0 || tooLong) {
            return true;
        }
        limit = ended ? 0 : Math.max(0, in.read(buffer));
        position = 0;
        return limit > 0;
    }

    /// The next line.
    ///
    /// @param wait whether to wait for the sender
    /// @return null after the last line; and without waiting, where the next line has not arrived yet
    @Nullable
    Line next(boolean wait) throws IOException {
        while (true) {
            int end = position;
            while (end < limit && buffer[end] != '\n') {
                end++;
            }
            add(end);
            if (end < limit) {
                position = end + 1;
                return finished();
            }
            position = end;
            if (ended || !wait && in.available() == 0) {
                return null;
            }
            limit = in.read(buffer);
            position = 0;
            if (limit < 0) {
                limit = 0;
                ended = true;
                return line.size() > 0 || tooLong ? finished() : null;
            }
        }
    }

    /// What is too long is passed over to its end.
    private void add(int end) {
        if (tooLong || line.size() + end - position > maxBytes) {
            tooLong = true;
            line.reset();
        } else {
            line.write(buffer, position, end - position);
        }
    }

    private Line finished() {
        Line finished = new Line(++number, tooLong ? null : line.toByteArray());
        line.reset();
        tooLong = false;
        return finished;
    }
}
