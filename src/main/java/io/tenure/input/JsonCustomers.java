package io.tenure.input;

import io.tenure.csv.UnreadableFileException;
import io.tenure.finding.Checked;
import io.tenure.text.Message;
import io.tenure.text.Text;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Customers as JSON: one request, an array of requests, or one request a line.
///
/// Only splits the file into requests, so that one malformed request doesn't affect the others where the
/// layout allows it; [CustomerReader] parses them.
final class JsonCustomers implements CustomerSource {
    /// Far more than any customer needs: a longer one lacks a quotation mark or a brace.
    private static final int MAX_CUSTOMER_BYTES = 16 << 20;

    private enum JsonLayout {
        ARRAY,
        LINES,
        SINGLE
    }

    private final InputStream in;
    private final CustomerReader reader;
    private final @Nullable LocalDate asOf;
    private final JsonLayout layout;
    private long line;
    private boolean started;
    private boolean ended;

    private JsonCustomers(
            InputStream in, CustomerReader reader, @Nullable LocalDate asOf, JsonLayout layout, long line) {
        this.in = in;
        this.reader = reader;
        this.asOf = asOf;
        this.layout = layout;
        this.line = line;
    }

    /// @param lines whether each line is a request, by the file's name
    /// @param asOf the date for requests without one; null if each must have one
    static JsonCustomers open(InputStream file, boolean lines, CustomerReader reader, @Nullable LocalDate asOf)
            throws IOException, UnreadableFileException {
        BufferedInputStream in = new BufferedInputStream(file, 1 << 16);
        in.mark(3);
        if (in.read() != 0xEF || in.read() != 0xBB || in.read() != 0xBF) {
            in.reset();
        }
        long line = 1;
        int first;
        do {
            in.mark(1);
            first = in.read();
            if (first == '\n') {
                line++;
            }
        } while (isBlank(first));
        if (first < 0) {
            throw UnreadableFileException.of(Message.of("csv.file.empty"));
        }
        if (first == '[') {
            return new JsonCustomers(in, reader, asOf, JsonLayout.ARRAY, line);
        }
        in.reset();
        return new JsonCustomers(in, reader, asOf, lines || isLines(in) ? JsonLayout.LINES : JsonLayout.SINGLE, line);
    }

    /// Whether the first line is a complete value, or the next line begins like a request.
    private static boolean isLines(BufferedInputStream in) throws IOException {
        in.mark(MAX_CUSTOMER_BYTES);
        try {
            Depth depth = new Depth();
            int c = in.read();
            for (int length = 1; c >= 0 && c != '\n' && length < MAX_CUSTOMER_BYTES - 1; length++) {
                depth.accept(c);
                c = in.read();
            }
            if (depth.isComplete()) {
                return true;
            }
            do {
                c = in.read();
            } while (isBlank(c));
            return c == '{';
        } finally {
            in.reset();
        }
    }

    @Override
    public @Nullable Entry next() throws IOException, UnreadableFileException {
        if (ended) {
            return null;
        }
        return switch (layout) {
            case SINGLE -> single();
            case LINES -> line();
            case ARRAY -> element();
        };
    }

    private Entry single() throws IOException, UnreadableFileException {
        ended = true;
        byte[] bytes = in.readNBytes(MAX_CUSTOMER_BYTES);
        if (bytes.length == MAX_CUSTOMER_BYTES) {
            throw tooLong(line);
        }
        return entry(line, bytes);
    }

    private @Nullable Entry line() throws IOException, UnreadableFileException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        boolean blank = true;
        for (int c = in.read(); ; c = in.read()) {
            if (c < 0 || c == '\n') {
                long here = line++;
                ended = c < 0;
                if (!blank) {
                    return entry(here, bytes.toByteArray());
                }
                if (ended) {
                    return null;
                }
                bytes.reset();
                continue;
            }
            blank &= isBlank(c);
            add(bytes, c, line);
        }
    }

    private @Nullable Entry element() throws IOException, UnreadableFileException {
        boolean comma = false;
        while (true) {
            int c = in.read();
            if (c == '\n') {
                line++;
            } else if (c < 0) {
                ended = true;
                return malformed(Message.of("input.customer-array.array-not-closed"));
            } else if (c == ']') {
                return end(comma);
            } else if (c == ',' && started && !comma) {
                comma = true;
            } else if (c == ',') {
                ended = true;
                return malformed(Message.of("input.customer-array.nothing-between-commas"));
            } else if (!isBlank(c)) {
                if (started && !comma) {
                    ended = true;
                    return malformed(Message.of("input.customer-array.comma-missing"));
                }
                started = true;
                return element(c);
            }
        }
    }

    private Entry element(int first) throws IOException, UnreadableFileException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        Depth depth = new Depth();
        long here = line;
        for (int c = first; ; c = in.read()) {
            if (c < 0) {
                ended = true;
                break;
            }
            if (c == '\n') {
                line++;
            }
            depth.accept(c);
            add(bytes, c, here);
            if (depth.isComplete()) {
                break;
            }
            if (!depth.isInside()) {
                // Neither object nor array: it ends before the next comma or the end of the array.
                in.mark(1);
                int after = in.read();
                in.reset();
                if (after == ',' || after == ']') {
                    break;
                }
            }
        }
        return entry(here, bytes.toByteArray());
    }

    private @Nullable Entry end(boolean comma) throws IOException {
        ended = true;
        if (comma) {
            return malformed(Message.of("input.customer-array.trailing-comma"));
        }
        for (int c = in.read(); c >= 0; c = in.read()) {
            if (c == '\n') {
                line++;
            } else if (!isBlank(c)) {
                return malformed(Message.of("input.customer-array.text-after-array"));
            }
        }
        return null;
    }

    private Entry malformed(Text words) {
        InputFault fault = new InputFault("not-json", "", null, Message.of("input.customer-array.expected"), words);
        return new Entry(line, "", () -> new Checked.Invalid<>(List.of(fault)));
    }

    private Entry entry(long at, byte[] bytes) {
        return new Entry(at, "", () -> reader.read(bytes, asOf));
    }

    private static void add(ByteArrayOutputStream bytes, int c, long from) throws UnreadableFileException {
        bytes.write(c);
        if (bytes.size() >= MAX_CUSTOMER_BYTES) {
            throw tooLong(from);
        }
    }

    private static UnreadableFileException tooLong(long from) {
        return UnreadableFileException.of(Message.of("input.json-file.too-long", "line", from));
    }

    private static boolean isBlank(int c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }

    /// The nesting depth of objects and arrays; braces in strings don't count.
    private static final class Depth {
        private int depth;
        private boolean opened;
        private boolean inString;
        private boolean escaped;

        void accept(int c) {
            if (escaped) {
                escaped = false;
            } else if (inString) {
                escaped = c == '\\';
                inString = c != '"';
            } else if (c == '"') {
                inString = true;
            } else if (c == '{' || c == '[') {
                depth++;
                opened = true;
            } else if (c == '}' || c == ']') {
                depth--;
            }
        }

        boolean isInside() {
            return depth > 0 || inString;
        }

        /// Whether an object or array was opened, and all are closed.
        boolean isComplete() {
            return opened && depth <= 0 && !inString;
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
