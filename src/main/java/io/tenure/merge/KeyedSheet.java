package io.tenure.merge;

import io.tenure.finding.Address;
import io.tenure.finding.FindingCollector;
import io.tenure.parser.TableHeader;
import io.tenure.workbook.Cell;
import io.tenure.workbook.Sheet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// A sheet whose rows are known by name and whose columns by heading, wherever they stand.
///
/// A sheet has a section for each of its tables, and one for what is above them; a sheet without tables is one section
/// with a heading row.
///
/// @param sections at least one
record KeyedSheet(Sheet sheet, List<Section> sections) {
    private static final Set<String> KEYS = Set.of("name", "code", "scenario");
    private static final String NO_NAME = "–";
    private static final Pattern LETTERS = Pattern.compile("[A-Z]{1,2}");

    /// A part of a sheet whose columns have the same headings.
    ///
    /// @param title name of the table; empty for what is no table
    /// @param headingRows number of rows with headings
    /// @param columns number of each column, by its name
    /// @param keyColumns names of columns, those that name a row first
    /// @param rows numbers of the rows that are not empty
    record Section(
            String title, int headingRows, Map<String, Integer> columns, List<String> keyColumns, List<Integer> rows) {}

    static KeyedSheet of(Sheet sheet) {
        List<Integer> rows = sheet.rows().entrySet().stream()
                .filter(row -> row.getValue().values().stream().anyMatch(cell -> !cell.isEmpty()))
                .map(Map.Entry::getKey)
                .toList();
        List<TableHeader> headers =
                List.copyOf(TableHeader.of(sheet, new FindingCollector()).values());
        if (headers.isEmpty()) {
            return new KeyedSheet(sheet, List.of(plain(sheet, rows)));
        }
        List<Section> sections = new ArrayList<>();
        int first = headers.getFirst().row();
        sections.add(lettered(sheet, rows.stream().filter(r -> r < first).toList()));
        for (int i = 0; i < headers.size(); i++) {
            int start = headers.get(i).row();
            int stop = i + 1 < headers.size() ? headers.get(i + 1).row() : Integer.MAX_VALUE;
            sections.add(table(
                    sheet,
                    headers.get(i),
                    rows.stream().filter(r -> r >= start && r < stop).toList()));
        }
        return new KeyedSheet(sheet, List.copyOf(sections));
    }

    private static Section plain(Sheet sheet, List<Integer> rows) {
        if (rows.isEmpty()
                || sheet.rows().getOrDefault(rows.getFirst(), new TreeMap<>()).size() < 2) {
            return lettered(sheet, rows);
        }
        int heading = rows.getFirst();
        Map<String, Integer> columns = new LinkedHashMap<>();
        for (int c = 1; c <= lastColumn(sheet, rows); c++) {
            put(text(sheet.at(heading, c)), c, columns);
        }
        List<String> keys = new ArrayList<>(columns.keySet());
        keys.sort((a, b) ->
                Boolean.compare(KEYS.contains(b.toLowerCase(Locale.ROOT)), KEYS.contains(a.toLowerCase(Locale.ROOT))));
        return new Section("", 1, columns, keys, rows);
    }

    private static Section lettered(Sheet sheet, List<Integer> rows) {
        Map<String, Integer> columns = new LinkedHashMap<>();
        for (int c = 1; c <= lastColumn(sheet, rows); c++) {
            columns.put(Address.letters(c), c);
        }
        return new Section("", 0, columns, List.copyOf(columns.keySet()), rows);
    }

    private static Section table(Sheet sheet, TableHeader header, List<Integer> rows) {
        Map<String, Integer> columns = new LinkedHashMap<>();
        List<String> keys = new ArrayList<>();
        for (int c = 1; c <= lastColumn(sheet, rows); c++) {
            String kind = text(sheet.at(header.row() + 1, c));
            String field = text(sheet.at(header.nameRow(), c));
            boolean isText = kind.toUpperCase(Locale.ROOT).startsWith("DESC");
            String name = put(isText ? kind + " " + field : field.isEmpty() ? kind : field, c, columns);
            if (header.columnKind(sheet, c).equals("NAME")) {
                keys.addFirst(name);
            } else {
                keys.add(name);
            }
        }
        return new Section(
                header.name(),
                (int) rows.stream().filter(r -> r < header.firstDataRow()).count(),
                columns,
                keys,
                rows);
    }

    private static String put(String name, int column, Map<String, Integer> columns) {
        String unique = name.isEmpty() ? Address.letters(column) : name;
        for (int n = 2; columns.containsKey(unique); n++) {
            unique = (name.isEmpty() ? Address.letters(column) : name) + " " + n;
        }
        columns.put(unique, column);
        return unique;
    }

    private static int lastColumn(Sheet sheet, List<Integer> rows) {
        return rows.stream().mapToInt(sheet::lastColumn).max().orElse(0);
    }

    static String text(Cell cell) {
        return cell.raw().strip();
    }

    /// The headings of all columns that have one, by section; other ones are another structure.
    List<List<String>> structure() {
        return sections.stream()
                .map(section -> section.columns.entrySet().stream()
                        .filter(column -> !column.getKey().equals(Address.letters(column.getValue())))
                        .map(Map.Entry::getKey)
                        .toList())
                .toList();
    }

    /// Number of a column; 0 if the section has none of that name.
    int column(int section, String name) {
        Integer column = sections.get(section).columns.get(name);
        if (column != null) {
            return column;
        }
        return LETTERS.matcher(name).matches() ? Address.of("", "", name + "1").column() : 0;
    }

    /// The keys of a section's rows, in their order.
    ///
    /// @param columns number of key columns that make a key
    List<String> keys(int section, int columns) {
        Section own = sections.get(section);
        Map<String, Integer> seen = new HashMap<>();
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < own.rows.size(); i++) {
            int row = own.rows.get(i);
            String key = i < own.headingRows ? "#" + (i + 1) : key(own, row, columns);
            int times = seen.merge(key, 1, Integer::sum);
            keys.add(times == 1 ? key : key + " (" + times + ")");
        }
        return keys;
    }

    /// Whether so many key columns give each row of a section a key of its own.
    boolean isUnique(int section, int columns) {
        Section own = sections.get(section);
        List<Integer> rows = own.rows.subList(own.headingRows, own.rows.size());
        return rows.stream().map(row -> key(own, row, columns)).distinct().count() == rows.size();
    }

    private String key(Section section, int row, int columns) {
        List<String> parts = new ArrayList<>();
        for (String name : section.keyColumns.subList(0, Math.min(columns, section.keyColumns.size()))) {
            parts.add(text(sheet.at(row, Objects.requireNonNull(section.columns.get(name)))));
        }
        String key = String.join(", ", parts);
        return key.isEmpty() ? NO_NAME : key;
    }
}
