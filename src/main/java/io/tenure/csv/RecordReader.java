package io.tenure.csv;

import io.tenure.text.Message;
import io.tenure.text.Text;
import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/// The records of a table, split by commons-csv, without blank ones.
///
/// A line that can't be split is rejected, and reading goes on with the line after it: one quotation mark too
/// many costs one line. Quoted cells can contain line breaks.
public final class RecordReader implements Closeable {
    private static final int MAX_RECORD_LINES = 500;
    private static final char REPLACEMENT = '\uFFFD';

    private final LineReader lines;
    private final char separator;
    private final CSVFormat format;
    private Feed feed = new Feed();
    private @Nullable Iterator<CSVRecord> records;
    private long consumedLines;

    RecordReader(LineReader lines, char separator) {
        this.lines = lines;
        this.separator = separator;
        this.format = CSVFormat.RFC4180
                .builder()
                .setDelimiter(separator)
                .setRecordSeparator("\n")
                .setIgnoreEmptyLines(false)
                .setIgnoreSurroundingSpaces(true)
                .setTrim(true)
                .get();
    }

    /// The next record; null after the last.
    public @Nullable CsvLine next() throws IOException {
        while (true) {
            long number = lines.number() - feed.lines.size() + 1;
            try {
                if (records == null) {
                    CSVParser parser = CSVParser.parse(feed, format);
                    records = parser.iterator();
                    feed.parser = parser;
                    consumedLines = 0;
                }
                if (!records.hasNext()) {
                    return null;
                }
                CSVRecord record = records.next();
                boolean undecodable = feed.release();
                if (undecodable) {
                    return new CsvLine.Rejected(number, Message.of("csv.rejected.not-text"));
                }
                if (!isBlank(record)) {
                    return new CsvLine.Row(number, record.toList());
                }
            } catch (UncheckedIOException | IllegalStateException malformed) {
                if (feed.failure != null) {
                    throw feed.failure;
                }
                return reject(number);
            }
        }
    }

    /// Rejects the first line of a record, and hands back those behind it.
    private CsvLine reject(long number) {
        List<String> read = feed.lines;
        Text reason = !read.isEmpty() && read.getFirst().length() > LineReader.MAX_CHARS
                ? Message.of("csv.rejected.too-long", "limit", LineReader.MAX_CHARS)
                : Message.of("csv.rejected.quotes");
        for (int i = read.size() - 1; i > 0; i--) {
            lines.handBack(read.get(i));
        }
        feed = new Feed();
        records = null;
        return new CsvLine.Rejected(number, reason);
    }

    private static boolean isBlank(CSVRecord record) {
        for (String cell : record) {
            if (!cell.isBlank()) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }

    /// Gives the parser one line at a time, so that it is known which lines a record is made of.
    private final class Feed extends Reader {
        private final List<String> lines = new ArrayList<>();
        private @Nullable CSVParser parser;
        private @Nullable IOException failure;
        private String current = "";
        private long chars;
        private int position;
        private boolean begun;

        @Override
        public int read(char[] target, int from, int length) throws IOException {
            if (position == current.length() && begun) {
                begun = false;
                target[from] = '\n';
                return 1;
            }
            if (!begun && !begin()) {
                return -1;
            }
            int count = Math.min(length, current.length() - position);
            current.getChars(position, position + count, target, from);
            position += count;
            if (count < length) {
                begun = false;
                target[from + count++] = '\n';
            }
            return count;
        }

        private boolean begin() throws IOException {
            String line;
            try {
                line = RecordReader.this.lines.next();
            } catch (IOException unreadable) {
                failure = unreadable;
                throw unreadable;
            }
            if (line == null) {
                return false;
            }
            lines.add(line);
            chars += line.length();
            if (lines.size() > MAX_RECORD_LINES || chars > LineReader.MAX_CHARS) {
                throw new IOException("a record too long");
            }
            current = separator == ' ' ? line.strip().replaceAll("\\s+", " ") : line;
            position = 0;
            begun = true;
            return true;
        }

        /// Forgets the lines of the record that was just read; true if a byte of them was no text.
        private boolean release() {
            long read = parser == null ? 0 : parser.getCurrentLineNumber();
            boolean undecodable = false;
            for (long i = read - consumedLines; i > 0 && !lines.isEmpty(); i--) {
                String line = lines.removeFirst();
                chars -= line.length();
                undecodable |= line.indexOf(REPLACEMENT) >= 0;
            }
            consumedLines = read;
            return undecodable;
        }

        @Override
        public void close() {}
    }
}
