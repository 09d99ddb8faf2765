package io.tenure.workbench;

import io.tenure.bundle.Settings;
import io.tenure.finding.Address;
import io.tenure.finding.FindingCollector;
import io.tenure.parser.HeadedSheet;
import io.tenure.workbook.Cell;
import io.tenure.workbook.Sheet;
import io.tenure.workbook.SheetEdit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/// The rows of a sheet of the settings, as they are written, with or without errors.
final class SettingsSheetRows {
    private SettingsSheetRows() {}

    /// One row.
    record SettingsRow(HeadedSheet sheet, int number) {
        /// The cell under a heading as it is written; empty where there is none.
        String text(String heading) {
            return sheet.cell(number, heading).raw().strip();
        }

        /// The cell in a person's language, or in the other one where that is empty.
        String localized(String heading, Locale locale) {
            String own = text(heading);
            String chinese = text(heading + "Zh");
            return locale.getLanguage().equals(Locale.CHINESE.getLanguage()) && !chinese.isEmpty() ? chinese : own;
        }

        Address address(String heading) {
            return sheet.address(number, heading);
        }
    }

    static List<SettingsRow> parameters(RuleVersion version) {
        return parameters(version.sheets(Settings.FILE));
    }

    /// @param settings the sheets of the settings
    static List<SettingsRow> parameters(List<Sheet> settings) {
        return of(settings, "Parameters", "name");
    }

    /// Of the models of purchases and contracts.
    static List<SettingsRow> models(RuleVersion version) {
        return of(version.sheets(Settings.FILE), "Model", "name");
    }

    static List<SettingsRow> phases(RuleVersion version) {
        return of(version.sheets(Settings.FILE), "Phases", "phase");
    }

    /// The sheet of the actions; empty where there is none that can be read.
    static Optional<HeadedSheet> catalogue(RuleVersion version) {
        return find(version.sheets(Settings.FILE), "Actions", NewAction.CODE);
    }

    /// The edits that add a row below the last one.
    ///
    /// @param cell under a heading; empty for none
    static List<SheetEdit> below(HeadedSheet sheet, Function<String, Cell> cell) {
        String name = sheet.sheet().name();
        int last = sheet.rows().isEmpty() ? sheet.headingRow() : sheet.rows().getLast();
        List<SheetEdit> edits = new ArrayList<>();
        edits.add(new SheetEdit.InsertRow(name, last, last));
        sheet.columns().forEach((heading, column) -> {
            Cell value = cell.apply(heading);
            if (!(value instanceof Cell.Empty)) {
                edits.add(new SheetEdit.SetCell(name, last + 1, column, value));
            }
        });
        return edits;
    }

    private static List<SettingsRow> of(List<Sheet> settings, String name, String key) {
        return find(settings, name, key).stream()
                .flatMap(headed -> headed.rows().stream().map(row -> new SettingsRow(headed, row)))
                .toList();
    }

    /// @param key heading by which the row of the headings is found
    static Optional<HeadedSheet> find(List<Sheet> settings, String name, String key) {
        return settings.stream()
                .filter(sheet -> sheet.name().equalsIgnoreCase(name))
                .findFirst()
                .flatMap(sheet -> HeadedSheet.find(sheet, key, new FindingCollector()));
    }
}
