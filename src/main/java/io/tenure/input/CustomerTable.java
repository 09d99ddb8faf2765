package io.tenure.input;

import io.tenure.csv.CsvFile;
import io.tenure.csv.CsvLine;
import io.tenure.csv.CsvOptions;
import io.tenure.csv.DateStyle;
import io.tenure.csv.NumberStyle;
import io.tenure.csv.RecordReader;
import io.tenure.csv.TextSource;
import io.tenure.csv.UnreadableFileException;
import io.tenure.csv.UnreadableFileException.Setting;
import io.tenure.csv.ValueStyles;
import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Field;
import io.tenure.text.Message;
import io.tenure.text.Text;
import java.io.Closeable;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Customers as rows of a text file, whose first row names the columns as the dictionary does.
final class CustomerTable implements Closeable {
    private static final int MAX_FAULTS = 5;

    private final CsvFile file;
    private final List<String> names;
    private final Map<String, Field> fields;
    private final ValueStyles styles;
    private final RecordReader records;
    private final @Nullable LocalDate asOf;
    private final FileCurrency currency = new FileCurrency();
    private boolean headingRead;

    private CustomerTable(
            CsvFile file,
            List<String> names,
            Map<String, Field> fields,
            ValueStyles styles,
            RecordReader records,
            @Nullable LocalDate asOf) {
        this.file = file;
        this.names = names;
        this.fields = fields;
        this.styles = styles;
        this.records = records;
        this.asOf = asOf;
    }

    /// A row of the table.
    public sealed interface Line {
        record Customer(TableRow row) implements Line {}

        /// @param number where it begins in the file, from 1
        record Rejected(long number, InputFault fault) implements Line {}
    }

    /// @param given names of the dictionary by the headings that stand for them; empty where the headings are the names
    /// @param asOf the day of rows without one; null if each must have one
    static CustomerTable open(
            TextSource source,
            CsvOptions options,
            Map<String, String> given,
            CustomerReader reader,
            @Nullable LocalDate asOf)
            throws IOException, UnreadableFileException {
        CsvFile file = CsvFile.open(source, options);
        if (file.sample().isEmpty()) {
            throw UnreadableFileException.of(Message.of("input.table.no-heading"));
        }
        List<String> names = names(file.sample().getFirst().cells(), given);
        long below = names.contains(CustomerIds.NAME) ? 0 : file.lineOf(cells -> cells.contains(CustomerIds.NAME));
        if (below > 1) {
            throw UnreadableFileException.of(
                    Message.of("input.columns.heading-below", "line", below, "lines", below - 1), Setting.SKIP);
        }
        checkHeading(names, reader);
        Map<String, Field> fields = new HashMap<>();
        Set<Integer> dates = new HashSet<>();
        Set<Integer> numbers = new HashSet<>();
        for (int i = 0; i < names.size(); i++) {
            Field field = reader.dictionary().find(names.get(i)).orElse(null);
            if (field != null) {
                fields.put(field.name(), field);
                switch (field.type()) {
                    case DATE -> dates.add(i);
                    case INTEGER, NUMBER -> numbers.add(i);
                    case BOOLEAN, CODE, TEXT -> {}
                }
            }
        }
        ValueStyles styles = file.styles(dates, numbers, true);
        return new CustomerTable(file, names, fields, styles, file.records(), asOf);
    }

    private static List<String> names(List<String> heading, Map<String, String> given) throws UnreadableFileException {
        for (String column : given.keySet()) {
            if (!heading.contains(column)) {
                Text message = ValueBinding.didYouMean(
                        Message.of("input.columns.no-such-column", "text", column),
                        Dictionary.nearest(column, heading).orElse(""));
                throw UnreadableFileException.of(
                        Message.of("input.columns.one-of", "message", message, "columns", heading), Setting.HEADINGS);
            }
        }
        return heading.stream().map(name -> given.getOrDefault(name, name)).toList();
    }

