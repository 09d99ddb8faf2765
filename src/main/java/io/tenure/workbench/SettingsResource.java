package io.tenure.workbench;

import io.tenure.bundle.Settings;
import io.tenure.finding.Checked;
import io.tenure.finding.Finding;
import io.tenure.http.ExceptionProblems;
import io.tenure.http.Problem;
import io.tenure.http.Roles;
import io.tenure.text.Message;
import io.tenure.text.Text;
import io.tenure.workbench.SettingsPage.SettingsEntry;
import io.tenure.workbook.SheetEdit;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Facts, outcomes and contact limits of the ruleset: all of them, and a form for each and for a new one.
@Path("/settings/{kind}")
@RolesAllowed(Roles.VIEWER)
@Produces(PageRequest.HTML)
class SettingsResource {
    private static final String CODES = "codes";

    private final RuleVersions versions;
    private final DraftEdits edits;

    SettingsResource(RuleVersions versions, DraftEdits edits) {
        this.versions = versions;
        this.edits = edits;
    }

    /// @param row 0 for a new one
    private record Form(
            Page page,
            SettingsRows rows,
            int row,
            Function<String, String> value,
            @Nullable String codes) {}

    @GET
    public Response list(
            @PathParam("kind") String kind,
            @QueryParam(RuleVersion.PARAMETER) @Nullable String wanted,
            @BeanParam PageRequest request) {
        Page page = page(request);
        return request.answer(
                versions.find(wanted, page).then(version -> rows(kind, version)),
                rows -> request.html(page(page.titled(rows.kind().title()), rows)));
    }

    private static SettingsPage page(Page page, SettingsRows rows) {
        List<String> headings = rows.headings().stream()
                .filter(heading -> !heading.equals(SettingsKind.NAME))
                .toList();
        return new SettingsPage(
                page,
                rows.kind().address(),
                ShownVersion.of(rows.version(), page),
                rows.kind().hint().in(page.locale()),
                rows.kind().titleOfNew().in(page.locale()),
                headings.stream()
                        .map(heading -> SettingsKind.heading(heading).in(page.locale()))
                        .toList(),
                rows.sheet().rows().stream()
                        .map(row -> entry(rows, row, headings, page))
                        .toList());
    }

    private static SettingsEntry entry(SettingsRows rows, int row, List<String> headings, Page page) {
        String name = rows.text(row, SettingsKind.NAME);
        return new SettingsEntry(
                name,
                address(rows, name) + rows.version().query(),
                headings.stream().map(heading -> rows.text(row, heading)).toList(),
                findings(rows, row, page));
    }

    private static List<ShownFinding> findings(SettingsRows rows, int row, Page page) {
        return row == 0
                ? List.of()
                : ShownFinding.of(
                        rows.version().findingsAt(rows.sheet().address(row, SettingsKind.NAME)), page.locale());
    }

    private static String address(SettingsRows rows, String name) {
        return rows.kind().address() + "/rows/" + PageAddress.encode(name);
    }

    @GET
    @Path("/new")
    @RolesAllowed({Roles.AUTHOR, Roles.RULE_ENGINEER})
    public Response newRow(
            @PathParam("kind") String kind,
            @QueryParam(RuleVersion.PARAMETER) @Nullable String wanted,
            @BeanParam PageRequest request) {
        return form(kind, wanted, null, request);
    }

    @GET
    @Path("/rows/{name}")
    @RolesAllowed({Roles.AUTHOR, Roles.RULE_ENGINEER})
    public Response row(
            @PathParam("kind") String kind,
            @PathParam("name") String name,
            @QueryParam(RuleVersion.PARAMETER) @Nullable String wanted,
            @BeanParam PageRequest request) {
        return form(kind, wanted, name, request);
    }

    /// @param name null for a new row
    private Response form(String kind, @Nullable String wanted, @Nullable String name, PageRequest request) {
        Page page = page(request);
        return request.answer(
                versions.find(wanted, page).then(version -> rows(kind, version)),
                rows -> onRow(
                        rows,
                        name,
                        request,
                        row -> show(
                                200,
                                new Form(
                                        page,
                                        rows,
                                        row,
                                        heading -> row == 0 ? "" : rows.text(row, heading),
                                        asksForCodes(rows, row) ? "" : null),
                                null,
                                request)));
    }

    private static boolean asksForCodes(SettingsRows rows, int row) {
        return row == 0 && rows.kind() == SettingsKind.OUTCOMES;
    }

    /// @param name null for a new row, which has number 0
    private static Response onRow(
            SettingsRows rows, @Nullable String name, PageRequest request, Function<Integer, Response> operation) {
        OptionalInt row = name == null ? OptionalInt.of(0) : rows.row(name);
        return row.isEmpty() ? request.problem(ExceptionProblems.ofStatus(404)) : operation.apply(row.getAsInt());
    }

