package io.tenure.workbook;

import io.tenure.finding.Address;
import io.tenure.finding.CheckStep;
import io.tenure.finding.Checked;
import io.tenure.finding.Finding;
import io.tenure.finding.FindingCollector;
import io.tenure.text.Message;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/// Changes cells and rows of a workbook. Everything else stays as it is, byte by byte: parts without a change are
/// copied as they are packed, and within a sheet the markup of every other row.
///
/// Where rows move, formulas, names, merged cells, drop-downs, conditional formats, notes, tables and drawings follow.
/// Formulas are not computed: a workbook with formulas is marked, so that spreadsheet programs compute them when they
/// open it; until then they have the results stored before.
public final class WorkbookEditor {
    private static final String CALCULATION_ORDER = "calcchain";

    /// Most sheets have none, and need not be taken apart.
    private static final Pattern HAS_FORMULA = Pattern.compile("<(?:\\w+:)?f[\\s/>]");

    private static final long DAYS_FROM_1900_TO_1904 = 1_462;

    private final byte[] workbook;
    private final WorkbookParts parts;
    private final SheetList list;
    private final @Nullable StyleMarkup styles;
    private final Map<String, Markup> markups = new HashMap<>();
    private final Map<String, String> changed = new HashMap<>();
    private final Map<String, SheetMarkup> sheets = new TreeMap<>();

    private WorkbookEditor(byte[] workbook) throws IOException, XMLStreamException, InvalidWorkbookException {
        this.workbook = workbook;
        this.parts = WorkbookParts.unpack(workbook, UnpackQuota.ofWorkbook());
        this.list = SheetList.of(parts);
        var part = list.relationships().partFor("styles").filter(parts.byName()::containsKey);
        this.styles =
                part.isEmpty() ? null : new StyleMarkup(text(part.get()), CellFormats.read(parts.content(part.get())));
    }

    /// The workbook after edits, made one after the other; or what prevents them, and then none is made.
    ///
    /// @param file path of the workbook, for findings
    public static Checked<byte[], Finding> apply(String file, byte[] workbook, List<SheetEdit> edits) {
        var damages = new FindingCollector();
        var read = WorkbookReader.read(file, workbook, damages);
        if (read.isEmpty()) {
            return new Checked.Invalid<>(damages.sorted());
        }
        // What a workbook that can be read says otherwise keeps nobody from editing it.
        var findings = new FindingCollector();
        edits.forEach(edit -> check(file, edit, read.get(), findings));
        if (findings.hasErrors()) {
            return new Checked.Invalid<>(findings.sorted());
        }
        if (edits.isEmpty()) {
            return Checked.valid(workbook);
        }
        try {
            return Checked.valid(new WorkbookEditor(workbook).apply(edits));
        } catch (IOException | XMLStreamException | InvalidWorkbookException | NumberFormatException damage) {
            findings.error(
                    "cannot-edit",
                    Address.file(file),
                    "",
                    Message.of("workbook.cannot-edit.message", "damage", String.valueOf(damage.getMessage())),
                    Message.of("workbook.not-a-workbook.damaged.fix"));
            return new Checked.Invalid<>(findings.sorted());
        }
    }

    /// The formulas of a row of a sheet, by column and without their equals signs. A cell that one of several others
    /// fills may have an empty one.
    ///
    /// @return empty where the workbook can't be read, or has no such sheet
    public static Map<Integer, String> formulas(byte[] workbook, String sheet, int row) {
        try {
            var editor = new WorkbookEditor(workbook);
            var part = editor.list.entries().stream()
                    .filter(entry -> entry.name().equals(sheet))
                    .map(SheetList.Entry::part)
                    .findFirst();
            return part.isPresent()
                            && HAS_FORMULA.matcher(editor.text(part.get())).find()
                    ? editor.sheet(sheet).formulas(row)
                    : Map.of();
        } catch (IOException | XMLStreamException | InvalidWorkbookException | NumberFormatException _) {
            return Map.of();
        }
    }