    private static void checkHeading(List<String> names, CustomerReader reader) throws UnreadableFileException {
        List<Text> wrong = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!name.isEmpty() && !seen.add(name)) {
                wrong.add(Message.of("input.table.twice", "name", name));
            }
        }
        for (InputFault fault : reader.unknownColumns(seen)) {
            wrong.add(fault.message());
        }
        if (wrong.isEmpty()) {
            return;
        }
        List<Text> shown = new ArrayList<>(wrong.subList(0, Math.min(MAX_FAULTS, wrong.size())));
        if (wrong.size() > MAX_FAULTS) {
            shown.add(Message.of("input.table.others", "others", wrong.size() - MAX_FAULTS));
        }
        shown.addFirst(Message.of("input.table.heading"));
        throw UnreadableFileException.of(Text.of(
                String.join("\n  ", shown.stream().map(Text::en).toList()),
                String.join("\n  ", shown.stream().map(Text::zh).toList())));
    }

    /// How the file is read; null where it is as programs write it.
    public @Nullable Text description() {
        return file.isPlain(styles) ? null : file.description(styles);
    }

    /// The next row; null after the last.
    public @Nullable Line next() throws IOException {
        for (CsvLine line = records.next(); line != null; line = records.next()) {
            switch (line) {
                case CsvLine.Rejected(long number, Text reason) -> {
                    return new Line.Rejected(number, new InputFault("malformed", "", null, reason, reason));
                }
                case CsvLine.Row row when !headingRead -> headingRead = true;
                case CsvLine.Row row -> {
                    return read(row);
                }
            }
        }
        return null;
    }

    private Line read(CsvLine.Row row) {
        for (int i = 0; i < row.cells().size(); i++) {
            // Spreadsheets write empty columns behind the table.
            boolean named = i < names.size() && !names.get(i).isEmpty();
            if (!named && !row.cell(i).isEmpty()) {
                return wrongShape(row);
            }
        }
        if (row.cells().size() < names.size()) {
            return wrongShape(row);
        }
        Map<String, String> cells = new LinkedHashMap<>();
        Map<String, Text> unreadable = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            if (name.equals(CustomerIds.NAME) && CustomerIds.isShortened(row.cell(i))) {
                return shortened(row.number(), row.cell(i));
            }
            if (!name.isEmpty()) {
                cells.put(name, value(name, row.cell(i), unreadable));
            }
        }
        if (asOf != null && cells.getOrDefault("asOf", "").isBlank()) {
            cells.put("asOf", asOf.toString());
        }
        return new Line.Customer(new TableRow(row.number(), cells, unreadable));
    }

    private static Line shortened(long line, String id) {
        return new Line.Rejected(
                line,
                new InputFault(
                        "invalid-text", "/" + CustomerIds.NAME, id, CustomerIds.expected(), CustomerIds.shortened(id)));
    }

    private Line wrongShape(CsvLine.Row row) {
        int columns = (int) names.stream().filter(name -> !name.isEmpty()).count();
        return new Line.Rejected(
                row.number(),
                new InputFault(
                        "wrong-shape",
                        "",
                        null,
                        Message.of("input.wrong-shape.expected", "columns", columns),
                        Message.of(
                                "input.wrong-shape.message",
                                "cells",
                                row.cells().size(),
                                "columns",
                                columns)));
    }

    /// A cell as the dictionary would write it.
    private String value(String name, String cell, Map<String, Text> unreadable) {
        Field field = fields.get(name);
        if (field == null || cell.isBlank()) {
            return cell;
        }
        return switch (field.type()) {
            case DATE ->
                switch (styles.dates().read(cell)) {
                    case DateStyle.Reading.Day(LocalDate day) -> day.toString();
                    case DateStyle.Reading.NoDay(Text reason) -> unreadable(name, cell, reason, unreadable);
                };
            case INTEGER, NUMBER ->
                switch (styles.numbers().read(cell)) {
                    case NumberStyle.Reading.Number(String text, String sign) -> {
                        Text fault = currency.check(sign);
                        yield fault == null ? text : unreadable(name, cell, fault, unreadable);
                    }
                    case NumberStyle.Reading.NoNumber(Text reason) -> unreadable(name, cell, reason, unreadable);
                };
            case BOOLEAN, CODE, TEXT -> cell;
        };
    }

    private static String unreadable(String name, String cell, Text reason, Map<String, Text> unreadable) {
        unreadable.put(name, reason);
        return cell;
    }

    @Override
    public void close() throws IOException {
        records.close();
    }
}
