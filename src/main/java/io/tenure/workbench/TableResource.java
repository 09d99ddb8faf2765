package io.tenure.workbench;

import io.tenure.finding.Finding;
import io.tenure.http.ExceptionProblems;
import io.tenure.http.Roles;
import io.tenure.table.Table;
import io.tenure.text.Message;
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

    static final String CODES = "codes";

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
        TableRows rows = TableRows.of(version, grid, locale, codes, counts);
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
                        .map(column -> new Head(column.title(), codes ? column.field() : "", TableRows.kind(column)))
                        .toList(),
                numbers.stream().map(rows::row).toList(),
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
