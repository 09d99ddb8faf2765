package io.tenure.workbench;

import io.tenure.finding.Finding;
import io.tenure.http.ExceptionProblems;
import io.tenure.http.Roles;
import io.tenure.text.Message;
import io.tenure.text.Text;
import io.tenure.workbench.TableGrid.GridColumn;
import io.tenure.workbook.SheetEdit;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The page of a row, and changes to the rows of a table. Each change makes a draft or extends the one that is shown.
@Path("/rules/{table}/rows")
@RolesAllowed(Roles.VIEWER)
@Produces(PageRequest.HTML)
public class RowResource {
    private static final String SAVED = "saved";

    private final RuleVersions versions;
    private final DraftEdits edits;
    private final RowHistory rowHistory;

    RowResource(RuleVersions versions, DraftEdits edits, RowHistory rowHistory) {
        this.versions = versions;
        this.edits = edits;
        this.rowHistory = rowHistory;
    }

    @GET
    @Path("/{row: [1-9][0-9]{0,6}}")
    public Response row(
            @PathParam("table") String table,
            @PathParam("row") int row,
            @QueryParam(RuleVersion.PARAMETER) @Nullable String wanted,
            @QueryParam(SAVED) @Nullable String saved,
            @QueryParam("history") @Nullable String history,
            @BeanParam PageRequest request) {
        return request.answer(
                ShownTable.find(versions, table, wanted, request),
                shown -> shown.grid().rows().contains(row)
                        ? request.html(shown.view()
                                .row(row)
                                .page(null, saved != null, history == null ? null : history(shown, row, request)))
                        : request.problem(ExceptionProblems.ofStatus(404)));
    }

    private List<RowPage.PastRow> history(ShownTable shown, int row, PageRequest request) {
        return rowHistory.of(shown.grid(), shown.grid().rowName(row), request.locale());
    }

    @GET
    @Path("/new")
    @RolesAllowed({Roles.AUTHOR, Roles.RULE_ENGINEER})
    public Response newRow(
            @PathParam("table") String table,
            @QueryParam(RuleVersion.PARAMETER) @Nullable String wanted,
            @QueryParam("below") @DefaultValue("0") int below,
            @BeanParam PageRequest request) {
        return request.answer(
                ShownTable.find(versions, table, wanted, request),
                shown -> request.html(
                        shown.view().newRow(place(shown.grid(), below)).page(null, false)));
    }

    /// The row below which a new one is inserted: the last one unless another is asked for.
    private static int place(TableGrid grid, int below) {
        return grid.rows().contains(below)
                        || grid.rows().isEmpty()
                        || below == grid.header().firstDataRow() - 1
                ? Math.max(below, grid.header().firstDataRow() - 1)
                : grid.rows().getLast();
    }

    @POST
    @CheckedForm
    @RolesAllowed({Roles.AUTHOR, Roles.RULE_ENGINEER})
    @Path("/{row: [1-9][0-9]{0,6}}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response save(
            @PathParam("table") String table,
            @PathParam("row") int row,
            @FormParam(RuleVersion.PARAMETER) @Nullable String wanted,
            @FormParam("stamp") @Nullable String stamp,
            @FormParam("name") @Nullable String name,
            @BeanParam PageRequest request) {
        return request.answer(
                ShownTable.forChange(versions, table, wanted, stamp, request),
                shown -> onRow(shown, row, name, view -> view.typed(request), this::save, request));
    }

    private Response save(ShownTable shown, RowView view, PageRequest request) {
        int row = view.number();
        List<SheetEdit> cells = shown.cells(row, view, false);
        return cells.isEmpty()
                ? request.goTo(address(shown.table(), row, shown.version().query()))
                : result(
                        save(shown, cells, view.name(), request),
                        view,
                        draft -> address(shown.table(), row, draft + "&" + SAVED + "=true"),
                        request);
    }

    private interface Operation {
        Response on(ShownTable shown, RowView view, PageRequest request);
    }

    /// What is done with a row, unless it is gone or the version has changed since the form was shown.
    private static Response onRow(
            ShownTable shown,
            int row,
            @Nullable String name,
            UnaryOperator<RowView> typed,
            Operation operation,
            PageRequest request) {
        OptionalInt found = shown.row(row, name);
        if (found.isEmpty()) {
            return request.problem(ExceptionProblems.ofStatus(404));
        }
        RowView view = typed.apply(shown.view().row(found.getAsInt()));
        return shown.isStale() ? stale(view, request) : operation.on(shown, view, request);
    }

