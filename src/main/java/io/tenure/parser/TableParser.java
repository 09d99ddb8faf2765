package io.tenure.parser;

import io.tenure.finding.FindingCollector;
import io.tenure.table.HitPolicy;
import io.tenure.text.Message;
import io.tenure.workbook.Cell;
import io.tenure.workbook.Sheet;
import io.tenure.workbook.TextNormalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads the tables of one sheet, in the layout of Drools' spreadsheet tables with typed columns.
public final class TableParser {
    private final Sheet sheet;
    private final Scope scope;
    private final List<String> phases;
    private final FindingCollector findings;
    private final List<TableContent> tables = new ArrayList<>();
    private SheetProperty phase = SheetProperty.NONE;
    private SheetProperty hitPolicy = SheetProperty.NONE;
    private SheetProperty measuredOn = SheetProperty.NONE;

    private TableParser(Sheet sheet, Scope scope, List<String> phases, FindingCollector findings) {
        this.sheet = sheet;
        this.scope = scope;
        this.phases = phases;
        this.findings = findings;
    }

    /// The tables of a sheet.
    ///
    /// @param isFreeForm whether its tables are Drools code
    public record SheetContent(List<TableContent> tables, boolean isFreeForm) {}

    public static SheetContent read(Sheet sheet, Scope scope, List<String> phases, FindingCollector findings) {
        return new TableParser(sheet, scope, phases, findings).read();
    }

    private SheetContent read() {
        var headers = TableHeader.of(sheet, findings);
        var misspelt = MisspeltTables.of(sheet, headers.keySet());
        misspelt.forEach((row, column) -> MisspeltTables.report(sheet, row, column, findings));
        if (headers.isEmpty()) {
            if (misspelt.isEmpty()
                    && sheet.rows().values().stream()
                            .flatMap(r -> r.values().stream())
                            .anyMatch(c -> TextNormalizer.normalize(c.raw()).equalsIgnoreCase("RuleSet"))) {
                findings.warning(
                        "no-table",
                        sheet.address(),
                        "",
                        Message.of("parser.no-table.message"),
                        Message.of("parser.no-table.fix"));
            }
            return new SheetContent(List.of(), false);
        }
        SheetChecks.warnHiddenSheet(sheet, findings);
        var free = headers.values().stream()
                .filter(header -> header.isFreeForm(sheet))
                .toList();
        if (!free.isEmpty()) {
            reportFreeForm(headers, free);
            return new SheetContent(List.of(), true);
        }
        var row = 1;
        while (row <= sheet.lastRow()) {
            var header = headers.get(row);
            if (header != null) {
                var end = endOfTable(header.firstDataRow(), headers.keySet(), misspelt.keySet());
                table(header, end);
                row = end;
            } else if (misspelt.containsKey(row)) {
                row = endOfTable(row + 1, headers.keySet(), misspelt.keySet());
            } else {
                property(row);
                row++;
            }
        }
        return new SheetContent(tables, false);
    }

    /// The first row from here on that begins something else; one past the last row where nothing does.
    private int endOfTable(int from, Set<Integer> headers, Set<Integer> misspelt) {
        for (var row = from; row <= sheet.lastRow(); row++) {
            if (headers.contains(row)
                    || misspelt.contains(row)
                    || SheetProperty.isAt(sheet, row) && isAboveTable(row, headers, misspelt)) {
                return row;
            }
        }
        return Math.max(from, sheet.lastRow() + 1);
    }

    /// Whether nothing but properties and titles stands between a row and the next table. Otherwise the row stands
    /// among the rows of a table, which would be lost behind it.
    private boolean isAboveTable(int property, Set<Integer> headers, Set<Integer> misspelt) {
        for (var row : sheet.rows().tailMap(property, false).entrySet()) {
            if (headers.contains(row.getKey()) || misspelt.contains(row.getKey())) {
                return true;
            }
            var cells = row.getValue();
            if (cells.size() > 1
                    && !SheetProperty.isKnown(
                            SheetProperty.name(cells.firstEntry().getValue()))) {
                return false;
            }
        }
        return false;
    }

