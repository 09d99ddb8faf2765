package io.tenure.input;

import io.tenure.csv.CsvFile;
import io.tenure.csv.CsvLine;
import io.tenure.csv.DateStyle;
import io.tenure.csv.UnreadableFileException;
import io.tenure.csv.UnreadableFileException.Setting;
import io.tenure.csv.ValueStyles;
import io.tenure.lifecycle.Dictionary;
import io.tenure.text.Message;
import io.tenure.text.Text;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Which column of a file of transactions holds what.
///
/// @param hasHeading whether the first row names the columns
/// @param names the columns as the heading has them; empty without one
/// @param columns from 0, of each value that the file has
public record TransactionColumns(boolean hasHeading, List<String> names, Map<TransactionRole, Integer> columns) {
    /// Columns that aren't read and are named.
    private static final int MAX_UNREAD = 10;

    private static final Pattern NUMBER = Pattern.compile("[+-]?[\\d.,]*\\d[\\d.,]*");
    private static final Pattern CDNOW_SAMPLE = Pattern.compile("\\d{5} \\d{4} (19|20)\\d{6} \\d+ \\d+\\.\\d{2}");
    private static final Pattern CDNOW_MASTER = Pattern.compile("\\d{5} (19|20)\\d{6} \\d+ \\d+\\.\\d{2}");

    /// @param given `customer=1,date=day,…`, columns by number from 1 or by name; null if they are to be
    ///     recognised
    /// @param heading whether the first row names the columns; null if that is to be recognised
    /// @param amountNeeded whether there must be amounts; otherwise each transaction of a file without them
    ///     counts as the same
    public static TransactionColumns of(
            CsvFile file, @Nullable String given, @Nullable Boolean heading, boolean amountNeeded)
            throws UnreadableFileException {
        List<CsvLine.Row> rows = file.sample();
        boolean hasHeading = heading == null ? looksLikeHeading(rows) : heading;
        List<String> names = hasHeading && !rows.isEmpty() ? rows.getFirst().cells() : List.of();
        if (given != null) {
            return new TransactionColumns(hasHeading, names, given(given, names, rows, amountNeeded));
        }
        Map<TransactionRole, Integer> found =
                hasHeading ? byHeading(names) : file.separator() == ' ' ? ofCdnow(rows) : Map.of();
        List<Text> missing = missing(found, amountNeeded);
        if (!missing.isEmpty()) {
            long below = file.lineOf(cells -> isHeading(cells, amountNeeded));
            if (below > 1) {
                throw UnreadableFileException.of(
                        Message.of("input.columns.heading-below", "line", below, "lines", below - 1), Setting.SKIP);
            }
            String first = rows.isEmpty()
                    ? ""
                    : String.join(
                            String.valueOf(file.separator()), rows.getFirst().cells());
            Text message = Message.of("input.columns.missing", "roles", missing, "line", shortened(first));
            List<Text> near = near(names, found);
            throw UnreadableFileException.of(
                    near.isEmpty() ? message : Message.of("input.columns.perhaps", "message", message, "columns", near),
                    Setting.COLUMNS);
        }
        return new TransactionColumns(hasHeading, names, found);
    }

    /// Whether cells name all columns that are needed, each once.
    private static boolean isHeading(List<String> cells, boolean amountNeeded) {
        try {
            return missing(byHeading(cells), amountNeeded).isEmpty();
        } catch (UnreadableFileException _) {
            return false;
        }
    }

    /// What columns whose headings are nearly known would be read as.
    private static List<Text> near(List<String> names, Map<TransactionRole, Integer> found) {
        List<Text> near = new ArrayList<>();
        for (TransactionRole role : TransactionRole.values()) {
            for (int i = 0; i < names.size(); i++) {
                if (!found.containsKey(role) && !found.containsValue(i) && role.isNearHeading(names.get(i))) {
                    near.add(Message.of("input.columns.column", "column", names.get(i), "role", role.label()));
                    break;
                }
            }
        }
        return near;
    }

    private static String shortened(String line) {
        return line.length() > 120 ? line.substring(0, 120) + "…" : line;
    }

    /// A heading has neither dates nor numbers.
    private static boolean looksLikeHeading(List<CsvLine.Row> rows) {
        return !rows.isEmpty()
                && rows.getFirst().cells().stream()
                        .noneMatch(cell -> DateStyle.looksLikeDate(cell)
                                || NUMBER.matcher(cell).matches());
    }

    private static Map<TransactionRole, Integer> byHeading(List<String> names) throws UnreadableFileException {
        Map<TransactionRole, Integer> found = new EnumMap<>(TransactionRole.class);
        for (TransactionRole role : TransactionRole.values()) {
            List<String> candidates = new ArrayList<>();
            for (int i = 0; i < names.size(); i++) {
                if (role.isHeading(names.get(i))) {
                    candidates.add(names.get(i));
                    found.put(role, i);
                }
            }
            if (candidates.size() > 1) {
                throw UnreadableFileException.of(
                        Message.of("input.columns.ambiguous", "role", role.label(), "columns", candidates),
                        Setting.COLUMNS);
            }
        }
        return found;
    }

