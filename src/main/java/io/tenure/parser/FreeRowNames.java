package io.tenure.parser;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Names for rows of a table that have none: the next free number after the row above, another one for each row.
///
/// Every row is looked at once, and every number that is taken once, however many rows have no name.
final class FreeRowNames {
    private static final Pattern NUMBERED = Pattern.compile("(.*?)(\\d{1,9})");

    private final NavigableMap<Integer, String> byRow;
    private final Set<String> taken;
    private final Map<Integer, String> given = new HashMap<>();

    /// For each stem the numbers that are known to be taken: from each first one to the free one behind.
    private final Map<String, NavigableMap<Integer, Integer>> freeBehind = new HashMap<>();

    /// @param byRow the names that rows have
    FreeRowNames(Map<Integer, String> byRow) {
        this.byRow = new TreeMap<>(byRow);
        this.taken = new HashSet<>(byRow.values());
    }

    /// @param row each is asked for in the order of the table, so that every number is looked at once
    String forRow(int row) {
        return given.computeIfAbsent(row, this::next);
    }

    private String next(int row) {
        var entry = byRow.lowerEntry(row);
        var above = entry == null ? "R0" : entry.getValue();
        var numbered = NUMBERED.matcher(above);
        var stem = numbered.matches() ? numbered.group(1) : above + ".";
        return stem + free(stem, numbered.matches() ? Integer.parseInt(numbered.group(2)) + 1 : 1);
    }

    private int free(String stem, int first) {
        var known = freeBehind.computeIfAbsent(stem, _ -> new TreeMap<>());
        var number = first;
        while (true) {
            var stretch = known.floorEntry(number);
            if (stretch != null && stretch.getValue() > number) {
                number = stretch.getValue();
            } else if (taken.contains(stem + number)) {
                number++;
            } else {
                break;
            }
        }
        known.merge(first, number + 1, Math::max);
        taken.add(stem + number);
        return number;
    }
}
