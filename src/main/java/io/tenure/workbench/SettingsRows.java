package io.tenure.workbench;

import io.tenure.bundle.Settings;
import io.tenure.parser.HeadedSheet;
import io.tenure.workbench.NewActionPage.FormInput;
import io.tenure.workbook.Cell;
import io.tenure.workbook.SheetEdit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/// The rows of a sheet of the settings, to read, to add to and to change.
record SettingsRows(SettingsKind kind, RuleVersion version, HeadedSheet sheet) {
    /// Empty where the settings have no such sheet that can be read.
    static Optional<SettingsRows> of(SettingsKind kind, RuleVersion version) {
        return SettingsSheetRows.find(version.sheets(Settings.FILE), kind.sheet(), SettingsKind.NAME)
                .map(sheet -> new SettingsRows(kind, version, sheet));
    }

    List<String> headings() {
        return List.copyOf(sheet.columns().keySet());
    }

    String text(int row, String heading) {
        return sheet.cell(row, heading).raw().strip();
    }

    OptionalInt row(String name) {
        return sheet.rows().stream()
                .filter(row -> text(row, SettingsKind.NAME).equals(name))
                .mapToInt(row -> row)
                .findFirst();
    }

    /// @param value of a heading
    List<FormInput> inputs(Function<String, String> value, Locale locale) {
        return headings().stream()
                .map(heading -> new FormInput(
                        field(heading),
                        SettingsKind.heading(heading).in(locale),
                        heading,
                        "",
                        value.apply(heading),
                        kind.choices(heading, version, locale)))
                .toList();
    }

    /// Of the form.
    static String field(String heading) {
        return "cell." + heading;
    }

    /// The edits that make a row what was typed.
    ///
    /// @param value of a heading
    List<SheetEdit> changed(int row, Function<String, String> value) {
        List<SheetEdit> edits = new ArrayList<>();
        sheet.columns().forEach((heading, column) -> {
            String text = value.apply(heading);
            if (!text.equals(text(row, heading))) {
                edits.add(new SheetEdit.SetCell(sheet.sheet().name(), row, column, cell(heading, text)));
            }
        });
        return edits;
    }

    /// The edits that add a row.
    ///
    /// @param codes of an outcome: a line each with the code, its label and its Chinese label, separated by commas
    List<SheetEdit> added(Function<String, String> value, String codes) {
        List<SheetEdit> edits = new ArrayList<>(below(sheet, value));
        List<String> lines =
                codes.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
        Optional<HeadedSheet> codeSheet =
                SettingsSheetRows.find(version.sheets(Settings.FILE), "Codes", NewAction.CODE);
        if (lines.isEmpty() || codeSheet.isEmpty()) {
            return edits;
        }
        // The last line first, since each new row is put below the same one.
        for (String line : lines.reversed()) {
            String[] parts = line.split("[,，]", 3);
            Map<String, String> cells = Map.of(
                    "outcome",
                    value.apply(SettingsKind.NAME),
                    "code",
                    parts[0].strip(),
                    "en",
                    parts.length > 1 ? parts[1].strip() : "",
                    "zh",
                    parts.length > 2 ? parts[2].strip() : "");
            edits.addAll(below(codeSheet.get(), heading -> cells.getOrDefault(heading, "")));
        }
        return edits;
    }

    private static List<SheetEdit> below(HeadedSheet sheet, Function<String, String> value) {
        return SettingsSheetRows.below(sheet, heading -> cell(heading, value.apply(heading)));
    }

    private static Cell cell(String heading, String text) {
        return text.isEmpty()
                ? Cell.Empty.INSTANCE
                : SettingsKind.isNumber(heading) ? Cell.of(text) : new Cell.Text(text);
    }
}
