package io.tenure.workbook;

import java.util.List;
import java.util.Map;

/// The sheets of `settings.xlsx`.
public final class SettingsSheets {
    /// Numbers that tables name.
    public static final String PARAMETERS = "Parameters";
    /// What can be done for a customer.
    public static final String ACTIONS = "Actions";
    /// Which share of the customers is treated otherwise, to learn what the rest gains.
    public static final String EXPERIMENTS = "Experiments";
    /// A site's own facts.
    public static final String ATTRIBUTES = "Attributes";
    /// A site's own outcomes.
    public static final String OUTCOMES = "Outcomes";
    /// Codes of outcomes.
    public static final String CODES = "Codes";

    /// Each with the column by which its heading row is found, in the order in which people read them.
    private static final List<Map.Entry<String, String>> SHEETS = List.of(
            Map.entry("Phases", "phase"),
            Map.entry(PARAMETERS, "name"),
            Map.entry("Model", "name"),
            Map.entry("Indicators", "score"),
            Map.entry(ACTIONS, "code"),
            Map.entry("Contacts", "name"),
            Map.entry(EXPERIMENTS, "name"),
            Map.entry("Facts", "fact"),
            Map.entry(ATTRIBUTES, "name"),
            Map.entry(OUTCOMES, "name"),
            Map.entry(CODES, "outcome"),
            Map.entry("Labels", "code"));

    /// Their names, in that order.
    public static final List<String> NAMES =
            SHEETS.stream().map(Map.Entry::getKey).toList();

    private SettingsSheets() {}

    /// The heading by which the heading row of a sheet is found.
    ///
    /// @param sheet one of the names
    public static String key(String sheet) {
        return SHEETS.get(NAMES.indexOf(sheet)).getValue();
    }
}
