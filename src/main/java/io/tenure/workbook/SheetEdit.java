package io.tenure.workbook;

/// One change to a sheet of a workbook. Rows and columns count from 1, in the sheet as the edits before left it.
public sealed interface SheetEdit {
    /// Name of the sheet.
    String sheet();

    /// Row up to which the sheet has to be known.
    int lastRow();

    /// Writes a cell, which keeps its style; a number in a cell of another number format gets a style that shows it
    /// as what it is. A formula in the cell is replaced.
    record SetCell(String sheet, int row, int column, Cell value) implements SheetEdit {
        @Override
        public int lastRow() {
            return row;
        }
    }

    /// Inserts a row without content.
    ///
    /// @param after the row above it; 0 for the top of the sheet
    /// @param like the row whose height and styles it gets, numbered as before the insertion; 0 for none
    record InsertRow(String sheet, int after, int like) implements SheetEdit {
        @Override
        public int lastRow() {
            return Math.max(after, like);
        }
    }

    /// Inserts a copy of a row; its relative formulas refer to cells as far from it as the original's.
    ///
    /// @param after the row above the copy; 0 for the top of the sheet
    record CopyRow(String sheet, int row, int after) implements SheetEdit {
        @Override
        public int lastRow() {
            return Math.max(row, after);
        }
    }

    /// Moves a row; formulas that refer to its cells follow it.
    ///
    /// @param after the row above its new place, numbered as before the move; 0 for the top of the sheet
    record MoveRow(String sheet, int row, int after) implements SheetEdit {
        @Override
        public int lastRow() {
            return Math.max(row, after);
        }
    }

    /// Deletes a row; the rows below it move up.
    record DeleteRow(String sheet, int row) implements SheetEdit {
        @Override
        public int lastRow() {
            return row;
        }
    }
}