    /// The columns of the two files of CDNOW, which researchers use and which have no heading.
    private static Map<TransactionRole, Integer> ofCdnow(List<CsvLine.Row> rows) {
        if (rows.stream()
                .allMatch(row ->
                        CDNOW_SAMPLE.matcher(String.join(" ", row.cells())).matches())) {
            return Map.of(TransactionRole.CUSTOMER, 0, TransactionRole.DATE, 2, TransactionRole.AMOUNT, 4);
        }
        if (rows.stream()
                .allMatch(row ->
                        CDNOW_MASTER.matcher(String.join(" ", row.cells())).matches())) {
            return Map.of(TransactionRole.CUSTOMER, 0, TransactionRole.DATE, 1, TransactionRole.AMOUNT, 3);
        }
        return Map.of();
    }

    private static List<Text> missing(Map<TransactionRole, Integer> found, boolean amountNeeded) {
        List<Text> missing = new ArrayList<>();
        for (TransactionRole role : List.of(TransactionRole.CUSTOMER, TransactionRole.DATE, TransactionRole.AMOUNT)) {
            boolean replaced = role == TransactionRole.AMOUNT && (!amountNeeded || hasAmounts(found));
            if (!found.containsKey(role) && !replaced) {
                missing.add(role.label());
            }
        }
        return missing;
    }

    private static boolean hasAmounts(Map<TransactionRole, Integer> columns) {
        return columns.containsKey(TransactionRole.AMOUNT)
                || columns.containsKey(TransactionRole.QUANTITY) && columns.containsKey(TransactionRole.PRICE);
    }

    /// Whether amounts are in the file.
    public boolean hasAmounts() {
        return hasAmounts(columns);
    }

    private static Map<TransactionRole, Integer> given(
            String given, List<String> names, List<CsvLine.Row> rows, boolean amountNeeded)
            throws UnreadableFileException {
        Map<TransactionRole, Integer> found = new EnumMap<>(TransactionRole.class);
        for (String part : given.split(",", -1)) {
            String[] pair = part.split("=", 2);
            String key = pair[0].strip();
            Optional<TransactionRole> role = TransactionRole.ofKey(key);
            if (pair.length < 2 || role.isEmpty()) {
                throw wrong(Message.of("input.columns.not-understood", "text", part, "names", TransactionRole.NAMES));
            }
            if (found.put(role.get(), column(pair[1].strip(), names, rows)) != null) {
                throw wrong(Message.of("input.columns.twice", "name", key));
            }
        }
        if (!missing(found, amountNeeded).isEmpty()) {
            throw wrong(Message.of("input.columns.required"));
        }
        return found;
    }

    private static int column(String text, List<String> names, List<CsvLine.Row> rows) throws UnreadableFileException {
        int columns = rows.stream().mapToInt(row -> row.cells().size()).max().orElse(0);
        if (text.matches("[1-9]\\d{0,3}")) {
            int number = Integer.parseInt(text);
            if (number > columns) {
                throw wrong(Message.of("input.columns.no-such-number", "number", number, "columns", columns));
            }
            return number - 1;
        }
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).equalsIgnoreCase(text)) {
                found.add(i);
            }
        }
        if (found.size() > 1) {
            throw wrong(Message.of("input.columns.twice-in-file", "name", text));
        }
        if (found.isEmpty()) {
            Text message = ValueBinding.didYouMean(
                    Message.of("input.columns.no-such-column", "text", text),
                    Dictionary.nearest(text, names).orElse(""));
            throw wrong(
                    names.isEmpty()
                            ? message
                            : Message.of("input.columns.one-of", "message", message, "columns", names));
        }
        return found.getFirst();
    }

    private static UnreadableFileException wrong(Text sentence) {
        return UnreadableFileException.of(sentence, Setting.COLUMNS);
    }

    /// How the dates and numbers of these columns are written.
    public ValueStyles styles(CsvFile file) throws IOException, UnreadableFileException {
        Set<Integer> numbers = new HashSet<>();
        columns.forEach((role, column) -> {
            if (role.isNumber()) {
                numbers.add(column);
            }
        });
        return file.styles(Set.of(of(TransactionRole.DATE)), numbers, hasHeading);
    }

    int of(TransactionRole role) {
        return columns.getOrDefault(role, -1);
    }

    /// The cells that a row must have.
    int needed() {
        return columns.entrySet().stream()
                .filter(column -> column.getKey() != TransactionRole.CURRENCY)
                .mapToInt(column -> column.getValue() + 1)
                .max()
                .orElse(0);
    }

    /// Which columns are read as what, for people.
    public Text description(CsvFile file, ValueStyles styles) {
        List<Text> parts = new ArrayList<>();
        for (TransactionRole role : TransactionRole.values()) {
            int column = of(role);
            boolean unused = of(TransactionRole.AMOUNT) >= 0
                    && (role == TransactionRole.QUANTITY || role == TransactionRole.PRICE);
            if (column >= 0 && !unused) {
                Text name = column < names.size() && !names.get(column).isEmpty()
                        ? Text.same(names.get(column))
                        : Message.of("input.columns.number", "number", column + 1);
                parts.add(Message.of("input.columns.column", "column", name, "role", role.label()));
            }
        }
        if (!hasAmounts()) {
            parts.add(Message.of("input.columns.no-amounts"));
        }
        List<String> unread = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            if (!names.get(i).isEmpty() && !columns.containsValue(i)) {
                unread.add(names.get(i));
            }
        }
        Text read = Message.of("input.columns.read-as", "columns", parts, "description", file.description(styles));
        return unread.isEmpty()
                ? read
                : Message.of(
                        "input.columns.not-read",
                        "message",
                        read,
                        "columns",
                        unread.subList(0, Math.min(MAX_UNREAD, unread.size())),
                        "others",
                        Math.max(0, unread.size() - MAX_UNREAD));
    }
}
