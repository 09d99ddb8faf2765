package io.tenure.csv;

import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// The physical lines of a text, which end with LF, CR or both; lines can be handed back.
final class LineReader implements Closeable {
    /// Of a longer line only so many characters are kept, which is enough to see that it isn't one of a table.
    static final int MAX_CHARS = 1 << 20;

    private final Reader in;
    private final char[] buffer = new char[1 << 15];
    private final Deque<String> handedBack = new ArrayDeque<>();
    private int next;
    private int end;
    private boolean skipLineFeed;
    private long number;

    LineReader(Reader in) {
        this.in = in;
    }

    /// The next line without its end; null after the last.
    @Nullable
    String next() throws IOException {
        String line = handedBack.isEmpty() ? read() : handedBack.pop();
        if (line != null) {
            number++;
        }
        return line;
    }

    /// Takes back the line that was read last but for those already taken back.
    void handBack(String line) {
        handedBack.push(line);
        number--;
    }

    /// The number of the line that was read last, from 1.
    long number() {
        return number;
    }

    private @Nullable String read() throws IOException {
        StringBuilder longer = null;
        while (true) {
            if (next == end && !fill()) {
                return longer == null ? null : longer.toString();
            }
            if (skipLineFeed) {
                skipLineFeed = false;
                if (buffer[next] == '\n') {
                    next++;
                    continue;
                }
            }
            int start = next;
            while (next < end && buffer[next] != '\n' && buffer[next] != '\r') {
                next++;
            }
            if (next < end) {
                skipLineFeed = buffer[next] == '\r';
                String rest = new String(buffer, start, next++ - start);
                return longer == null ? rest : append(longer, rest).toString();
            }
            longer = append(longer == null ? new StringBuilder() : longer, new String(buffer, start, end - start));
        }
    }

    private boolean fill() throws IOException {
        next = 0;
        end = Math.max(0, in.read(buffer, 0, buffer.length));
        return end > 0;
    }

    private static StringBuilder append(StringBuilder line, String more) {
        return line.append(more, 0, Math.min(more.length(), MAX_CHARS + 1 - line.length()));
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