    private static void check(String file, SheetEdit edit, List<Sheet> sheets, FindingCollector findings) {
        if (sheets.stream().noneMatch(sheet -> sheet.name().equals(edit.sheet()))) {
            findings.error(
                    "no-such-sheet",
                    Address.sheet(file, edit.sheet()),
                    edit.sheet(),
                    Message.of("workbook.no-such-sheet.message", "sheet", edit.sheet()),
                    Message.of(
                            "workbook.no-such-sheet.fix",
                            "sheets",
                            sheets.stream().map(Sheet::name).toList()));
        }
        var isWithin = switch (edit) {
            case SheetEdit.SetCell(var _, var row, var column, var _) ->
                row >= 1 && column >= 1 && column <= WorkbookLimits.MAX_COLUMNS;
            case SheetEdit.InsertRow(var _, var after, var like) -> after >= 0 && like >= 0;
            case SheetEdit.CopyRow(var _, var row, var after) -> row >= 1 && after >= 0;
            case SheetEdit.MoveRow(var _, var row, var after) -> row >= 1 && after >= 0;
            case SheetEdit.DeleteRow(var _, var row) -> row >= 1;
        };
        if (!isWithin || edit.lastRow() > WorkbookLimits.MAX_ROWS) {
            findings.error(
                    "outside-sheet",
                    Address.sheet(file, edit.sheet()),
                    "",
                    Message.of("workbook.outside-sheet.message"),
                    Message.of(
                            "workbook.outside-sheet.fix",
                            "maxRows",
                            WorkbookLimits.MAX_ROWS,
                            "maxColumns",
                            WorkbookLimits.MAX_COLUMNS));
        }
        if (edit instanceof SheetEdit.SetCell(var sheet, var row, var column, Cell.Text(var text))
                && text.length() > WorkbookLimits.MAX_CELL_LENGTH) {
            findings.error(
                    "too-long",
                    new Address(file, sheet, row, column),
                    text.substring(0, 40),
                    Message.of(
                            "workbook.too-long.message",
                            "characters",
                            text.length(),
                            "max",
                            WorkbookLimits.MAX_CELL_LENGTH),
                    Message.of("workbook.too-long.fix"));
        }
    }

    private byte[] apply(List<SheetEdit> edits) throws IOException, XMLStreamException, InvalidWorkbookException {
        for (var edit : edits) {
            CheckStep.next();
            apply(edit);
        }
        for (var sheet : sheets.entrySet()) {
            if (sheet.getValue().order().size() > WorkbookLimits.MAX_ROWS) {
                throw InvalidWorkbookException.tooLarge(
                        Message.of("workbook.too-large.rows", "maxRows", WorkbookLimits.MAX_ROWS),
                        WorkbookLimits.MAX_ROWS);
            }
            changed.put(part(sheet.getKey()), sheet.getValue().edited(sheet.getKey()));
        }
        for (var sheet : sheets.entrySet()) {
            if (sheet.getValue().order().isChanged()) {
                follow(sheet.getKey(), sheet.getValue().order().shift());
            }
        }
        if (styles != null && styles.isChanged()) {
            changed.put(list.relationships().partFor("styles").orElseThrow(), styles.edited());
        }
        var removed = removeCalculationOrder();
        markForCalculation();
        var replaced = new HashMap<String, byte[]>();
        for (var part : changed.entrySet()) {
            replaced.put(part.getKey(), markup(part.getKey()).bytes(part.getValue()));
        }
        return WorkbookArchive.with(workbook, replaced, removed);
    }

    private void apply(SheetEdit edit) throws XMLStreamException {
        var sheet = sheet(edit.sheet());
        sheet.order().grow(edit.lastRow());
        switch (edit) {
            case SheetEdit.SetCell(var _, var row, var column, var value) -> set(sheet, row, column, value);
            case SheetEdit.InsertRow(var _, var after, var like) -> sheet.insert(after, like);
            case SheetEdit.CopyRow(var _, var row, var after) -> sheet.copy(row, after);
            case SheetEdit.MoveRow(var _, var row, var after) -> sheet.move(row, after);
            case SheetEdit.DeleteRow(var _, var row) -> sheet.delete(row);
        }
    }

    private void set(SheetMarkup sheet, int row, int column, Cell value) {
        var style = sheet.style(row, column);
        if (!(value instanceof Cell.Number number)) {
            sheet.set(row, column, value, style);
            return;
        }
        var own = number.date() && number.system1904() != list.system1904() ? otherCalendar(number) : number;
        var fitting = styles == null
                ? own.percent() || own.date() ? null : Integer.valueOf(style)
                : styles.styleFor(own, style);
        if (fitting == null) {
            sheet.set(row, column, new Cell.Text(own.raw()), style);
        } else {
            sheet.set(row, column, own, fitting);
        }
    }

