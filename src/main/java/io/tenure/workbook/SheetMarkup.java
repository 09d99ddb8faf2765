package io.tenure.workbook;

import io.tenure.finding.Address;
import io.tenure.workbook.Markup.Kind;
import io.tenure.workbook.Markup.Tag;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/// The XML of a worksheet whose cells and rows are changed. What no edit concerns stays as it is.
final class SheetMarkup {
    private final String text;
    private final Tag data;
    private final Tag dataEnd;
    private final Map<Integer, RowMarkup> rows = new HashMap<>();
    private final RowOrder order;
    private final String afterRows;
    private final Map<Integer, String> columnStyles = new TreeMap<>();
    private boolean replacedFormula;
    private boolean isExpanded;
    private int lastRow;
    private int lastColumn;

    /// A row.
    private static final class RowMarkup {
        /// What stands between it and the row before.
        private final String lead;
        /// All of it, as long as nothing in it changed.
        private @Nullable String unchanged;

        private final String tag;
        /// Id of the row of which it is a copy; 0 for none.
        private int source;
        private final TreeMap<Integer, CellMarkup> cells = new TreeMap<>();

        RowMarkup(String lead, @Nullable String unchanged, String tag) {
            this.lead = lead;
            this.unchanged = unchanged;
            this.tag = tag;
        }
    }

    /// A cell.
    ///
    /// @param tag its first tag
    /// @param rest what follows the tag, with the last tag; empty for an empty element
    record CellMarkup(String tag, String rest) {
        int style() {
            var style = Markup.attribute(tag, "s");
            return style == null ? 0 : Integer.parseInt(style.strip());
        }

        boolean hasFormula() {
            return CellFormula.isIn(rest);
        }
    }

    /// @param text all of the part
    /// @throws XMLStreamException if its rows or cells are not in their order
    SheetMarkup(String text) throws XMLStreamException {
        this.text = text;
        Tag found = null;
        for (var tag = Markup.next(text, 0); found == null; tag = Markup.next(text, tag.end())) {
            if (tag == null) {
                throw new XMLStreamException("a sheet without sheetData");
            }
            if (tag.opens("col")) {
                readColumn(text.substring(tag.start(), tag.end()));
            }
            found = tag.opens("sheetData") ? tag : null;
        }
        data = found;
        dataEnd = Markup.end(text, data);
        afterRows = readRows();
        order = new RowOrder(rows.keySet().stream().mapToInt(r -> r).max().orElse(0));
    }

    private void readColumn(String column) {
        var style = Markup.attribute(column, "style");
        var min = Markup.attribute(column, "min");
        var max = Markup.attribute(column, "max");
        if (style != null && min != null && max != null) {
            var last = Math.min(Integer.parseInt(max), WorkbookLimits.MAX_COLUMNS);
            for (var c = Integer.parseInt(min); c <= last; c++) {
                columnStyles.put(c, style);
            }
        }
    }

    /// @return what stands behind the last row
    private String readRows() throws XMLStreamException {
        if (data.kind() == Kind.EMPTY) {
            return "";
        }
        var at = data.end();
        var before = 0;
        for (var tag = Markup.next(text, at); tag != null && tag.start() < dataEnd.start(); ) {
            var end = Markup.end(text, tag);
            if (tag.opens("row")) {
                var row = new RowMarkup(
                        text.substring(at, tag.start()),
                        text.substring(tag.start(), end.end()),
                        text.substring(tag.start(), tag.end()));
                var fromCells = readCells(row, tag.end(), end.start());
                var number = Markup.attribute(row.tag, "r");
                var now = number != null ? Integer.parseInt(number.strip()) : fromCells > 0 ? fromCells : before + 1;
                if (now <= before || now > RowOrder.LAST_ROW) {
                    throw new XMLStreamException("row " + now + " follows row " + before);
                }
                if (now > WorkbookLimits.MAX_ROWS) {
                    // Such rows have a height or a style and no content; they stay where they are.
                    break;
                }
                rows.put(now, row);
                before = now;
                at = end.end();
            }
            tag = Markup.next(text, end.end());
        }
        return text.substring(at, dataEnd.start());
    }

    /// @return the number of the row, if a cell says it; 0 otherwise
    private int readCells(RowMarkup row, int start, int stop) throws XMLStreamException {
        var column = 0;
        var number = 0;
        for (var tag = Markup.next(text, start); tag != null && tag.start() < stop; ) {
            var end = Markup.end(text, tag);
            if (tag.opens("c")) {
                var first = text.substring(tag.start(), tag.end());
                var address = Markup.attribute(first, "r");
                var now = address == null ? column + 1 : LayoutReader.columnOf(address);
                if (now <= column) {
                    throw new XMLStreamException("cell " + address + " is not in its order");
                }
                column = now;
                number = address == null ? number : LayoutReader.rowOf(address);
                row.cells.put(column, new CellMarkup(first, text.substring(tag.end(), end.end())));
            }
            tag = Markup.next(text, end.end());
        }
        return number;
    }

