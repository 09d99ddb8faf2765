package io.tenure.workbench;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.tenure.workbench.CellText.NamedParameter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A decision table as a grid.
///
/// @param address path of the page
/// @param place workbook and sheet
/// @param policy which of the rows that apply decide
/// @param codes whether cells show codes; labels otherwise
/// @param findings about the table as a whole
/// @param hits whom the rows applied to; null where nobody asked
@CheckedTemplate(basePath = "workbench", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
record TablePage(
        Page page,
        String table,
        String address,
        ShownVersion version,
        String place,
        String phase,
        String policy,
        boolean codes,
        List<Head> columns,
        List<GridRow> rows,
        Paging paging,
        List<ShownFinding> findings,
        @Nullable HitCount hits)
        implements TemplateInstance {
    /// @param field name that the column reads or writes; empty where codes aren't shown
    /// @param kind class of the style: name, when, then or reason
    record Head(String title, String field, String kind) {}

    /// @param nameColumn number of the column with its name; 0 where the table has none
    /// @param anchor of the row; empty for one without a name
    /// @param findings about its name
    /// @param percent of the row with most hits, 0 to 100
    record GridRow(
            int number,
            int nameColumn,
            String name,
            String anchor,
            List<ShownFinding> findings,
            List<GridCell> cells,
            int hits,
            int percent) {}

    /// @param column its number in the sheet
    /// @param kind class of the style
    record GridCell(
            int column, String text, String kind, List<NamedParameter> parameters, List<ShownFinding> findings) {}

    /// @param previous query of the page before; empty for none, likewise next
    record Paging(int first, int last, int all, String previous, String next) {}

    /// @param customers that were looked at
    record HitCount(int customers, String at) {}
}
