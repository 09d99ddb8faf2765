package io.tenure.workbench;

import io.tenure.finding.Finding;
import io.tenure.http.ExceptionProblems;
import io.tenure.http.Roles;
import io.tenure.table.Table;
import io.tenure.text.Message;
import io.tenure.workbench.TableGrid.GridColumn;
import io.tenure.workbench.TablePage.GridCell;
import io.tenure.workbench.TablePage.GridRow;
import io.tenure.workbench.TablePage.Head;
import io.tenure.workbench.TablePage.HitCount;
import io.tenure.workbench.TablePage.Paging;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The page of a table, and its workbook.
@Path("/rules/{table}")
@RolesAllowed(Roles.VIEWER)
@Produces(PageRequest.HTML)
public class TableResource {
    /// Rows on a page: a browser shows them at once.
    static final int PAGE_ROWS = 500;

    private static final int PERCENT = 100;
    private static final String CODES = "codes";

    private final RuleVersions versions;
    private final RowHits rowHits;

    TableResource(RuleVersions versions, RowHits rowHits) {
        this.versions = versions;
        this.rowHits = rowHits;
    }

    @GET
    public Response table(
            @PathParam("table") String name,
            @QueryParam(RuleVersion.PARAMETER) @Nullable String wanted,
            @QueryParam("show") @Nullable String show,
            @QueryParam("from") @DefaultValue("0") int from,
            @QueryParam("row") @Nullable String row,
            @QueryParam("hits") boolean count,
            @BeanParam PageRequest request) {
        Page page = request.page(Message.of("workbench.rules.table", "table", name), Page.RULES);
        return request.answer(
                versions.find(wanted, page),
                version -> TableGrid.find(version, name)
                        .map(grid -> request.html(page(
                                page,
                                name,
                                version,
                                grid,
                                CODES.equals(show),
                                start(grid, from, row),
                                rowHits.counts(count))))
                        .orElseGet(() -> request.problem(ExceptionProblems.ofStatus(404))));
    }

    @GET
    @Path("/workbook")
    @Produces(MediaType.WILDCARD)
    public Response workbook(
            @PathParam("table") String name,
            @QueryParam(RuleVersion.PARAMETER) @Nullable String wanted,
            @BeanParam PageRequest request) {
        Page page = request.page(Message.of("workbench.rules.table", "table", name), Page.RULES);
        return request.answer(
                versions.find(wanted, page),
                version -> TableGrid.find(version, name)
                        .map(grid -> download(grid.sheet().file(), version))
                        .orElseGet(() -> request.problem(ExceptionProblems.ofStatus(404))));
    }

    private static Response download(String file, RuleVersion version) {
        return Response.ok(version.bundle().files().get(file), MediaType.APPLICATION_OCTET_STREAM_TYPE)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename*=UTF-8''" + PageAddress.encode(RuleAddresses.fileName(file)))
                .header("X-Content-Type-Options", "nosniff")
                .build();
    }

    private static int start(TableGrid grid, int from, @Nullable String row) {
        int wanted = from;
        if (row != null) {
            wanted =
                    Math.max(0, grid.rows().stream().map(grid::rowName).toList().indexOf(row));
        }
        return Math.clamp(wanted, 0, Math.max(0, grid.rows().size() - 1)) / PAGE_ROWS * PAGE_ROWS;
    }

    private static TablePage page(
            Page page,
            String name,
            RuleVersion version,
            TableGrid grid,
            boolean codes,
            int start,
            RowHits.@Nullable Counts counts) {
        Locale locale = page.locale();
        List<Integer> numbers = grid.rows()
                .subList(start, Math.min(start + PAGE_ROWS, grid.rows().size()));
        int most = counts == null
                ? 0
                : grid.rows().stream()
                        .mapToInt(row -> counts.of(name, grid.rowName(row)))
                        .max()
                        .orElse(0);
        CellText text = new CellText(version.ruleset(), locale, codes);
        Optional<Table> typed = version.ruleset().tables().stream()
                .filter(table -> table.name().equals(name))
                .findFirst();
        return new TablePage(
                page,
                name,
                RuleAddresses.table(name),
                ShownVersion.of(version, page),
                TableTexts.place(grid.sheet()).in(locale),
                typed.map(Table::phase).orElse(""),
                typed.map(table -> TableTexts.policy(table.hitPolicy()).in(locale))
                        .orElse(""),
                codes,
                grid.columns().stream()
                        .map(column -> new Head(column.title(), codes ? column.field() : "", kind(column)))
                        .toList(),
                numbers.stream()
                        .map(row -> row(
                                grid,
                                row,
                                version,
                                text,
                                counts == null ? 0 : counts.of(name, grid.rowName(row)),
                                most))
                        .toList(),
                paging(grid, start, numbers.size(), version.query() + (codes ? "&show=" + CODES : "")),
                ShownFinding.of(
                        version.findings().stream()
                                .filter(finding -> isAboutTable(finding, grid))
                                .toList(),
                        locale),
                counts == null ? null : new HitCount(counts.customers(), PageTimes.minute(counts.at())));
    }

    /// Whether a finding stands beside no cell of a row.
    private static boolean isAboutTable(Finding finding, TableGrid grid) {
        return finding.address().file().equals(grid.sheet().file())
                && finding.address().sheet().equals(grid.sheet().name())
                && (!grid.rows().contains(finding.address().row())
                        || finding.address().column() == 0);
    }

    private static String kind(GridColumn column) {
        return column.isName() ? "name" : column.isReason() ? "reason" : column.isAction() ? "then" : "when";
    }

    private static GridRow row(TableGrid grid, int row, RuleVersion version, CellText text, int hits, int most) {
        String name = grid.rowName(row);
        List<Finding> findings = version.findingsAt(grid.address(row));
        return new GridRow(
                row,
                name,
                name.isEmpty() ? "" : "row-" + name,
                grid.columns().stream()
                        .filter(GridColumn::isName)
                        .flatMap(column -> at(column, findings, text.locale()).stream())
                        .toList(),
                grid.columns().stream()
                        .filter(column -> !column.isName())
                        .map(column -> cell(grid.text(row, column), column, findings, version, text))
                        .toList(),
                hits,
                most == 0 ? 0 : Math.round(PERCENT * (float) hits / most));
    }

    private static GridCell cell(
            String raw, GridColumn column, List<Finding> findings, RuleVersion version, CellText text) {
        boolean isRule = column.isCondition() || column.isAction();
        return new GridCell(
                isRule ? text.shown(raw) : raw,
                kind(column),
                isRule ? text.parameters(raw, version.query()) : List.of(),
                at(column, findings, text.locale()));
    }

    private static List<ShownFinding> at(GridColumn column, List<Finding> findings, Locale locale) {
        return findings.isEmpty()
                ? List.of()
                : ShownFinding.of(
                        findings.stream()
                                .filter(finding -> finding.address().column() == column.number())
                                .toList(),
                        locale);
    }

    private static Paging paging(TableGrid grid, int start, int shown, String query) {
        int all = grid.rows().size();
        return new Paging(
                shown == 0 ? 0 : start + 1,
                start + shown,
                all,
                start == 0 ? "" : query + "&from=" + (start - PAGE_ROWS),
                start + shown >= all ? "" : query + "&from=" + (start + shown));
    }
}