    RowOrder order() {
        return order;
    }

    /// Whether a formula was replaced by a value, or is in a row that was deleted.
    boolean replacedFormula() {
        return replacedFormula;
    }

    /// The style of a cell, or the one that it gets when it is written; number of a cell format.
    int style(int row, int column) {
        var there = rows.get(order.id(row));
        var cell = there == null ? null : there.cells.get(column);
        if (cell != null) {
            return cell.style();
        }
        var ofRow = there == null ? null : Markup.attribute(there.tag, "s");
        var style = ofRow == null ? columnStyles.get(column) : ofRow;
        return style == null ? 0 : Integer.parseInt(style.strip());
    }

    /// Writes a cell.
    void set(int row, int column, Cell value, int style) {
        var id = order.id(row);
        var there = rows.get(id);
        if (value instanceof Cell.Empty && (there == null || !there.cells.containsKey(column))) {
            return;
        }
        if (there == null) {
            there = new RowMarkup("", null, "<" + data.prefix() + "row>");
            rows.put(id, there);
        }
        var old = there.cells.get(column);
        replacedFormula |= old != null && old.hasFormula();
        there.unchanged = null;
        there.cells.put(column, cell(value, style));
        lastRow = Math.max(lastRow, row);
        lastColumn = Math.max(lastColumn, column);
    }

    private CellMarkup cell(Cell value, int style) {
        var c = data.prefix() + "c";
        var start = "<" + c + (style == 0 ? "" : " s=\"" + style + '"');
        return switch (value) {
            case Cell.Empty _ -> new CellMarkup(start + "/>", "");
            case Cell.Text(var text) ->
                new CellMarkup(
                        start + " t=\"inlineStr\">",
                        element("is", element("t xml:space=\"preserve\"", Markup.escaped(SharedTexts.escaped(text))))
                                + "</" + c + ">");
            case Cell.Number number ->
                new CellMarkup(start + ">", element("v", digits(number.value())) + "</" + c + ">");
            case Cell.Bool(var isTrue) ->
                new CellMarkup(start + " t=\"b\">", element("v", isTrue ? "1" : "0") + "</" + c + ">");
            case Cell.ErrorCell(var error, var formula) ->
                new CellMarkup(
                        start + " t=\"e\">",
                        (formula.isEmpty() ? "" : element("f", Markup.escaped(formula)))
                                + element("v", Markup.escaped(error)) + "</" + c + ">");
            case Cell.FormulaWithoutValue(var formula) ->
                new CellMarkup(start + ">", element("f", Markup.escaped(formula)) + "</" + c + ">");
        };
    }

    private String element(String nameAndAttributes, String content) {
        var space = nameAndAttributes.indexOf(' ');
        var name = space < 0 ? nameAndAttributes : nameAndAttributes.substring(0, space);
        return "<" + data.prefix() + nameAndAttributes + ">" + content + "</" + data.prefix() + name + ">";
    }

    private static String digits(double value) {
        var digits = Double.toString(value);
        return digits.endsWith(".0") ? digits.substring(0, digits.length() - 2) : digits;
    }

    /// Inserts a row.
    ///
    /// @param like the row whose styles it gets; 0 for none
    void insert(int after, int like) {
        var model = like == 0 ? null : rows.get(order.id(like));
        var id = order.insert(after, like == 0 ? 0 : order.id(like));
        if (model != null) {
            var row = new RowMarkup(model.lead, null, model.tag);
            model.cells.forEach((column, cell) -> row.cells.put(column, cell(Cell.Empty.INSTANCE, cell.style())));
            rows.put(id, row);
        }
    }

    void copy(int row, int after) {
        expandSharedFormulas();
        var source = order.id(row);
        var original = rows.get(source);
        var id = order.insert(after, source);
        if (original != null) {
            var copy = new RowMarkup(original.lead, null, original.tag);
            copy.source = original.source == 0 ? source : original.source;
            copy.cells.putAll(original.cells);
            rows.put(id, copy);
        }
    }

    void move(int row, int after) {
        expandSharedFormulas();
        order.move(row, after);
    }

    void delete(int row) {
        expandSharedFormulas();
        var deleted = rows.remove(order.id(row));
        replacedFormula |= deleted != null && deleted.cells.values().stream().anyMatch(CellMarkup::hasFormula);
        order.delete(row);
    }