    @POST
    @CheckedForm
    @RolesAllowed({Roles.AUTHOR, Roles.RULE_ENGINEER})
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response add(
            @PathParam("table") String table,
            @FormParam(RuleVersion.PARAMETER) @Nullable String wanted,
            @FormParam("stamp") @Nullable String stamp,
            @FormParam("below") @DefaultValue("0") int below,
            @BeanParam PageRequest request) {
        return request.answer(ShownTable.forChange(versions, table, wanted, stamp, request), shown -> {
            int above = place(shown.grid(), below);
            RowView view = shown.view().newRow(above).typed(request);
            if (shown.isStale()) {
                return stale(view, request);
            }
            List<SheetEdit> cells = shown.cells(above + 1, view, true);
            if (cells.isEmpty()) {
                return request.html(
                        422, view.page(Message.of("workbench.row.empty").in(request.locale()), false));
            }
            int like = shown.grid().rows().contains(above)
                    ? above
                    : shown.grid().rows().isEmpty() ? 0 : shown.grid().rows().getFirst();
            List<SheetEdit> changes = new ArrayList<>();
            changes.add(new SheetEdit.InsertRow(shown.grid().sheet().name(), above, like));
            changes.addAll(cells);
            return result(
                    save(shown, changes, view.name(), request),
                    view,
                    draft -> address(shown.table(), above + 1, draft + "&" + SAVED + "=true"),
                    request);
        });
    }

    @POST
    @CheckedForm
    @RolesAllowed({Roles.AUTHOR, Roles.RULE_ENGINEER})
    @Path("/{row: [1-9][0-9]{0,6}}/{operation: copy|up|down|delete}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response change(
            @PathParam("table") String table,
            @PathParam("row") int row,
            @PathParam("operation") String operation,
            @FormParam(RuleVersion.PARAMETER) @Nullable String wanted,
            @FormParam("stamp") @Nullable String stamp,
            @FormParam("name") @Nullable String name,
            @BeanParam PageRequest request) {
        return request.answer(
                ShownTable.forChange(versions, table, wanted, stamp, request),
                shown -> onRow(
                        shown,
                        row,
                        name,
                        view -> view,
                        (_, view, _) -> change(shown, view.number(), operation, view, request),
                        request));
    }

    private Response change(ShownTable shown, int row, String operation, RowView view, PageRequest request) {
        TableGrid grid = shown.grid();
        String sheet = grid.sheet().name();
        int index = grid.rows().indexOf(row);
        boolean isLast = index == grid.rows().size() - 1;
        List<SheetEdit> changes = new ArrayList<>();
        int then = row;
        switch (operation) {
            case "copy" -> {
                changes.add(new SheetEdit.CopyRow(sheet, row, row));
                then = row + 1;
                for (GridColumn column : grid.columns()) {
                    if (column.isName()) {
                        changes.add(
                                new SheetEdit.SetCell(sheet, then, column.number(), column.cell(grid.freeName(row))));
                    }
                }
            }
            case "up" -> {
                then = index == 0 ? row : grid.rows().get(index - 1);
                if (then != row) {
                    changes.add(new SheetEdit.MoveRow(sheet, row, then - 1));
                }
            }
            case "down" -> {
                then = isLast ? row : grid.rows().get(index + 1);
                if (then != row) {
                    changes.add(new SheetEdit.MoveRow(sheet, row, then));
                }
            }
            default -> changes.add(new SheetEdit.DeleteRow(sheet, row));
        }
        if (changes.isEmpty()) {
            return request.goTo(address(shown.table(), row, shown.version().query()));
        }
        int next = then;
        return result(
                save(shown, changes, view.name(), request),
                view,
                draft -> operation.equals("delete")
                        ? RuleAddresses.table(shown.table()) + draft
                        : address(shown.table(), next, draft + "&" + SAVED + "=true"),
                request);
    }

    private DraftEdits.Result save(ShownTable shown, List<SheetEdit> changes, String row, PageRequest request) {
        Text comment = Message.of("workbench.row.comment", "table", shown.table(), "row", row);
        return edits.save(shown.version(), shown.grid().sheet().file(), changes, comment, request);
    }

    private static Response result(
            DraftEdits.Result result, RowView view, UnaryOperator<String> then, PageRequest request) {
        return switch (result) {
            case DraftEdits.Result.Saved(var draft) ->
                request.goTo(then.apply("?" + RuleVersion.PARAMETER + "=" + draft.id()));
            case DraftEdits.Result.Refused(Text reason) ->
                request.html(409, view.page(reason.in(request.locale()), false));
            case DraftEdits.Result.Invalid(List<Finding> findings) ->
                request.html(
                        422,
                        view.with(findings)
                                .page(Message.of("workbench.row.not-saved").in(request.locale()), false));
        };
    }

    private static Response stale(RowView view, PageRequest request) {
        return request.html(409, view.page(Message.of("workbench.row.stale").in(request.locale()), false));
    }

    private static String address(String table, int row, String query) {
        return RuleAddresses.table(table) + "/rows/" + row + query;
    }
}
