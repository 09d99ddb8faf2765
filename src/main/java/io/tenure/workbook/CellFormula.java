package io.tenure.workbook;

import io.tenure.workbook.Markup.Kind;
import io.tenure.workbook.Markup.Tag;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The formula within the markup of a cell.
final class CellFormula {
    private CellFormula() {}

    /// A formula that other cells repeat.
    record Shared(String formula, int row, int column) {}

    static boolean isIn(String cell) {
        return find(cell) != null;
    }

    /// The formula without its equals sign; empty where there is none, or where it is another cell's.
    static String in(String cell) {
        var tag = find(cell);
        return tag == null ? "" : formula(cell, tag);
    }

    private static @Nullable Tag find(String cell) {
        for (var tag = Markup.next(cell, 0); tag != null; tag = Markup.next(cell, tag.end())) {
            if (tag.opens("f")) {
                return tag;
            }
        }
        return null;
    }

    /// The cell with its own formula where it repeats another's.
    ///
    /// @param shared by number, those of the cells before
    static String expanded(String cell, int row, int column, Map<String, Shared> shared) {
        var tag = find(cell);
        if (tag == null) {
            return cell;
        }
        var first = cell.substring(tag.start(), tag.end());
        var number = Markup.attribute(first, "si");
        if (number == null || !"shared".equals(Markup.attribute(first, "t"))) {
            return cell;
        }
        var formula = formula(cell, tag);
        if (!formula.isEmpty()) {
            shared.put(number, new Shared(formula, row, column));
        }
        var original = shared.get(number);
        if (original == null) {
            return cell;
        }
        var own = FormulaRewriter.copied(original.formula, row - original.row, column - original.column);
        var name = tag.prefix() + "f>";
        return cell.substring(0, tag.start()) + "<" + name + Markup.escaped(own) + "</" + name
                + cell.substring(Markup.end(cell, tag).end());
    }

    /// The cell after rows of its sheet moved.
    ///
    /// @param row the number of its row now
    /// @param source number before all edits of the row that its row is a copy of; 0 for none
    static String shifted(String cell, RowOrder.Shift shift, String sheet, int row, int source) {
        var tag = find(cell);
        if (tag == null) {
            return cell;
        }
        var first = cell.substring(tag.start(), tag.end());
        var block = Markup.attribute(first, "ref");
        var formula = formula(cell, tag);
        var changed = FormulaRewriter.shifted(formula, shift, sheet, true);
        var original = source > 0 ? shift.row(source) : 0;
        if (original > 0) {
            changed = FormulaRewriter.copied(changed, row - original, 0);
        }
        var changedBlock = block == null ? null : ReferenceUpdate.blocks(block, shift);
        var changedTag = block == null || changedBlock == null || changedBlock.equals(block)
                ? first
                : Markup.withAttribute(first, "ref", changedBlock);
        if (changed.equals(formula) && changedTag.equals(first)) {
            return cell;
        }
        if (tag.kind() == Kind.EMPTY) {
            return cell.substring(0, tag.start()) + changedTag + cell.substring(tag.end());
        }
        return cell.substring(0, tag.start())
                + changedTag
                + Markup.escaped(changed)
                + cell.substring(Markup.end(cell, tag).start());
    }

    private static String formula(String cell, Tag tag) {
        return tag.kind() == Kind.EMPTY
                ? ""
                : Markup.plain(cell.substring(tag.end(), Markup.end(cell, tag).start()));
    }
}
