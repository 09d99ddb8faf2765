package io.tenure.workbook;

import java.util.List;

/// The sheets of `settings.xlsx`.
public final class SettingsSheets {
    /// Their names, in the order in which people read them.
    public static final List<String> NAMES = List.of(
            "Phases",
            "Parameters",
            "Model",
            "Indicators",
            "Actions",
            "Contacts",
            "Facts",
            "Attributes",
            "Outcomes",
            "Codes",
            "Labels");

    private SettingsSheets() {}
}
