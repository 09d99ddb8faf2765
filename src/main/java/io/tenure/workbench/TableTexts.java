package io.tenure.workbench;

import io.tenure.table.HitPolicy;
import io.tenure.text.Message;
import io.tenure.text.Text;

/// What pages say about tables.
final class TableTexts {
    private TableTexts() {}

    /// Which of the rows that fit apply.
    static Text policy(HitPolicy policy) {
        return switch (policy) {
            case UNIQUE -> Message.of("workbench.rules.unique");
            case FIRST -> Message.of("workbench.rules.first");
            case COLLECT -> Message.of("workbench.rules.collect");
        };
    }

    /// Workbook and sheet.
    static Text place(TableGrid grid) {
        return Message.of(
                "workbench.rules.place",
                "file",
                RuleAddresses.fileName(grid.sheet().file()),
                "sheet",
                grid.sheet().name());
    }
}
