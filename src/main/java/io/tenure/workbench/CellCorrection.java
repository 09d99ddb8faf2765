package io.tenure.workbench;

import io.tenure.bundle.Bundle;
import io.tenure.finding.Address;
import io.tenure.finding.Checked;
import io.tenure.finding.Finding;
import io.tenure.workbook.Cell;
import io.tenure.workbook.Sheet;
import io.tenure.workbook.SheetEdit;
import io.tenure.workbook.WorkbookEditor;
import java.util.List;

/// Corrects the mistyped names of a cell.
final class CellCorrection {
    private CellCorrection() {}

    /// The workbook with the corrected cell, or why it can't be changed.
    ///
    /// @param findings about the cell that say which names were meant
    static Checked<byte[], Finding> apply(Bundle bundle, Address cell, List<Finding> findings) {
        String content = RuleContent.sheets(bundle, cell.file()).stream()
                .filter(sheet -> sheet.name().equals(cell.sheet()))
                .findFirst()
                .map(sheet -> content(sheet, cell))
                .orElse("");
        for (Finding finding : findings) {
            if (finding.correction() != null) {
                content = finding.correction().of(content);
            }
        }
        return WorkbookEditor.apply(
                cell.file(),
                bundle.files().getOrDefault(cell.file(), new byte[0]),
                List.of(new SheetEdit.SetCell(cell.sheet(), cell.row(), cell.column(), Cell.of(content))));
    }

    private static String content(Sheet sheet, Address cell) {
        return sheet.at(cell.row(), cell.column()).raw();
    }
}
