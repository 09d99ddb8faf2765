package io.tenure.parser;

import io.tenure.finding.FindingCollector;
import io.tenure.text.Message;
import io.tenure.workbook.Cell;
import io.tenure.workbook.Sheet;
import io.tenure.workbook.TextNormalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Reads the tables of one sheet, in the layout of Drools' spreadsheet tables with typed columns.
public final class TableParser {
    private final Sheet sheet;
    private final Scope scope;
    private final List<String> phases;
    private final FindingCollector findings;
    private final List<TableContent> tables = new ArrayList<>();
    private SheetProperty phase = SheetProperty.NONE;
    private SheetProperty hitPolicy = SheetProperty.NONE;

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
        if (headers.isEmpty()) {
            if (sheet.rows().values().stream()
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
            if (header == null) {
                property(row);
                row++;
            } else {
                var end = endOfTable(header.firstDataRow(), headers);
                table(header, end);
                row = end;
            }
        }
        return new SheetContent(tables, false);
    }

    /// The first row from here on that begins something else; one past the last row where nothing does.
    private int endOfTable(int from, Map<Integer, TableHeader> headers) {
        for (var row = from; row <= sheet.lastRow(); row++) {
            if (headers.containsKey(row) || isProperty(row)) {
                return row;
            }
        }
        return Math.max(from, sheet.lastRow() + 1);
    }

    private boolean isProperty(int row) {
        var cells = sheet.rows().get(row);
        if (cells == null || cells.size() > 2 || !(cells.firstEntry().getValue() instanceof Cell.Text(var first))) {
            return false;
        }
        var key = TextNormalizer.normalize(first).replace(" ", "").toLowerCase(Locale.ROOT);
        return List.of("phase", "hitpolicy", "ruleset").contains(key);
    }

    private void property(int row) {
        var cells = sheet.rows().get(row);
        if (cells == null) {
            return;
        }
        cells.forEach((column, cell) -> {
            var key = cell instanceof Cell.Text(var text)
                    ? TextNormalizer.normalize(text).replace(" ", "").toLowerCase(Locale.ROOT)
                    : "";
            var value = TextNormalizer.normalize(sheet.at(row, column + 1).raw());
            switch (key) {
                case "ruleset" -> {
                    // A new set starts with the default policy; the phase has to be named for it.
                    phase = SheetProperty.NONE;
                    hitPolicy = SheetProperty.NONE;
                }
                case "phase" -> phase = new SheetProperty(value, row, column + 1);
                case "hitpolicy" -> hitPolicy = new SheetProperty(value, row, column + 1);
                default -> {}
            }
        });
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
        var read = new TypedTableParser(sheet, scope, phases, findings, phase, hitPolicy, header, end).read();
        if (read != null) {
            tables.add(read);
        }
    }
}
