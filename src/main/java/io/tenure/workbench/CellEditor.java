package io.tenure.workbench;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import org.jspecify.annotations.Nullable;

/// The form of one cell, which stands in the cell.
///
/// @param address path of the cell
/// @param query names the version, the row and how the grid is shown
/// @param row its name, or its number where it has none
/// @param fault why what was typed wasn't saved; null where nothing was tried
@CheckedTemplate(basePath = "workbench", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
record CellEditor(
        Page page,
        String address,
        String query,
        ShownVersion version,
        String row,
        @Nullable String fault,
        RowPage.CellInput cell)
        implements TemplateInstance {}