    @POST
    @CheckedForm
    @Path("/new")
    @RolesAllowed({Roles.AUTHOR, Roles.RULE_ENGINEER})
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response add(
            @PathParam("kind") String kind,
            @FormParam(RuleVersion.PARAMETER) @Nullable String wanted,
            @FormParam("stamp") @Nullable String stamp,
            @BeanParam PageRequest request) {
        return save(kind, wanted, stamp, null, request);
    }

    @POST
    @CheckedForm
    @Path("/rows/{name}")
    @RolesAllowed({Roles.AUTHOR, Roles.RULE_ENGINEER})
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response change(
            @PathParam("kind") String kind,
            @PathParam("name") String name,
            @FormParam(RuleVersion.PARAMETER) @Nullable String wanted,
            @FormParam("stamp") @Nullable String stamp,
            @BeanParam PageRequest request) {
        return save(kind, wanted, stamp, name, request);
    }

    private Response save(
            String kind, @Nullable String wanted, @Nullable String stamp, @Nullable String name, PageRequest request) {
        Page page = page(request);
        Function<String, String> typed = heading -> FormValues.text(request.field(SettingsRows.field(heading)));
        return request.answer(
                versions.forChange(wanted, stamp, page),
                changeable -> request.answer(
                        rows(kind, changeable.version()),
                        rows -> onRow(rows, name, request, row -> {
                            Form form = new Form(
                                    page,
                                    rows,
                                    row,
                                    typed,
                                    asksForCodes(rows, row) ? FormValues.text(request.field(CODES)) : null);
                            return changeable.isStale()
                                    ? show(409, form, Message.of("workbench.row.stale"), request)
                                    : save(form, request);
                        })));
    }

    private Response save(Form form, PageRequest request) {
        SettingsRows rows = form.rows;
        String name = form.value.apply(SettingsKind.NAME);
        if (name.isEmpty()) {
            return show(422, form, Message.of("workbench.settings.no-name"), request);
        }
        OptionalInt known = rows.row(name);
        if (known.isPresent() && known.getAsInt() != form.row) {
            return show(409, form, Message.of("workbench.settings.known", "name", name), request);
        }
        List<SheetEdit> changes = form.row == 0
                ? rows.added(form.value, form.codes == null ? "" : form.codes)
                : rows.changed(form.row, form.value);
        if (changes.isEmpty()) {
            return request.goTo(rows.kind().address() + rows.version().query());
        }
        return switch (edits.save(
                rows.version(),
                Settings.FILE,
                changes,
                Message.of("workbench.settings.comment", "name", name),
                request)) {
            case DraftEdits.Result.Saved(var draft) -> request.goTo(DraftsResource.address(draft.id()) + "?saved=true");
            case DraftEdits.Result.Refused(Text reason) -> show(409, form, reason, request);
            case DraftEdits.Result.Invalid(List<Finding> findings) ->
                show(422, form, findings.getFirst().message(), request);
        };
    }

    private static Checked<SettingsRows, Problem> rows(String kind, RuleVersion version) {
        Optional<SettingsRows> found = SettingsKind.of(kind).flatMap(known -> SettingsRows.of(known, version));
        return found.<Checked<SettingsRows, Problem>>map(Checked::valid)
                .orElseGet(() -> new Checked.Invalid<>(List.of(ExceptionProblems.ofStatus(404))));
    }

    private static Page page(PageRequest request) {
        return request.page(Message.of("workbench.parameters.title"), "parameters");
    }

    private static Response show(int status, Form form, @Nullable Text fault, PageRequest request) {
        SettingsRows rows = form.rows;
        Page page = form.page;
        String name = form.row == 0 ? "" : rows.text(form.row, SettingsKind.NAME);
        return request.html(
                status,
                new SettingsRowPage(
                        page.titled(form.row == 0 ? rows.kind().titleOfNew() : Text.same(name)),
                        form.row == 0 ? rows.kind().address() + "/new" : address(rows, name),
                        rows.kind().address(),
                        rows.kind().title().in(page.locale()),
                        ShownVersion.of(rows.version(), page),
                        Message.of(
                                        "workbench.rules.place",
                                        "file",
                                        RuleAddresses.fileName(Settings.FILE),
                                        "sheet",
                                        rows.sheet().sheet().name())
                                .in(page.locale()),
                        fault == null ? null : fault.in(page.locale()),
                        findings(rows, form.row, page),
                        rows.inputs(form.value, page.locale()),
                        form.codes));
    }
}
