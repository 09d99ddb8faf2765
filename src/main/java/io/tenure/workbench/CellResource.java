package io.tenure.workbench;

import io.tenure.finding.Finding;
import io.tenure.http.ExceptionProblems;
import io.tenure.http.Roles;
import io.tenure.text.Message;
import io.tenure.text.Text;
import io.tenure.workbench.TableGrid.GridColumn;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// One cell, changed where it stands in the grid of its table. The answers are parts of that page.
@Path("/rules/{table}/rows/{row: [1-9][0-9]{0,6}}/cells/{column: [1-9][0-9]{0,4}}")
@RolesAllowed({Roles.AUTHOR, Roles.RULE_ENGINEER})
@Produces(PageRequest.HTML)
class CellResource {
    /// How many rows with findings are drawn again at most.
    private static final int MAX_ROWS = 50;

    private final RuleVersions versions;
    private final DraftEdits edits;
    private final RowHits rowHits;

    CellResource(RuleVersions versions, DraftEdits edits, RowHits rowHits) {
        this.versions = versions;
        this.edits = edits;
        this.rowHits = rowHits;
    }

    /// @param view the row with what was typed
    private record Cell(ShownTable shown, GridColumn column, RowView view) {}

    @GET
    public Response editor(@BeanParam CellRequest request) {
        return request.answer(
                ShownTable.find(versions, request.table, request.wanted, request),
                shown -> onCell(shown, request, (cell, _) -> editor(cell, null, 200, request)));
    }

    @POST
    @CheckedForm
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response save(@FormParam("stamp") @Nullable String stamp, @BeanParam CellRequest request) {
        return request.answer(
                ShownTable.forChange(versions, request.table, request.wanted, stamp, request),
                shown -> onCell(
                        shown,
                        request,
                        (cell, isStale) -> isStale
                                ? editor(cell, Message.of("workbench.row.stale"), 409, request)
                                : save(cell, request)));
    }

    private Response save(Cell cell, CellRequest request) {
        ShownTable shown = cell.shown;
        int row = cell.view.number();
        var changes = shown.cells(row, cell.view, false);
        if (changes.isEmpty()) {
            return saved(shown, shown, row, request);
        }
        Text comment = Message.of("workbench.row.comment", "table", shown.table(), "row", cell.view.name());
        return switch (edits.save(shown.version(), shown.grid().sheet().file(), changes, comment, request)) {
            case DraftEdits.Result.Saved(var draft) ->
                request.answer(
                        ShownTable.find(versions, shown.table(), Integer.toString(draft.id()), request),
                        now -> saved(shown, now, row, request));
            case DraftEdits.Result.Refused(Text reason) -> editor(cell, reason, 409, request);
            case DraftEdits.Result.Invalid(List<Finding> findings) ->
                editor(
                        new Cell(shown, cell.column, cell.view.with(findings)),
                        Message.of("workbench.row.not-saved"),
                        422,
                        request);
        };
    }

    /// The row as it is now, and the others whose findings may have changed.
    private Response saved(ShownTable before, ShownTable now, int row, CellRequest request) {
        TreeSet<Integer> rows = new TreeSet<>();
        for (ShownTable shown : List.of(before, now)) {
            shown.version().findings().stream()
                    .map(Finding::address)
                    .filter(address -> address.file().equals(now.grid().sheet().file())
                            && address.sheet().equals(now.grid().sheet().name())
                            && now.grid().rows().contains(address.row()))
                    .limit(MAX_ROWS)
                    .forEach(address -> rows.add(address.row()));
        }
        rows.add(row);
        TableRows shownRows = TableRows.of(
                now.version(),
                now.grid(),
                request.locale(),
                request.isInCodes(),
                request.hits ? rowHits.counts(true) : null);
        return request.html(new SavedCell(
                now.page(),
                RuleAddresses.table(now.table()),
                ShownVersion.of(now.version(), now.page()),
                request.hits,
                rows.stream().map(shownRows::row).toList()));
    }

    /// What the check would find if this were saved.
    @POST
    @Path("/check")
    @CheckedForm
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response check(@BeanParam CellRequest request) {
        return request.answer(
                ShownTable.find(versions, request.table, request.wanted, request),
                shown -> onCell(shown, request, (cell, _) -> check(cell, request)));
    }

    private Response check(Cell cell, CellRequest request) {
        ShownTable shown = cell.shown;
        String file = shown.grid().sheet().file();
        List<Finding> found = edits.check(shown.version(), file, shown.cells(cell.view.number(), cell.view, false));
        List<Finding> here = found.stream()
                .filter(finding -> finding.address().file().equals(file)
                        && finding.address().sheet().equals(shown.grid().sheet().name())
                        && finding.address().row() == cell.view.number())
                .toList();
        List<Finding> elsewhere = found.stream()
                .filter(finding ->
                        !here.contains(finding) && !shown.version().findings().contains(finding))
                .toList();
        return request.html(new CheckedCell(
                ShownVersion.of(shown.version(), shown.page()),
                ShownFinding.of(here, request.locale()),
                Finding.count(elsewhere, Finding.Severity.ERROR)));
    }

    private static Response onCell(
            ShownTable shown, CellRequest request, BiFunction<Cell, Boolean, Response> operation) {
        OptionalInt row = shown.row(request.row, request.name);
        Optional<GridColumn> column = shown.grid().columns().stream()
                .filter(one -> one.number() == request.column)
                .findFirst();
        return row.isEmpty() || column.isEmpty()
                ? request.problem(ExceptionProblems.ofStatus(404))
                : operation.apply(
                        new Cell(
                                shown,
                                column.get(),
                                shown.view().row(row.getAsInt()).typed(request)),
                        shown.isStale());
    }

    /// @param fault why what was typed wasn't saved; null where nothing was tried
    private static Response editor(Cell cell, @Nullable Text fault, int status, CellRequest request) {
        ShownTable shown = cell.shown;
        return request.html(
                status,
                new CellEditor(
                        shown.page(),
                        RuleAddresses.table(shown.table()) + "/rows/" + cell.view.number() + "/cells/"
                                + cell.column.number(),
                        shown.version().query()
                                + (cell.view.name().isEmpty() ? "" : "&name=" + PageAddress.encode(cell.view.name()))
                                + request.gridQuery(),
                        ShownVersion.of(shown.version(), shown.page()),
                        cell.view.name().isEmpty() ? Integer.toString(cell.view.number()) : cell.view.name(),
                        fault == null ? null : fault.in(request.locale()),
                        cell.view.input(cell.column, request.locale())));
    }
}
