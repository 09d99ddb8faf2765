package io.tenure.workbook;

import io.tenure.workbook.Markup.Kind;
import io.tenure.workbook.Markup.Rewriting;
import io.tenure.workbook.Markup.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Has everything that refers to cells of a sheet follow its rows: formulas, names, merged cells, drop-downs,
/// conditional formats, notes, tables and drawings.
final class ReferenceUpdate {
    private static final Set<String> FORMULAS = Set.of(
            "f", "formula", "formula1", "formula2", "definedName", "calculatedColumnFormula", "totalsRowFormula");
    /// Elements that say with `ref` or `sqref` where they belong.
    private static final Set<String> PLACED = Set.of(
            "dimension",
            "mergeCell",
            "conditionalFormatting",
            "dataValidation",
            "hyperlink",
            "autoFilter",
            "sortState",
            "sortCondition",
            "protectedRange",
            "ignoredError",
            "comment",
            "threadedComment",
            "table");
    /// Elements that mustn't be empty.
    private static final Pattern EMPTY_LIST = Pattern.compile(
            "<((?:\\w+:)?(?:mergeCells|hyperlinks|dataValidations|protectedRanges|ignoredErrors))\\b[^>]*>\\s*</\\1>");

    private static final Pattern BLOCK =
            Pattern.compile("(\\$?[A-Za-z]{0,3}\\$?)(\\d{1,7})(?::(\\$?[A-Za-z]{0,3}\\$?)(\\d{1,7}))?");
    private static final Pattern NOTE_ROW = Pattern.compile("(<x:Row>\\s*)(\\d{1,7})(\\s*</x:Row>)");
    private static final Pattern NOTE_ANCHOR = Pattern.compile("(<x:Anchor>)([^<]*)(</x:Anchor>)");

    private ReferenceUpdate() {}

    /// The part of the sheet itself, whose cells have followed already.
    static String ofSheet(String part, RowOrder.Shift shift, String sheet) {
        return EMPTY_LIST.matcher(update(part, shift, sheet, true)).replaceAll("");
    }

    /// Notes and tables of the sheet.
    static String ofOwnPart(String part, RowOrder.Shift shift, String sheet) {
        return update(part, shift, sheet, true);
    }

    /// Another sheet, the list of sheets, or a chart.
    static String ofOtherPart(String part, RowOrder.Shift shift, String sheet) {
        return update(part, shift, sheet, false);
    }

    private static String update(String part, RowOrder.Shift shift, String sheet, boolean isOwn) {
        var changes = new Rewriting(part);
        var isInCells = false;
        for (var tag = Markup.next(part, 0); tag != null; ) {
            if (tag.name().equals("sheetData")) {
                isInCells = tag.kind() == Kind.START;
            }
            var from = tag.end();
            if (FORMULAS.contains(tag.name()) && tag.kind() == Kind.START && !(isOwn && isInCells)) {
                var end = Markup.end(part, tag);
                var formula = Markup.plain(part.substring(tag.end(), end.start()));
                var shifted = FormulaRewriter.shifted(formula, shift, sheet, isOwn);
                if (!shifted.equals(formula)) {
                    changes.replace(tag.end(), end.start(), Markup.escaped(shifted));
                }
                from = end.start();
            } else if (isOwn && tag.name().equals("sqref") && tag.kind() == Kind.START) {
                var end = Markup.end(part, tag);
                var blocks = blocks(part.substring(tag.end(), end.start()), shift);
                if (blocks != null) {
                    changes.replace(tag.end(), end.start(), blocks);
                }
                from = end.start();
            } else if (isOwn && PLACED.contains(tag.name()) && tag.kind() != Kind.END) {
                from = place(part, tag, shift, changes);
            }
            tag = Markup.next(part, from);
        }
        return changes.result();
    }

    /// @return where to read on
    private static int place(String part, Tag tag, RowOrder.Shift shift, Rewriting changes) {
        var element = part.substring(tag.start(), tag.end());
        var name = Markup.attribute(element, "ref") == null ? "sqref" : "ref";
        var place = Markup.attribute(element, name);
        if (place == null) {
            return tag.end();
        }
        var now = blocks(place, shift);
        if (now == null && !tag.name().equals("dimension") && !tag.name().equals("table")) {
            var end = Markup.end(part, tag).end();
            changes.replace(tag.start(), end, "");
            return end;
        }
        if (now != null && !now.equals(place)) {
            changes.replace(tag.start(), tag.end(), Markup.withAttribute(element, name, now));
        }
        return tag.end();
    }

    /// Blocks of cells, separated by spaces, after rows moved; null if none is left.
    static @Nullable String blocks(String blocks, RowOrder.Shift shift) {
        List<String> left = new ArrayList<>();
        for (var block : blocks.strip().split("\\s+")) {
            var match = BLOCK.matcher(block);
            if (!match.matches()) {
                // Whole columns.
                left.add(block);
                continue;
            }
            var first = Integer.parseInt(match.group(2));
            var rows = shift.rows(first, match.group(4) == null ? first : Integer.parseInt(match.group(4)));
            if (rows != null) {
                left.add(match.group(1)
                        + rows.first()
                        + (match.group(4) == null ? "" : ":" + match.group(3) + rows.last()));
            }
        }
        return left.isEmpty() ? null : String.join(" ", left);
    }

    /// The drawing that holds the notes of the sheet. It may not be well-formed.
    static String ofNotes(String part, RowOrder.Shift shift) {
        var changes = new Rewriting(part);
        for (var start = part.indexOf("<v:shape "); start >= 0; ) {
            var close = part.indexOf("</v:shape>", start);
            if (close < 0) {
                break;
            }
            var end = close + "</v:shape>".length();
            var shape = part.substring(start, end);
            var row = NOTE_ROW.matcher(shape);
            if (shape.contains("ObjectType=\"Note\"") && row.find()) {
                var before = Integer.parseInt(row.group(2)) + 1;
                var now = shift.row(before);
                if (now == 0) {
                    changes.replace(start, end, "");
                } else if (now != before) {
                    var moved = row.replaceFirst("$1" + (now - 1) + "$3");
                    changes.replace(start, end, movedAnchor(moved, now - before));
                }
            }
            start = part.indexOf("<v:shape ", end);
        }
        return changes.result();
    }

    private static String movedAnchor(String shape, int rows) {
        var anchor = NOTE_ANCHOR.matcher(shape);
        if (!anchor.find()) {
            return shape;
        }
        var numbers = anchor.group(2).split(",");
        if (numbers.length != 8) {
            return shape;
        }
        for (var i : new int[] {2, 6}) {
            numbers[i] = " " + Math.max(0, Integer.parseInt(numbers[i].strip()) + rows);
        }
        return anchor.replaceFirst("$1" + String.join(",", numbers) + "$3");
    }

    /// Pictures and charts of the sheet, which are anchored at rows counted from 0.
    static String ofDrawing(String part, RowOrder.Shift shift) {
        var changes = new Rewriting(part);
        for (var tag = Markup.next(part, 0); tag != null; tag = Markup.next(part, tag.end())) {
            if (tag.kind() == Kind.START && tag.name().equals("row")) {
                var end = Markup.end(part, tag);
                var before =
                        Integer.parseInt(part.substring(tag.end(), end.start()).strip()) + 1;
                var now = shift.row(before);
                if (now != 0 && now != before) {
                    changes.replace(tag.end(), end.start(), Integer.toString(now - 1));
                }
            }
        }
        return changes.result();
    }
}
