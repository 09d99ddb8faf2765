package io.tenure.workbook;

import io.tenure.text.Text;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Labels of codes, as `settings.xlsx` in the same folder has them; empty without one.
///
/// @param actions the action codes with their labels, in the order of the sheet
/// @param labels labels of every other code
/// @param phases what each phase is for
/// @param parameters names that may be used in place of a number
record CodeLabels(
        Map<String, Text> actions, Map<String, Text> labels, Map<String, Text> phases, List<String> parameters) {
    static final CodeLabels EMPTY = new CodeLabels(Map.of(), Map.of(), Map.of(), List.of());

    static CodeLabels of(List<CsvSheet> csvSheets) {
        var labels = readLabels(csvSheets, "Labels", 0);
        readLabels(csvSheets, "Codes", 1).forEach((code, label) -> {
            if (!label.en().isEmpty()) {
                labels.putIfAbsent(code, label);
            }
        });
        return new CodeLabels(
                readLabels(csvSheets, "Actions", 0),
                labels,
                readLabels(csvSheets, "Phases", 0),
                List.copyOf(readLabels(csvSheets, "Parameters", 0).keySet()));
    }

    Text label(String code) {
        return Optional.ofNullable(actions.get(code)).orElse(labels.getOrDefault(code, Text.of("", "")));
    }

    /// @param column where the code stands, before its labels
    private static Map<String, Text> readLabels(List<CsvSheet> csvSheets, String sheet, int column) {
        var labels = new LinkedHashMap<String, Text>();
        for (CsvSheet csvSheet : csvSheets) {
            if (csvSheet.workbook().equals("settings") && csvSheet.sheet().equals(sheet)) {
                for (int row = 1; row < csvSheet.rows().size(); row++) {
                    labels.putIfAbsent(
                            csvSheet.at(row, column),
                            Text.of(csvSheet.at(row, column + 1), csvSheet.at(row, column + 2)));
                }
            }
        }
        return labels;
    }
}
