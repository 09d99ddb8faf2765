package io.tenure.input;

import io.tenure.text.Message;
import io.tenure.text.Text;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The layout of a file of transactions: which column holds what, and how lines are split.
///
/// Columns are counted from 0; -1 means that the file has no such column.
///
/// @param separator the character between two columns; a space also stands for a run of spaces
/// @param price price of one item; multiplied by `quantity` where no column holds the amount
/// @param skip lines before the first transaction
/// @param description a sentence for the user about a layout that was recognised; empty for a given one
public record TransactionLayout(
        char separator,
        int customer,
        int date,
        int amount,
        int margin,
        int quantity,
        int price,
        DateFormat dateFormat,
        int skip,
        String description) {
    private static final double MAX_AMOUNT = 1e15;
    private static final int MIN_YEAR = 1900;
    private static final int MAX_YEAR = 2200;
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d{1,3})?");
    private static final Pattern CDNOW_SAMPLE =
            Pattern.compile("\\s*\\d{5} +\\d{4} +(19|20)\\d{6} +\\d+ +\\d+\\.\\d{2}\\s*");
    private static final Pattern CDNOW_MASTER = Pattern.compile("\\s*\\d{5} +(19|20)\\d{6} +\\d+ +\\d+\\.\\d{2}\\s*");

    /// One line of the file.
    sealed interface Line {
        /// @param margin NaN where unknown
        record Transaction(String customer, int day, double amount, double margin) implements Line {}

        /// @param reason a sentence
        record Malformed(Text reason) implements Line {}

        record Blank() implements Line {
            static final Blank INSTANCE = new Blank();
        }
    }

    /// How dates are written in the file.
    ///
    /// @param pattern as the user writes it, such as `dd/MM/yyyy`
    public record DateFormat(String pattern, DateTimeFormatter formatter) {
        public static DateFormat of(String pattern) throws CustomerFileException {
            try {
                // y is the year of an era, which can't be read strictly without the era; u is the plain year.
                return new DateFormat(
                        pattern,
                        DateTimeFormatter.ofPattern(pattern.replace('y', 'u'), Locale.ROOT)
                                .withResolverStyle(ResolverStyle.STRICT));
            } catch (IllegalArgumentException invalid) {
                throw CustomerFileException.ofLayout(String.format(
                        Locale.ROOT,
                        "'%s' is not a date format: %s. Examples: yyyy-MM-dd, dd/MM/yyyy.",
                        pattern,
                        String.valueOf(invalid.getMessage())));
            }
        }
    }

    /// The layout of the two CDNOW files, if every one of the lines has it.
    public static @Nullable TransactionLayout detect(List<String> lines) throws CustomerFileException {
        boolean header = !lines.isEmpty() && !lines.getFirst().matches(".*\\d.*");
        List<String> body = lines.subList(header ? 1 : 0, lines.size()).stream()
                .filter(l -> !l.isBlank())
                .toList();
        DateFormat dates = DateFormat.of("yyyyMMdd");
        if (body.isEmpty()) {
            return null;
        }
        if (body.stream().allMatch(l -> CDNOW_SAMPLE.matcher(l).matches())) {
            return new TransactionLayout(
                    ' ',
                    0,
                    2,
                    4,
                    -1,
                    -1,
                    -1,
                    dates,
                    header ? 1 : 0,
                    "Recognised the layout of the CDNOW sample: customer=1,date=3,amount=5.");
        }
        if (body.stream().allMatch(l -> CDNOW_MASTER.matcher(l).matches())) {
            return new TransactionLayout(
                    ' ',
                    0,
                    1,
                    3,
                    -1,
                    -1,
                    -1,
                    dates,
                    header ? 1 : 0,
                    "Recognised the layout of the CDNOW master file: customer=1,date=2,amount=4.");
        }
        return null;
    }

    /// The layout that `--columns` gives: numbers from 1, or names where there is a header.
    ///
    /// @param header names of the columns; empty where the file has no header
    public static TransactionLayout ofColumns(
            String columns, List<String> header, char separator, DateFormat dates, int skip)
            throws CustomerFileException {
        int[] found = {-1, -1, -1, -1, -1, -1};
        List<String> names = List.of("customer", "date", "amount", "margin", "quantity", "price");
        for (String part : columns.split(",", -1)) {
            String[] pair = part.split("=", 2);
            int which = names.indexOf(pair[0].strip());
            if (pair.length < 2 || which < 0) {
                throw CustomerFileException.ofLayout(String.format(
                        Locale.ROOT,
                        "'%s' in --columns is not understood. Write NAME=COLUMN, with one of these names: %s.",
                        part,
                        String.join(", ", names)));
            }
            if (found[which] >= 0) {
                throw CustomerFileException.ofLayout(
                        String.format(Locale.ROOT, "--columns contains %s twice.", pair[0].strip()));
            }
            found[which] = column(pair[1].strip(), header);
        }
        if (found[0] < 0 || found[1] < 0 || found[2] < 0 && (found[4] < 0 || found[5] < 0)) {
            throw CustomerFileException.ofLayout(
                    "--columns must contain customer, date and amount; quantity and price can replace amount.");
        }
        return new TransactionLayout(
                separator, found[0], found[1], found[2], found[3], found[4], found[5], dates, skip, "");
    }

    private static int column(String text, List<String> header) throws CustomerFileException {
        if (text.matches("[1-9]\\d{0,3}")) {
            return Integer.parseInt(text) - 1;
        }
        for (int i = 0; i < header.size(); i++) {
            if (header.get(i).strip().equalsIgnoreCase(text)) {
                return i;
            }
        }
        throw CustomerFileException.ofLayout(
                header.isEmpty()
                        ? String.format(
                                Locale.ROOT,
                                "'%s' in --columns is not a column number (from 1). With --header you can write column names.",
                                text)
                        : String.format(
                                Locale.ROOT,
                                "The header has no column '%s'. Its columns are: %s.",
                                text,
                                String.join(", ", header)));
    }

    /// The character between the columns of a line.
    ///
    /// @throws CustomerFileException if several are possible
    public static char separator(String line) throws CustomerFileException {
        List<Character> found = new ArrayList<>();
        for (char candidate : new char[] {'\t', ';', ','}) {
            if (line.indexOf(candidate) >= 0) {
                found.add(candidate);
            }
        }
        if (found.size() > 1) {
            throw CustomerFileException.ofLayout(
                    "The columns could be separated by several characters. Choose one with --separator.");
        }
        return found.isEmpty() ? ' ' : found.getFirst();
    }

    Line read(String line) {
        if (line.isBlank()) {
            return Line.Blank.INSTANCE;
        }
        if (line.indexOf('\uFFFD') >= 0) {
            return new Line.Malformed(Message.of("input.malformed.not-utf8"));
        }
        List<String> cells = split(line, separator);
        if (cells == null) {
            return new Line.Malformed(Message.of("input.malformed.open-quote"));
        }
        int last = Math.max(Math.max(customer, date), Math.max(Math.max(amount, margin), Math.max(quantity, price)));
        if (cells.size() <= last) {
            return new Line.Malformed(
                    Message.of("input.malformed.columns", "columns", cells.size(), "needed", last + 1));
        }
        String id = cells.get(customer);
        if (id.isEmpty()) {
            return new Line.Malformed(Message.of("input.malformed.no-customer"));
        }
        LocalDate day;
        try {
            day = LocalDate.parse(cells.get(date), dateFormat.formatter());
        } catch (DateTimeException _) {
            return new Line.Malformed(
                    Message.of("input.malformed.date", "text", cells.get(date), "format", dateFormat.pattern()));
        }
        if (day.getYear() < MIN_YEAR || day.getYear() > MAX_YEAR) {
            return new Line.Malformed(
                    Message.of("input.malformed.year", "date", day, "from", MIN_YEAR, "to", MAX_YEAR));
        }
        double count = 1;
        if (quantity >= 0) {
            count = number(cells.get(quantity));
            if (Double.isNaN(count)) {
                return notANumber(cells.get(quantity), "quantity");
            }
        }
        double money = number(cells.get(amount >= 0 ? amount : price));
        if (Double.isNaN(money)) {
            return notANumber(cells.get(amount >= 0 ? amount : price), amount >= 0 ? "amount" : "price");
        }
        double earned = Double.NaN;
        if (margin >= 0 && !cells.get(margin).isEmpty()) {
            earned = number(cells.get(margin));
            if (Double.isNaN(earned)) {
                return notANumber(cells.get(margin), "margin");
            }
        }
        return new Line.Transaction(id, (int) day.toEpochDay(), amount >= 0 ? money : count * money, earned);
    }

    private static Line notANumber(String text, String column) {
        return new Line.Malformed(
                text.isEmpty()
                        ? Message.of("input.malformed.missing", "column", column)
                        : Message.of("input.malformed.number", "column", column, "text", text));
    }

    /// NaN if the text is not a number, or so large that cents are lost.
    private static double number(String text) {
        if (text.length() > 100 || !NUMBER.matcher(text).matches()) {
            return Double.NaN;
        }
        double number = Double.parseDouble(text);
        return Math.abs(number) > MAX_AMOUNT ? Double.NaN : number + 0.0;
    }

    /// The cells of a line, without the spaces around them; null if a quotation mark isn't closed.
    public static @Nullable List<String> split(String line, char separator) {
        if (separator == ' ') {
            return List.of(line.strip().split("\\s+"));
        }
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quoted && c == '"' && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                cell.append(c);
                i++;
            } else if (c == '"' && (quoted || cell.toString().isBlank())) {
                quoted = !quoted;
            } else if (c == separator && !quoted) {
                cells.add(cell.toString().strip());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString().strip());
        return quoted ? null : cells;
    }
}
