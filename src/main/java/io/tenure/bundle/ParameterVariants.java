package io.tenure.bundle;

import io.tenure.finding.Address;
import io.tenure.finding.Checked;
import io.tenure.finding.FindingCollector;
import io.tenure.parser.HeadedSheet;
import io.tenure.workbook.Cell;
import io.tenure.workbook.Sheet;
import io.tenure.workbook.WorkbookReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// The rulesets that a bundle without errors comes to when one of its parameters is changed. Its workbooks are read
/// once; then a ruleset takes as long as checking the cells, without the analysis of the tables.
public final class ParameterVariants {
    private final Bundle bundle;
    private final Map<String, List<Sheet>> sheets = new HashMap<>();
    private final List<WrittenParameter> parameters = new ArrayList<>();

    /// A parameter as its sheet has it.
    ///
    /// @param address of the cell with its value
    /// @param value the number in the cell; a share where the row names a reference
    /// @param percent whether the cell shows a percentage
    public record WrittenParameter(String name, Address address, double value, boolean percent) {}

    private ParameterVariants(Bundle bundle) {
        this.bundle = bundle;
        var findings = new FindingCollector();
        bundle.files().forEach((path, content) -> {
            if (Bundle.isWorkbook(path)) {
                BundledRuleset.sheets(path, content)
                        .or(() -> WorkbookReader.read(path, content, findings))
                        .ifPresent(read -> sheets.put(path, read));
            }
        });
        for (Sheet sheet : sheets.getOrDefault(Settings.FILE, List.of())) {
            if (Settings.isSettings(sheet) && sheet.name().equalsIgnoreCase("Parameters")) {
                HeadedSheet.find(sheet, "name", findings).ifPresent(this::addAll);
            }
        }
    }

    public static ParameterVariants of(Bundle bundle) {
        return new ParameterVariants(bundle);
    }

    private void addAll(HeadedSheet table) {
        for (int row : table.rows()) {
            if (table.cell(row, "value") instanceof Cell.Number number) {
                parameters.add(new WrittenParameter(
                        table.normalizedText(row, "name"),
                        table.address(row, "value"),
                        number.value(),
                        number.percent()));
            }
        }
    }

    /// Those whose cell holds a number, in the sheet's order.
    public List<WrittenParameter> parameters() {
        return List.copyOf(parameters);
    }

    /// The ruleset with another number in the cell of a parameter; empty where the check rejects it, such as one out of
    /// range.
    public Optional<Ruleset> with(WrittenParameter parameter, double value) {
        RulesetAssembler.SheetSource source = (path, _) -> Optional.ofNullable(sheets.get(path))
                .map(read -> path.equals(Settings.FILE)
                        ? read.stream()
                                .map(sheet -> changed(sheet, parameter, value))
                                .toList()
                        : read);
        var result =
                new RulesetAssembler(bundle, Settings.REQUIRED_PARAMETERS, source, FormerSettings.NONE).assemble(false);
        return result instanceof Checked.Valid(Ruleset ruleset, var _) ? Optional.of(ruleset) : Optional.empty();
    }

    private static Sheet changed(Sheet sheet, WrittenParameter parameter, double value) {
        Address at = parameter.address();
        if (!sheet.name().equals(at.sheet())) {
            return sheet;
        }
        NavigableMap<Integer, NavigableMap<Integer, Cell>> rows = new TreeMap<>(sheet.rows());
        NavigableMap<Integer, Cell> row = new TreeMap<>(sheet.rows().get(at.row()));
        row.put(at.column(), new Cell.Number(value, parameter.percent(), false, false));
        rows.put(at.row(), row);
        return new Sheet(
                sheet.file(),
                sheet.name(),
                sheet.hidden(),
                rows,
                sheet.hiddenRows(),
                sheet.hiddenColumns(),
                sheet.mergedRanges());
    }
}
