package io.tenure.csv;

import io.tenure.text.Message;
import io.tenure.text.Text;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A table in a text file whose encoding and separator are known.
///
/// Spreadsheets write a first line such as `sep=;`, which isn't part of the table.
public final class CsvFile {
    private static final int SAMPLE_LINES = 200;
    private static final int SAMPLE_CHARS = 1 << 20;

    /// More than any table of customers or transactions has.
    private static final int MAX_COLUMNS = 1_000;

    private final TextSource source;
    private final CsvOptions options;
    private final TextEncoding encoding;
    private final int linesAbove;
    private final char separator;
    private final List<CsvLine.Row> sample;
    private final List<String> lines;

    private CsvFile(
            TextSource source,
            CsvOptions options,
            TextEncoding encoding,
            int linesAbove,
            char separator,
            List<CsvLine.Row> sample,
            List<String> lines) {
        this.lines = List.copyOf(lines);
        this.source = source;
        this.options = options;
        this.encoding = encoding;
        this.linesAbove = linesAbove;
        this.separator = separator;
        this.sample = sample;
    }

    public static CsvFile open(TextSource source, CsvOptions options) throws IOException, UnreadableFileException {
        TextEncoding encoding = TextEncoding.detect(source, options.encoding());
        List<String> lines = new ArrayList<>();
        int above = options.skip();
        Character separator = options.separator();
        try (LineReader reader = lines(source, encoding)) {
            for (int i = 0; i < options.skip(); i++) {
                reader.next();
            }
            String line = reader.next();
            Character declared = line == null ? null : declaredSeparator(line);
            if (declared != null) {
                above++;
                separator = separator == null ? declared : separator;
                line = reader.next();
            }
            int chars = 0;
            while (line != null && lines.size() < SAMPLE_LINES && chars < SAMPLE_CHARS) {
                lines.add(line);
                chars += line.length();
                line = reader.next();
            }
        }
        char chosen = separator == null ? SeparatorDetection.detect(lines) : separator;
        List<CsvLine.Row> sample = SeparatorDetection.rows(lines, chosen, above);
        if (sample.isEmpty() && lines.stream().allMatch(String::isBlank)) {
            throw UnreadableFileException.of(Message.of("csv.file.empty"));
        }
        int columns = sample.isEmpty() ? 0 : sample.getFirst().cells().size();
        if (columns > MAX_COLUMNS) {
            throw UnreadableFileException.of(Message.of("csv.file.columns", "columns", columns, "most", MAX_COLUMNS));
        }
        return new CsvFile(source, options, encoding, above, chosen, sample, lines);
    }

    private static @Nullable Character declaredSeparator(String line) {
        String text = line.stripLeading().replace("\"", "");
        return text.length() >= 5
                        && text.toLowerCase(Locale.ROOT).startsWith("sep=")
                        && text.substring(5).isBlank()
                ? (Character) text.charAt(4)
                : null;
    }

    private static LineReader lines(TextSource source, TextEncoding encoding) throws IOException {
        InputStream in = source.open();
        in.skipNBytes(encoding.markLength());
        return new LineReader(new InputStreamReader(in, encoding.charset()));
    }

    /// The rows among the first 200 lines; the heading is the first of them, if there is one.
    public List<CsvLine.Row> sample() {
        return sample;
    }

    /// The line of the file, from 1, of the first row among the first 200 lines that reads so with any separator; 0 if
    /// none does.
    public long lineOf(Predicate<List<String>> test) {
        return SeparatorDetection.separators()
                .mapToLong(candidate -> SeparatorDetection.rows(lines, candidate, linesAbove).stream()
                        .filter(row -> test.test(row.cells()))
                        .mapToLong(CsvLine.Row::number)
                        .findFirst()
                        .orElse(0))
                .filter(line -> line > 0)
                .findFirst()
                .orElse(0);
    }

    public char separator() {
        return separator;
    }

    /// Reads all records of the table, the heading included.
    public RecordReader records() throws IOException {
        LineReader lines = lines(source, encoding);
        for (int i = 0; i < linesAbove; i++) {
            lines.next();
        }
        return new RecordReader(lines, separator);
    }

    /// How dates and numbers are written in these columns. Reads on as long as what was read has two readings.
    ///
    /// @param columns counted from 0
    /// @param header whether the first row is a heading
    public ValueStyles styles(Set<Integer> dateColumns, Set<Integer> numberColumns, boolean header)
            throws IOException, UnreadableFileException {
        DateStyle.Evidence dates = new DateStyle.Evidence();
        NumberStyle.Evidence numbers = new NumberStyle.Evidence();
        boolean wantsDates = options.dateFormat() == null;
        boolean wantsNumbers = options.decimal() == null;
        try (RecordReader records = records()) {
            long rows = 0;
            for (CsvLine line = records.next(); line != null; line = records.next()) {
                if (!(line instanceof CsvLine.Row row) || rows++ == 0 && header) {
                    continue;
                }
                dateColumns.forEach(column -> dates.add(row.cell(column)));
                numberColumns.forEach(column -> numbers.add(row.cell(column)));
                if (rows > SAMPLE_LINES
                        && !(wantsDates && dates.wantsMore())
                        && !(wantsNumbers && numbers.wantsMore())) {
                    break;
                }
            }
        }
        Character decimal = options.decimal();
        return new ValueStyles(
                dates.style(options.dateFormat()), decimal == null ? numbers.style() : new NumberStyle(decimal));
    }

    /// How the file is read, for people: "semicolon between columns, decimal comma, Windows-1252".
    public Text description(ValueStyles styles) {
        Text between = switch (separator) {
            case ',' -> Message.of("csv.description.comma");
            case ';' -> Message.of("csv.description.semicolon");
            case '\t' -> Message.of("csv.description.tab");
            case ' ' -> Message.of("csv.description.space");
            default -> Message.of("csv.description.separator", "separator", String.valueOf(separator));
        };
        List<Text> parts = new ArrayList<>();
        parts.add(between);
        if (styles.numbers().decimal() != 0) {
            parts.add(
                    styles.numbers().decimal() == ','
                            ? Message.of("csv.description.decimal-comma")
                            : Message.of("csv.description.decimal-point"));
        }
        DateStyle.Pattern pattern = styles.dates().pattern();
        if (pattern != null) {
            parts.add(Message.of("csv.description.dates", "format", pattern.text()));
        } else if (styles.dates().order() != DateStyle.Order.UNKNOWN) {
            parts.add(
                    styles.dates().order() == DateStyle.Order.DAY_FIRST
                            ? Message.of("csv.description.day-first")
                            : Message.of("csv.description.month-first"));
        }
        if (!encoding.isUtf8()) {
            parts.add(Message.of(
                    "csv.description.encoding", "encoding", encoding.charset().displayName(Locale.ROOT)));
        }
        return Message.of("csv.description.all", "parts", List.copyOf(parts));
    }

    /// Whether the file is as programs write it: comma between columns, decimal point, UTF-8.
    public boolean isPlain(ValueStyles styles) {
        return separator == ','
                && styles.numbers().decimal() != ','
                && styles.dates().order() == DateStyle.Order.UNKNOWN
                && styles.dates().pattern() == null
                && encoding.isUtf8();
    }
}
