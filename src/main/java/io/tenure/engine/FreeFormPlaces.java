package io.tenure.engine;

import io.tenure.ruleset.Address;
import io.tenure.ruleset.Source;
import java.util.ArrayList;
import java.util.HashMap;
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

/// Where the rules of a free-form sheet stand, and the cells they were made of.
///
/// A rule is the code of its table's columns filled with the cells of one row, so that what is wrong with it stands in
/// the row or in a column's code. Which of them is told by the names that the fault mentions; where several cells
/// mention them alike, the row is named alone.
final class FreeFormPlaces {
    /// How Drools notes above a rule where it comes from.
    private static final Pattern NOTE = Pattern.compile(
            "// rule values at ([A-Z]+)(\\d+), header at ([A-Z]+)(\\d+)\\s*\\nrule \"((?:[^\"\\\\]|\\\\.)*)\"");

    private static final Pattern NAME = Pattern.compile("[A-Za-z_$][\\w$]+");
    /// What compilers say in any fault.
    private static final Set<String> COMMON = Set.of(
            "rule", "rules", "may", "not", "use", "the", "cannot", "be", "resolved", "to", "type", "variable", "unable", "Unable", "Error",
            "expression", "Expression", "Analyse", "java", "lang", "util", "io", "tenure", "lifecycle", "Object", "class",
            "is", "undefined", "for", "method", "The", "field", "or", "no", "of", "in", "import", "on", "and", "from");

    private static final int PATTERN_BELOW = 2;
    private static final int CODE_BELOW = 3;

    private final Source source;
    private final Cells cells;
    private final Map<String, Place> rules;

    /// @param row row of the rule's values
    /// @param header row where `RuleTable` stands
    private record Place(int row, int header) {}

    private FreeFormPlaces(Source source, Cells cells, Map<String, Place> rules) {
        this.source = source;
        this.cells = cells;
        this.rules = rules;
    }

    static FreeFormPlaces of(Source source, Cells cells) {
        Map<String, Place> rules = new HashMap<>();
        Matcher note = NOTE.matcher(source.drl());
        while (note.find()) {
            rules.putIfAbsent(
                    note.group(5), new Place(Integer.parseInt(note.group(2)), Integer.parseInt(note.group(4))));
        }
        return new FreeFormPlaces(source, cells, rules);
    }

    /// The cell that a fault of a rule is about; its row where the cell is not certain.
    Address of(String rule, String fault) {
        Place place = rules.get(rule);
        if (place == null) {
            return of(fault);
        }
        List<Address> candidates = new ArrayList<>();
        for (int column : cells.row(place.row).keySet()) {
            candidates.add(at(place.row, column));
            candidates.add(at(place.header + CODE_BELOW, column));
            candidates.add(at(place.header + PATTERN_BELOW, column));
        }
        Address cell = only(candidates, fault);
        return cell == null ? at(place.row, 0) : cell;
    }

    /// The row of a rule; 0 for one that stands in no row.
    int row(String rule) {
        Place place = rules.get(rule);
        return place == null ? 0 : place.row;
    }

    /// The cell that a fault outside of rules is about, such as an import; the sheet where it is not certain.
    Address of(String fault) {
        List<Address> candidates = new ArrayList<>();
        cells.rows.forEach((row, columns) -> columns.keySet().forEach(column -> candidates.add(at(row, column))));
        Address cell = only(candidates, fault);
        return cell == null ? Address.sheet(source.file(), source.sheet()) : cell;
    }

    /// How many rules the sheet came to.
    int size() {
        return rules.size();
    }

    /// The rule that a line of the DRL belongs to; empty above the first.
    String ruleAt(int line) {
        String above = String.join("\n", source.drl().lines().limit(Math.max(0, line)).toList()) + "\n";
        String rule = "";
        Matcher note = NOTE.matcher(above);
        while (note.find()) {
            rule = note.group(5);
        }
        return rule;
    }

    String text(Address address) {
        return cells.at(address.row(), address.column());
    }

    private Address at(int row, int column) {
        return new Address(source.file(), source.sheet(), row, column);
    }

    /// The one cell that mentions more of the fault's names than all others do.
    private @Nullable Address only(List<Address> candidates, String fault) {
        List<Address> verbatim = fault.isBlank()
                ? List.of()
                : candidates.stream().filter(c -> text(c).contains(fault)).toList();
        if (verbatim.size() == 1) {
            return verbatim.getFirst();
        }
        Set<String> names = new LinkedHashSet<>();
        Matcher name = NAME.matcher(fault);
        while (name.find()) {
            if (!COMMON.contains(name.group())) {
                names.add(name.group());
            }
        }
        Address best = null;
        int most = 0;
        boolean tied = false;
        for (Address candidate : candidates) {
            Set<String> mentioned = new LinkedHashSet<>();
            Matcher word = NAME.matcher(text(candidate));
            while (word.find()) {
                mentioned.add(word.group());
            }
            mentioned.retainAll(names);
            int weight = mentioned.stream().mapToInt(String::length).sum();
            if (weight > most) {
                best = candidate;
                most = weight;
                tied = false;
            } else if (weight == most && weight > 0) {
                tied = true;
            }
        }
        return tied ? null : best;
    }

    /// The number of a column by its letters.
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
            // A cell that is part of a merged one repeats what the first one holds.
            boolean repeats = mergedColumn != DataListener.NON_MERGED && mergedColumn != column;
            if (value != null && !value.isBlank() && !repeats) {
                rows.computeIfAbsent(row + 1, _ -> new TreeMap<>()).put(column + 1, value);
            }
        }
    }
}
