package io.tenure.cli;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Which column of a file of transactions says what, and how its lines are cut.
///
/// Columns count from 0 here; -1 says that there is none.
///
/// @param separator what stands between two columns; a space stands for any run of blanks
/// @param price what one piece costs; with `quantity` it makes the amount where no column has that
/// @param skip lines before the first transaction
/// @param description what to tell the user of a layout that was recognised; empty for one that was given
record TransactionLayout(
        char separator,
        int customer,
        int date,
        int amount,
        int margin,
        int quantity,
        int price,
        DateTimeFormatter dateFormat,
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

        record Malformed(String reason) implements Line {}

        record Blank() implements Line {
            static final Blank INSTANCE = new Blank();
        }
    }

    static DateTimeFormatter dateFormat(String pattern) throws CliException {
        try {
            // A year of an era, which y stands for, can't be read strictly without the era.
            return DateTimeFormatter.ofPattern(pattern.replace('y', 'u'), Locale.ROOT)
                    .withResolverStyle(ResolverStyle.STRICT);
        } catch (IllegalArgumentException wrong) {
            throw CliException.usageError(OutputLabels.formatted(
                    "'%s' is no date format: %s. Write one as yyyy-MM-dd or dd/MM/yyyy.",
                    pattern, String.valueOf(wrong.getMessage())));
        }
    }

    /// The layout of the two CDNOW files, if every one of the lines has it.
    static @Nullable TransactionLayout detect(List<String> lines) throws CliException {
        boolean header = !lines.isEmpty() && !lines.getFirst().matches(".*\\d.*");
        List<String> body = lines.subList(header ? 1 : 0, lines.size()).stream()
                .filter(l -> !l.isBlank())
                .toList();
        DateTimeFormatter dates = dateFormat("yyyyMMdd");
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
                    "Recognised CDNOW's sample layout: customer=1,date=3,amount=5");
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
                    "Recognised CDNOW's master layout: customer=1,date=2,amount=4");
        }
        return null;
    }

    /// The layout that `--columns` gives: numbers from 1, or names where there is a header.
    ///
    /// @param header names of the columns; empty where the file has no header
    static TransactionLayout ofColumns(
            String columns, List<String> header, char separator, DateTimeFormatter dates, int skip)
            throws CliException {
        int[] found = {-1, -1, -1, -1, -1, -1};
        List<String> names = List.of("customer", "date", "amount", "margin", "quantity", "price");
        for (String part : columns.split(",", -1)) {
            String[] pair = part.split("=", 2);
            int which = names.indexOf(pair[0].strip());
            if (pair.length < 2 || which < 0) {
                throw CliException.usageError(OutputLabels.formatted(
                        "'%s' in --columns is none of %s, each followed by = and a column.",
                        part, String.join(", ", names)));
            }
            if (found[which] >= 0) {
                throw CliException.usageError(OutputLabels.formatted("--columns names %s twice.", pair[0].strip()));
            }
            found[which] = column(pair[1].strip(), header);
        }
        if (found[0] < 0 || found[1] < 0 || found[2] < 0 && (found[4] < 0 || found[5] < 0)) {
            throw CliException.usageError(
                    "--columns must name customer, date and amount, or quantity and price in place of amount.");
        }
        return new TransactionLayout(
                separator, found[0], found[1], found[2], found[3], found[4], found[5], dates, skip, "");
    }

    private static int column(String text, List<String> header) throws CliException {
        if (text.matches("[1-9]\\d{0,3}")) {
            return Integer.parseInt(text) - 1;
        }
        for (int i = 0; i < header.size(); i++) {
            if (header.get(i).strip().equalsIgnoreCase(text)) {
                return i;
            }
        }
        throw CliException.usageError(
                header.isEmpty()
                        ? OutputLabels.formatted(
                                "'%s' in --columns is no column; they are counted from 1, or named with --header.",
                                text)
                        : OutputLabels.formatted(
                                "The header has no column '%s'; it has %s.", text, String.join(", ", header)));
    }

    /// What stands between the columns of a line, if only one thing can.
    static char separator(String line) throws CliException {
        List<Character> found = new ArrayList<>();
        for (char candidate : new char[] {'\t', ';', ','}) {
            if (line.indexOf(candidate) >= 0) {
                found.add(candidate);
            }
        }
        if (found.size() > 1) {
            throw CliException.usageError("Several characters could separate the columns; say which with --separator.");
        }
        return found.isEmpty() ? ' ' : found.getFirst();
    }

    Line read(String line) {
        if (line.isBlank()) {
            return Line.Blank.INSTANCE;
        }
        if (line.indexOf('\uFFFD') >= 0) {
            return new Line.Malformed("it is not UTF-8 text");
        }
        List<String> cells = split(line, separator);
        if (cells == null) {
            return new Line.Malformed("a quote is not closed");
        }
        int last = Math.max(Math.max(customer, date), Math.max(Math.max(amount, margin), Math.max(quantity, price)));
        if (cells.size() <= last) {
            return new Line.Malformed(OutputLabels.formatted("it has %d of the %d columns", cells.size(), last + 1));
        }
        String id = cells.get(customer);
        if (id.isEmpty()) {
            return new Line.Malformed("the customer is missing");
        }
        LocalDate day;
        try {
            day = LocalDate.parse(cells.get(date), dateFormat);
        } catch (DateTimeException _) {
            return new Line.Malformed(OutputLabels.formatted("'%s' is no date of the expected form", cells.get(date)));
        }
        if (day.getYear() < MIN_YEAR || day.getYear() > MAX_YEAR) {
            return new Line.Malformed(OutputLabels.formatted("%s is not between %d and %d", day, MIN_YEAR, MAX_YEAR));
        }
        double pieces = 1;
        if (quantity >= 0) {
            pieces = number(cells.get(quantity));
            if (Double.isNaN(pieces)) {
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
        return new Line.Transaction(id, (int) day.toEpochDay(), amount >= 0 ? money : pieces * money, earned);
    }

    private static Line notANumber(String text, String what) {
        return new Line.Malformed(
                text.isEmpty()
                        ? OutputLabels.formatted("the %s is missing", what)
                        : OutputLabels.formatted("'%s' is no %s", text, what));
    }

    /// NaN for what is no number, or one so large that cents are lost.
    private static double number(String text) {
        if (text.length() > 100 || !NUMBER.matcher(text).matches()) {
            return Double.NaN;
        }
        double number = Double.parseDouble(text);
        return Math.abs(number) > MAX_AMOUNT ? Double.NaN : number + 0.0;
    }

    /// The cells of a line, without the blanks around them; null where a quote isn't closed.
    static @Nullable List<String> split(String line, char separator) {
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