    private void property(int row) {
        var cells = sheet.rows().get(row);
        if (cells == null) {
            return;
        }
        cells.forEach((column, cell) -> {
            var name = SheetProperty.name(cell);
            var value = TextNormalizer.normalize(sheet.at(row, column + 1).raw());
            switch (name) {
                case SheetProperty.RULE_SET -> {
                    // A new set starts with the default policy; the phase has to be named for it.
                    phase = SheetProperty.NONE;
                    hitPolicy = SheetProperty.NONE;
                    measuredOn = SheetProperty.NONE;
                }
                case SheetProperty.PHASE -> phase = new SheetProperty(value, row, column + 1);
                case SheetProperty.HIT_POLICY -> hitPolicy = new SheetProperty(value, row, column + 1);
                case SheetProperty.MEASURED_ON -> measuredOn = new SheetProperty(value, row, column + 1);
                default -> {
                    if (cells.size() <= 2 && column.equals(cells.firstKey()) && !SheetProperty.isKnown(name)) {
                        reportMisspelt(row, column, value);
                    }
                }
            }
        });
    }

    /// Reports a line above a table that gives a phase or a hit policy under a name that nothing reads, and a name and
    /// its value in one cell.
    private void reportMisspelt(int row, int column, String value) {
        var content = sheet.at(row, column).raw();
        var line = TextNormalizer.normalize(content + " " + value);
        var last = line.substring(Math.max(line.lastIndexOf(' '), line.lastIndexOf(':')) + 1);
        var isPhase = phases.stream().anyMatch(last::equalsIgnoreCase);
        var isPolicy = List.of(HitPolicy.values()).stream()
                .anyMatch(known -> known.name().equalsIgnoreCase(last));
        var isShort = line.split("[ :]+").length <= 3;
        if (isShort && !line.equals(last) && (isPhase || isPolicy)) {
            findings.error(
                    "misspelt-property",
                    sheet.address(row, column),
                    content,
                    Message.of("parser.misspelt-property.message", "content", content),
                    Message.of("parser.misspelt-property.fix", "name", isPhase ? "Phase" : "HitPolicy", "value", last));
        }
    }

    // Tables of Drools code

    private void reportFreeForm(Map<Integer, TableHeader> headers, List<TableHeader> free) {
        var first = free.getFirst();
        findings.note(
                "free-form",
                sheet.address(first.row(), first.column()),
                "RuleTable " + first.name(),
                Message.of("parser.free-form.message"),
                Message.of("parser.free-form.fix"));
        // Drools would take an empty cell for no condition.
        sheet.rows()
                .forEach((row, cells) -> cells.keySet().forEach(column -> {
                    if (!(sheet.at(row, column) instanceof Cell.Text)) {
                        SheetChecks.cellText(sheet, row, column, findings);
                    }
                }));
        headers.values().stream()
                .filter(m -> !free.contains(m))
                .forEach(typed -> findings.error(
                        "mixed-sheet",
                        sheet.address(typed.row(), typed.column()),
                        "RuleTable " + typed.name(),
                        Message.of("parser.mixed-sheet.message"),
                        Message.of("parser.mixed-sheet.fix")));
    }

    // Typed tables

    private void table(TableHeader header, int end) {
        var address = sheet.address(header.row(), header.column());
        if (header.name().isEmpty()) {
            findings.error(
                    "no-name",
                    address,
                    "RuleTable",
                    Message.of("parser.no-name.table.message"),
                    Message.of("parser.no-name.table.fix"));
        }
        var read =
                new TypedTableParser(sheet, scope, phases, findings, phase, hitPolicy, measuredOn, header, end).read();
        if (read != null) {
            tables.add(read);
        }
    }
}
