package io.tenure.workbook;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The sheets of `settings.xlsx`.
public final class SettingsSheets {
    /// Numbers that tables name.
    public static final String PARAMETERS = "Parameters";
    /// What can be done for a customer.
    public static final String ACTIONS = "Actions";
    /// A site's own facts.
    public static final String ATTRIBUTES = "Attributes";
    /// A site's own outcomes.
    public static final String OUTCOMES = "Outcomes";
    /// Codes of outcomes.
    public static final String CODES = "Codes";

    /// Their names, in the order in which people read them.
    public static final List<String> NAMES = List.of(
            "Phases",
            PARAMETERS,
            "Model",
            "Indicators",
            ACTIONS,
            "Contacts",
            "Facts",
            ATTRIBUTES,
            OUTCOMES,
            CODES,
            "Labels");

    /// The column by which the heading row of each sheet is found.
    private static final Map<String, String> KEYS = Map.ofEntries(
            Map.entry("Phases", "phase"),
            Map.entry(PARAMETERS, "name"),
            Map.entry("Model", "name"),
            Map.entry("Indicators", "score"),
            Map.entry(ACTIONS, "code"),
            Map.entry("Contacts", "name"),
            Map.entry("Facts", "fact"),
            Map.entry(ATTRIBUTES, "name"),
            Map.entry(OUTCOMES, "name"),
            Map.entry(CODES, "outcome"),
            Map.entry("Labels", "code"));

    private SettingsSheets() {}

    /// The heading by which the heading row of a sheet is found.
    ///
    /// @param sheet one of the names
    public static String key(String sheet) {
        return Objects.requireNonNull(KEYS.get(sheet));
    }
}
