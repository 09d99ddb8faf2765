package io.tenure.workbook;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Puts the sheets of a workbook in the order in which people read them.
final class SheetOrder {
    private SheetOrder() {}

    /// Settings sheets in their fixed order; a table before the tables that read what it writes.
    static List<CsvSheet> sort(List<CsvSheet> csvSheets) {
        var left = new ArrayList<>(csvSheets.stream()
                .sorted(java.util.Comparator.comparing((CsvSheet t) -> settingsPosition(t.sheet()))
                        .thenComparing(CsvSheet::sheet))
                .toList());
        var arranged = new ArrayList<CsvSheet>();
        while (!left.isEmpty()) {
            CsvSheet next = left.stream()
                    .filter(t -> left.stream().noneMatch(other -> other != t && reads(t, other)))
                    .findFirst()
                    .orElse(left.getFirst());
            left.remove(next);
            arranged.add(next);
        }
        return arranged;
    }

    private static int settingsPosition(String sheet) {
        int place = SettingsSheets.NAMES.indexOf(sheet);
        return place < 0 ? SettingsSheets.NAMES.size() : place;
    }

    private static boolean reads(CsvSheet reader, CsvSheet writer) {
        Set<String> read = new HashSet<>(names(reader, "CONDITION"));
        read.retainAll(names(writer, "ACTION"));
        return !read.isEmpty();
    }

    private static Set<String> names(CsvSheet csvSheet, String kind) {
        var names = new LinkedHashSet<String>();
        for (TableLayout table : TableLayout.of(csvSheet)) {
            for (int i = 0; i < table.kinds().size(); i++) {
                if (table.kinds().get(i).equals(kind)) {
                    names.add(table.names().get(i));
                }
            }
        }
        return names;
    }
}
