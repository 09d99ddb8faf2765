package io.tenure.workbook;

import io.tenure.text.Text;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Words for codes, as the settings beside a workbook have them; empty where there are none.
///
/// @param actions the action codes with their labels, in the catalogue's order
/// @param labels words for every other code
/// @param phases what each phase is for
/// @param parameters names that may stand wherever a number may
record CodeLabels(
        Map<String, Text> actions, Map<String, Text> labels, Map<String, Text> phases, List<String> parameters) {
    static final CodeLabels EMPTY = new CodeLabels(Map.of(), Map.of(), Map.of(), List.of());

    static CodeLabels of(List<CsvSheet> twins) {
        return new CodeLabels(
                readLabels(twins, "Actions"),
                readLabels(twins, "Labels"),
                readLabels(twins, "Phases"),
                List.copyOf(readLabels(twins, "Parameters").keySet()));
    }

    Text label(String code) {
        return Optional.ofNullable(actions.get(code)).orElse(labels.getOrDefault(code, Text.of("", "")));
    }

    private static Map<String, Text> readLabels(List<CsvSheet> twins, String sheet) {
        var words = new LinkedHashMap<String, Text>();
        for (CsvSheet twin : twins) {
            if (twin.workbook().equals("settings") && twin.sheet().equals(sheet)) {
                for (int row = 1; row < twin.rows().size(); row++) {
                    words.put(twin.at(row, 0), Text.of(twin.at(row, 1), twin.at(row, 2)));
                }
            }
        }
        return words;
    }
}
