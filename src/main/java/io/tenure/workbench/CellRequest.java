package io.tenure.workbench;

import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import org.jspecify.annotations.Nullable;

/// A request about one cell of the grid of a table.
///
/// A bean parameter of JAX-RS, which fills its fields.
class CellRequest extends PageRequest {
    @PathParam("table")
    @SuppressWarnings("NullAway.Init")
    String table;

    @PathParam("row")
    int row;

    @PathParam("column")
    int column;

    @QueryParam(RuleVersion.PARAMETER)
    @Nullable
    String wanted;

    /// The name of the row where the grid was drawn.
    @QueryParam("name")
    @Nullable
    String name;

    @QueryParam("show")
    @Nullable
    String show;

    /// Whether the grid shows the customers of each row.
    @QueryParam("hits")
    boolean hits;

    boolean isInCodes() {
        return TableResource.CODES.equals(show);
    }

    /// What addresses of the same grid say about it, beside the version.
    String gridQuery() {
        return (isInCodes() ? "&show=" + TableResource.CODES : "") + (hits ? "&hits=true" : "");
    }
}
