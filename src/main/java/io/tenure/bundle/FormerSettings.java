package io.tenure.bundle;

import io.tenure.finding.FindingCollector;
import io.tenure.parser.HeadedSheet;
import io.tenure.workbook.SettingsSheets;
import io.tenure.workbook.Sheet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What the settings of the release declare that a bundle changes.
///
/// @param names of parameters, actions, attributes, outcomes and codes
/// @param headings of each sheet, by its name
record FormerSettings(Set<String> names, Map<String, Set<String>> headings) {
    /// Where a bundle changes no release.
    static final FormerSettings NONE = new FormerSettings(Set.of(), Map.of());

    private static final Map<String, String> NAME_COLUMNS = Map.of(
            SettingsSheets.PARAMETERS,
            "name",
            SettingsSheets.ACTIONS,
            "code",
            SettingsSheets.ATTRIBUTES,
            "name",
            SettingsSheets.OUTCOMES,
            "name",
            SettingsSheets.CODES,
            "code");

    FormerSettings {
        names = Set.copyOf(names);
        headings = Map.copyOf(headings);
    }

    /// Those of a workbook, whether all of it can be read or not.
    static FormerSettings of(List<Sheet> sheets) {
        var findings = new FindingCollector();
        var names = new HashSet<String>();
        var headings = new HashMap<String, Set<String>>();
        sheets.forEach(sheet -> add(sheet, names, headings, findings));
        return new FormerSettings(names, headings);
    }

    private static void add(
            Sheet sheet, Set<String> names, Map<String, Set<String>> headings, FindingCollector findings) {
        for (var name : SettingsSheets.NAMES) {
            if (!sheet.name().equalsIgnoreCase(name)) {
                continue;
            }
            headings.put(name, Set.of());
            HeadedSheet.find(sheet, SettingsSheets.key(name), findings).ifPresent(table -> {
                headings.put(name, Set.copyOf(table.columns().keySet()));
                var column = NAME_COLUMNS.get(name);
                if (column != null) {
                    table.rows().forEach(row -> names.add(table.normalizedText(row, column)));
                }
            });
        }
    }
}
