package io.tenure.workbench;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.tenure.workbench.TablePage.GridRow;
import java.util.List;

/// What the grid of a table shows once a cell is saved.
///
/// @param address path of the table's page
/// @param hits whether the grid shows the customers of each row
/// @param rows those that may look different now
@CheckedTemplate(basePath = "workbench", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
record SavedCell(Page page, String address, ShownVersion version, boolean hits, List<GridRow> rows)
        implements TemplateInstance {}
