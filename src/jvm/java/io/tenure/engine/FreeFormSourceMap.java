package io.tenure.engine;

import io.tenure.bundle.RuleSource;
import io.tenure.finding.Address;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.drools.template.parser.DataListener;
import org.jspecify.annotations.Nullable;

/// Maps the rules of a free-form sheet to the cells that they were generated from.
///
/// A rule is the code of its table's columns filled with the cells of one row, so a fault is in a cell of the row or
/// in the code of a column. The names in the compiler's message tell which; if several cells contain them, only the
/// row is reported.
final class FreeFormSourceMap {
    /// The comment of Drools above a rule about its origin.
    private static final Pattern RULE_COMMENT = Pattern.compile(
            "// rule values at ([A-Z]+)(\\d+), header at ([A-Z]+)(\\d+)\\s*\\nrule \"((?:[^\"\\\\]|\\\\.)*)\"");

    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_$][\\w$]+");
    /// Words that any compiler message may contain.
    private static final Set<String> COMMON_WORDS = Set.of(
            "rule",
            "rules",
            "may",
            "not",
            "use",
            "the",
            "cannot",
            "be",
            "resolved",
            "to",
            "type",
            "variable",
            "unable",
            "Unable",
            "Error",
            "expression",
            "Expression",
            "Analyse",
            "java",
            "lang",
            "util",
            "io",
            "tenure",
            "lifecycle",
            "Object",
            "class",
            "is",
            "undefined",
            "for",
            "method",
            "The",
            "field",
            "or",
            "no",
            "of",
            "in",
            "import",
            "on",
            "and",
            "from");

    private static final int PATTERN_ROW_OFFSET = 2;
    private static final int CODE_ROW_OFFSET = 3;

    private final RuleSource source;
    private final Cells cells;
    private final Map<String, RulePosition> rules;

    /// @param row row of the rule's values
    /// @param header row of the `RuleTable` cell
    private record RulePosition(int row, int header) {}

    private FreeFormSourceMap(RuleSource source, Cells cells, Map<String, RulePosition> rules) {
        this.source = source;
        this.cells = cells;
        this.rules = rules;
    }

    static FreeFormSourceMap of(RuleSource source, Cells cells) {
        Map<String, RulePosition> rules = new HashMap<>();
        Matcher note = RULE_COMMENT.matcher(source.drl());
        while (note.find()) {
            rules.putIfAbsent(
                    note.group(5), new RulePosition(Integer.parseInt(note.group(2)), Integer.parseInt(note.group(4))));
        }
        return new FreeFormSourceMap(source, cells, rules);
    }

    /// The cell with the fault of a rule, or the row if the cell is not certain.
    Address of(String rule, String fault) {
        RulePosition place = rules.get(rule);
        if (place == null) {
            return of(fault);
        }
        Map<Integer, String> columns = new TreeMap<>();
        for (int column : cells.row(place.row).keySet()) {
            columns.put(
                    column,
                    cells.at(place.row, column) + "\n" + cells.at(place.header + CODE_ROW_OFFSET, column) + "\n"
                            + cells.at(place.header + PATTERN_ROW_OFFSET, column));
        }
        Integer column = uniqueMatch(columns, fault);
        if (column == null) {
            return at(place.row, 0);
        }
        Map<Integer, String> rows = new LinkedHashMap<>();
        for (int row : List.of(place.row, place.header + CODE_ROW_OFFSET, place.header + PATTERN_ROW_OFFSET)) {
            rows.put(row, cells.at(row, column));
        }
        // The value, if it is mentioned: the code next to it always is.
        Integer row = mentions(rows.getOrDefault(place.row, ""), fault)
                ? Integer.valueOf(place.row)
                : uniqueMatch(rows, fault);
        return row == null ? at(place.row, 0) : at(row, column);
    }

    /// The code of a cell's column, for a fault of every row.
    Address codeCell(String rule, Address value) {
        RulePosition place = rules.get(rule);
        return place == null || value.column() == 0 ? value : at(place.header + CODE_ROW_OFFSET, value.column());
    }

    boolean isValueCell(String rule, Address address) {
        return address.column() > 0 && address.row() == row(rule);
    }

    /// The row of a rule; 0 for one without a row.
    int row(String rule) {
        RulePosition place = rules.get(rule);
        return place == null ? 0 : place.row;
    }

    /// The cell with a fault outside of rules, such as an import, or the sheet if the cell is not certain.
    Address of(String fault) {
        Map<Address, String> candidates = new LinkedHashMap<>();
        cells.rows.forEach((row, columns) -> columns.forEach((column, text) -> candidates.put(at(row, column), text)));
        Address cell = uniqueMatch(candidates, fault);
        return cell == null ? Address.sheet(source.file(), source.sheet()) : cell;
    }

    /// The number of rules of the sheet.
    int size() {
        return rules.size();
    }

    /// The rule that a line of the DRL belongs to; empty above the first.
    String ruleAt(int line) {
        String above =
                String.join("\n", source.drl().lines().limit(Math.max(0, line)).toList()) + "\n";
        String rule = "";
        Matcher note = RULE_COMMENT.matcher(above);
        while (note.find()) {
            rule = note.group(5);
        }
        return rule;
    }

    String cellText(Address address) {
        return cells.at(address.row(), address.column());
    }

    private Address at(int row, int column) {
        return new Address(source.file(), source.sheet(), row, column);
    }

    /// The only text that contains the fault, or that contains more of its names than all others.
    private static <K> @Nullable K uniqueMatch(Map<K, String> texts, String fault) {
        List<K> verbatim = fault.isBlank()
                ? List.of()
                : texts.keySet().stream()
                        .filter(key -> texts.getOrDefault(key, "").contains(fault))
                        .toList();
        if (verbatim.size() == 1) {
            return verbatim.getFirst();
        }
        K best = null;
        int most = 0;
        boolean tied = false;
        for (Map.Entry<K, String> text : texts.entrySet()) {
            Set<String> mentioned = names(text.getValue());
            mentioned.retainAll(names(fault));
            int weight = mentioned.stream().mapToInt(String::length).sum();
            if (weight > most) {
                best = text.getKey();
                most = weight;
                tied = false;
            } else if (weight == most && weight > 0) {
                tied = true;
            }
        }
        return tied ? null : best;
    }

    private static boolean mentions(String text, String fault) {
        Set<String> mentioned = names(text);
        mentioned.retainAll(names(fault));
        return !mentioned.isEmpty();
    }

    private static Set<String> names(String text) {
        Set<String> names = new LinkedHashSet<>();
        Matcher name = IDENTIFIER.matcher(text);
        while (name.find()) {
            if (!COMMON_WORDS.contains(name.group())) {
                names.add(name.group());
            }
        }
        return names;
    }

    /// The number of a column from its letters.
    static int column(String letters) {
        int column = 0;
        for (char letter : letters.toCharArray()) {
            column = column * 26 + (letter - 'A' + 1);
        }
        return column;
    }

    /// The cells of a sheet as Drools reads them, rows and columns from 1.
    static final class Cells implements DataListener {
        private final NavigableMap<Integer, NavigableMap<Integer, String>> rows = new TreeMap<>();

        String at(int row, int column) {
            return row(row).getOrDefault(column, "");
        }

        private NavigableMap<Integer, String> row(int row) {
            return rows.getOrDefault(row, new TreeMap<>());
        }

        @Override
        public void startSheet(String name) {}

        @Override
        public void finishSheet() {}

        @Override
        public void newRow(int row, int columns) {}

        @Override
        public void newCell(int row, int column, String value, int mergedColumn) {
            // A cell within a merged range repeats the content of the first cell.
            boolean repeats = mergedColumn != DataListener.NON_MERGED && mergedColumn != column;
            if (value != null && !value.isBlank() && !repeats) {
                rows.computeIfAbsent(row + 1, _ -> new TreeMap<>()).put(column + 1, value);
            }
        }
    }
}
