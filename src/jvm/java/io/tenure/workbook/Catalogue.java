package io.tenure.workbook;

import io.tenure.lifecycle.Text;
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
record Catalogue(
        Map<String, Text> actions, Map<String, Text> labels, Map<String, Text> phases, List<String> parameters) {
    static final Catalogue EMPTY = new Catalogue(Map.of(), Map.of(), Map.of(), List.of());

    static Catalogue of(List<Twin> twins) {
        return new Catalogue(
                words(twins, "Actions"),
                words(twins, "Labels"),
                words(twins, "Phases"),
                List.copyOf(words(twins, "Parameters").keySet()));
    }

    Text label(String code) {
        return Optional.ofNullable(actions.get(code)).orElse(labels.getOrDefault(code, new Text("", "")));
    }

    private static Map<String, Text> words(List<Twin> twins, String sheet) {
        var words = new LinkedHashMap<String, Text>();
        for (Twin twin : twins) {
            if (twin.workbook().equals("settings") && twin.sheet().equals(sheet)) {
                for (int row = 1; row < twin.rows().size(); row++) {
                    words.put(twin.at(row, 0), new Text(twin.at(row, 1), twin.at(row, 2)));
                }
            }
        }
        return words;
    }
}