    /// The formulas of a row by column.
    Map<Integer, String> formulas(int row) {
        expandSharedFormulas();
        var formulas = new TreeMap<Integer, String>();
        var markup = rows.get(order.id(row));
        if (markup != null) {
            markup.cells.forEach((column, cell) -> {
                if (cell.hasFormula()) {
                    formulas.put(column, CellFormula.in(cell.rest));
                }
            });
        }
        return formulas;
    }

    /// Writes each formula that is stored as "the same as that one" out, since rows no longer keep their distances.
    private void expandSharedFormulas() {
        if (isExpanded) {
            return;
        }
        isExpanded = true;
        var shared = new HashMap<String, CellFormula.Shared>();
        new TreeMap<>(rows).forEach((number, row) -> {
            if (row.unchanged == null || row.unchanged.contains("shared")) {
                row.cells.replaceAll((column, cell) -> {
                    var rest = CellFormula.expanded(cell.rest, number, column, shared);
                    if (!rest.equals(cell.rest)) {
                        row.unchanged = null;
                    }
                    return new CellMarkup(cell.tag, rest);
                });
            }
        });
    }

    /// The part after the edits.
    ///
    /// @param name of the sheet, by which formulas refer to it
    String edited(String name) {
        var shift = order.isChanged() ? order.shift() : null;
        var content = new StringBuilder(text.length());
        for (var r = 1; r <= order.size(); r++) {
            var row = rows.get(order.id(r));
            if (row != null) {
                content.append(row.lead);
                write(row, r, order.id(r), shift, name, content);
            }
        }
        content.append(afterRows);
        var start = text.substring(data.start(), data.end());
        var edited = new StringBuilder(text.length());
        edited.append(text, 0, data.start());
        if (data.kind() == Kind.EMPTY && !content.isEmpty()) {
            edited.append(start, 0, start.length() - 2).append('>').append(content);
            edited.append("</").append(data.prefix()).append("sheetData>");
        } else if (data.kind() == Kind.EMPTY) {
            edited.append(start);
        } else {
            edited.append(start).append(content).append(text, dataEnd.start(), dataEnd.end());
        }
        edited.append(text, dataEnd.end(), text.length());
        var changed = edited.toString();
        return dimension(shift == null ? changed : ReferenceUpdate.ofSheet(changed, shift, name));
    }

    private void write(
            RowMarkup row, int number, int id, RowOrder.@Nullable Shift shift, String name, StringBuilder content) {
        if (shift != null && (row.unchanged == null || row.unchanged.contains("f>"))) {
            row.cells.replaceAll((_, cell) -> {
                var rest = CellFormula.shifted(cell.rest, shift, name, number, row.source);
                if (!rest.equals(cell.rest)) {
                    row.unchanged = null;
                }
                return new CellMarkup(cell.tag, rest);
            });
        }
        // A row without a number is the one after the row before, which need not be there any more.
        var isNumbered = shift == null || Markup.attribute(row.tag, "r") != null;
        if (row.unchanged != null && id == number && isNumbered) {
            content.append(row.unchanged);
            return;
        }
        var tag = Markup.withAttribute(Markup.withAttribute(row.tag, "spans", null), "r", Integer.toString(number));
        if (row.cells.isEmpty()) {
            content.append(tag, 0, tag.length() - (tag.endsWith("/>") ? 2 : 1)).append("/>");
            return;
        }
        content.append(tag, 0, tag.length() - (tag.endsWith("/>") ? 2 : 1)).append('>');
        row.cells.forEach(
                (column, cell) -> content.append(Markup.withAttribute(cell.tag, "r", Address.letters(column) + number))
                        .append(cell.rest));
        content.append("</").append(data.prefix()).append("row>");
    }

    /// The sheet with the cells that were written in the block that it says it uses.
    private String dimension(String sheet) {
        for (var tag = Markup.next(sheet, 0); tag != null && !tag.name().equals("sheetData"); ) {
            var element = sheet.substring(tag.start(), tag.end());
            var block = tag.opens("dimension") ? Markup.attribute(element, "ref") : null;
            if (block != null) {
                var last = block.substring(block.indexOf(':') + 1);
                var first = block.substring(0, block.contains(":") ? block.indexOf(':') : block.length());
                var row = LayoutReader.rowOf(last);
                var column = LayoutReader.columnOf(last);
                if (row < lastRow || column < lastColumn) {
                    var extended = first + ":" + Address.letters(Math.max(column, lastColumn)) + Math.max(row, lastRow);
                    return sheet.substring(0, tag.start())
                            + Markup.withAttribute(element, "ref", extended)
                            + sheet.substring(tag.end());
                }
                return sheet;
            }
            tag = Markup.next(sheet, tag.end());
        }
        return sheet;
    }
}
