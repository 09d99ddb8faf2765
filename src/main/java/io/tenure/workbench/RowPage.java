package io.tenure.workbench;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.tenure.workbench.CellText.NamedParameter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A row of a table, cell by cell, to read and to change.
///
/// @param address path of the table's page
/// @param number of the row in its sheet; 0 for a new one
/// @param below number of the row above a new one
/// @param name of the row; empty where it has none
/// @param fault why a change wasn't saved; null where it was, or nothing was tried
/// @param saved whether a change was saved just now
/// @param findings about the row as a whole
/// @param first whether it is the first row; last likewise
/// @param history the releases that changed it, the latest first; null until it is asked for
@CheckedTemplate(basePath = "workbench", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
record RowPage(
        Page page,
        String table,
        String address,
        ShownVersion version,
        String place,
        int number,
        int below,
        String name,
        @Nullable String fault,
        boolean saved,
        List<ShownFinding> findings,
        List<CellGroup> groups,
        boolean first,
        boolean last,
        @Nullable List<PastRow> history)
        implements TemplateInstance {
    /// The cells of one kind: name, conditions, what is written, reasons.
    record CellGroup(String title, List<CellInput> cells) {}

    /// @param field of the form
    /// @param hint meaning, unit and range
    /// @param code name that the column reads or writes
    /// @param formula that computes the value; null for none
    /// @param isLong whether it may have several lines
    record CellInput(
            String field,
            String title,
            String code,
            String hint,
            String value,
            @Nullable String formula,
            boolean isLong,
            List<CodeChoice> choices,
            List<NamedParameter> parameters,
            List<ShownFinding> findings) {}

    record CodeChoice(String code, String label) {}

    /// What a release did with the row.
    ///
    /// @param published to the minute, in UTC
    /// @param what people call it: added, changed or removed
    record PastRow(int release, String published, String author, String what, List<PastCell> cells) {}

    /// A cell that it changed.
    record PastCell(String title, String before, String after) {}
}