    private static Cell.Number otherCalendar(Cell.Number date) {
        var days = date.system1904() ? DAYS_FROM_1900_TO_1904 : -DAYS_FROM_1900_TO_1904;
        return new Cell.Number(date.value() + days, false, true, !date.system1904());
    }

    private SheetMarkup sheet(String name) throws XMLStreamException {
        var sheet = sheets.get(name);
        if (sheet == null) {
            sheet = new SheetMarkup(text(part(name)));
            sheets.put(name, sheet);
        }
        return sheet;
    }

    private String part(String sheet) {
        return list.entries().stream()
                .filter(entry -> entry.name().equals(sheet))
                .map(SheetList.Entry::part)
                .findFirst()
                .orElseThrow();
    }

    private Markup markup(String part) throws XMLStreamException {
        var markup = markups.get(part);
        if (markup == null) {
            markup = Markup.of(parts.content(part));
            markups.put(part, markup);
        }
        return markup;
    }

    private String text(String part) throws XMLStreamException {
        var text = changed.get(part);
        return text == null ? markup(part).text() : text;
    }

    /// Has other parts follow the rows of a sheet.
    private void follow(String sheet, RowOrder.Shift shift) throws XMLStreamException, InvalidWorkbookException {
        var main = list.mainPart();
        change(main, ReferenceUpdate.ofOtherPart(text(main), shift, sheet));
        for (var entry : list.entries()) {
            if (!entry.name().equals(sheet) && !entry.part().isEmpty()) {
                change(entry.part(), ReferenceUpdate.ofOtherPart(text(entry.part()), shift, sheet));
            }
            for (var used : Relationships.of(parts, entry.part()).all()) {
                if (parts.byName().containsKey(used.part())) {
                    followUsed(used, entry.name().equals(sheet), shift, sheet);
                }
            }
        }
    }

    private void followUsed(Relationships.Relationship used, boolean isOwn, RowOrder.Shift shift, String sheet)
            throws XMLStreamException, InvalidWorkbookException {
        var part = used.part();
        switch (used.use()) {
            case "comments", "threadedcomment", "table" -> {
                if (isOwn) {
                    change(part, ReferenceUpdate.ofOwnPart(text(part), shift, sheet));
                }
            }
            case "vmldrawing" -> {
                if (isOwn) {
                    change(part, ReferenceUpdate.ofNotes(text(part), shift));
                }
            }
            case "drawing" -> {
                if (isOwn) {
                    change(part, ReferenceUpdate.ofDrawing(text(part), shift));
                }
                for (var chart : Relationships.of(parts, part).all()) {
                    if (chart.use().equals("chart") && parts.byName().containsKey(chart.part())) {
                        change(chart.part(), ReferenceUpdate.ofOtherPart(text(chart.part()), shift, sheet));
                    }
                }
            }
            default -> {}
        }
    }

    private void change(String part, String text) throws XMLStreamException {
        if (!text.equals(text(part))) {
            changed.put(part, text);
        }
    }

    /// Leaves out the order of calculation where it names cells that have no formula any more; programs make it anew.
    private Set<String> removeCalculationOrder() throws XMLStreamException {
        var part = list.relationships().partFor(CALCULATION_ORDER).filter(parts.byName()::containsKey);
        var isWrong = sheets.values().stream()
                .anyMatch(sheet -> sheet.replacedFormula() || sheet.order().isChanged());
        if (part.isEmpty() || !isWrong) {
            return Set.of();
        }
        removeElements(Relationships.partOf(list.mainPart()), "Type", "/calcChain");
        removeElements("[content_types].xml", "ContentType", "calcChain+xml");
        return Set.of(part.get());
    }

    private void removeElements(String part, String attribute, String ending) throws XMLStreamException {
        var text = text(part);
        var changes = new Markup.Rewriting(text);
        for (var tag = Markup.next(text, 0); tag != null; tag = Markup.next(text, tag.end())) {
            var value = Markup.attribute(text.substring(tag.start(), tag.end()), attribute);
            if (value != null && value.endsWith(ending)) {
                var end = Markup.end(text, tag);
                changes.replace(tag.start(), end.end(), "");
                tag = end;
            }
        }
        change(part, changes.result());
    }

    private void markForCalculation() throws XMLStreamException {
        for (var entry : list.entries()) {
            if (!entry.part().isEmpty() && CellFormula.isIn(text(entry.part()))) {
                var main = list.mainPart();
                change(main, Calculation.onLoad(text(main)));
                return;
            }
        }
    }
}
