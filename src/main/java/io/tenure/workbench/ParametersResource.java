package io.tenure.workbench;

import io.tenure.bundle.Settings;
import io.tenure.finding.Address;
import io.tenure.finding.Finding;
import io.tenure.http.ExceptionProblems;
import io.tenure.http.Roles;
import io.tenure.lifecycle.Parameters;
import io.tenure.measure.MeasureCalculator;
import io.tenure.table.Row;
import io.tenure.table.Table;
import io.tenure.text.Message;
import io.tenure.text.NumberText;
import io.tenure.text.Text;
import io.tenure.workbench.ParameterPage.UsingRow;
import io.tenure.workbench.ParametersPage.ParameterEntry;
import io.tenure.workbench.SettingsSheetRows.SettingsRow;
import io.tenure.workbook.Cell;
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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The parameters, and changes to their values.
@Path("/parameters")
@RolesAllowed(Roles.VIEWER)
@Produces(PageRequest.HTML)
public class ParametersResource {
    private static final String SECTION = "parameters";
    private static final String NAME = "name";
    private static final String VALUE = "value";
    private static final String SAVED = "saved";

    private final RuleVersions versions;
    private final DraftEdits edits;
    private final ParameterHistory history;

    ParametersResource(RuleVersions versions, DraftEdits edits, ParameterHistory history) {
        this.versions = versions;
        this.edits = edits;
        this.history = history;
    }

    @GET
    public Response parameters(
            @QueryParam(RuleVersion.PARAMETER) @Nullable String wanted, @BeanParam PageRequest request) {
        Page page = request.page(Message.of("workbench.parameters.title"), SECTION);
        return request.answer(versions.find(wanted, page), version -> {
            Map<String, Integer> uses = new HashMap<>();
            version.ruleset().tables().stream()
                    .flatMap(table -> table.rows().stream())
                    .flatMap(row -> row.names().stream())
                    .forEach(name -> uses.merge(name, 1, Integer::sum));
            return request.html(new ParametersPage(
                    page,
                    ShownVersion.of(version, page),
                    SettingsSheetRows.parameters(version).stream()
                            .map(row -> entry(row, version, uses.getOrDefault(row.text(NAME), 0), page.locale()))
                            .toList()));
        });
    }

    @GET
    @Path("/{name}")
    public Response parameter(
            @PathParam("name") String name,
            @QueryParam(RuleVersion.PARAMETER) @Nullable String wanted,
            @QueryParam(SAVED) @Nullable String saved,
            @BeanParam PageRequest request) {
        Page page = request.page(Text.same(name), SECTION);
        return request.answer(
                versions.find(wanted, page),
                version -> find(name, version)
                        .map(row -> request.html(page(row, version, page, row.text(VALUE), null, saved != null)))
                        .orElseGet(() -> request.problem(ExceptionProblems.ofStatus(404))));
    }

    @POST
    @CheckedForm
    @RolesAllowed({Roles.AUTHOR, Roles.RULE_ENGINEER})
    @Path("/{name}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response save(
            @PathParam("name") String name,
            @FormParam(RuleVersion.PARAMETER) @Nullable String wanted,
            @FormParam("stamp") @Nullable String stamp,
            @FormParam(VALUE) @Nullable String value,
            @BeanParam PageRequest request) {
        Page page = request.page(Text.same(name), SECTION);
        return request.answer(
                versions.forChange(wanted, stamp, page),
                changeable -> find(name, changeable.version())
                        .map(row -> save(row, changeable, FormValues.text(value), page, request))
                        .orElseGet(() -> request.problem(ExceptionProblems.ofStatus(404))));
    }

    private Response save(
            SettingsRow row, RuleVersions.Changeable changeable, String value, Page page, PageRequest request) {
        RuleVersion version = changeable.version();
        String name = row.text(NAME);
        if (changeable.isStale()) {
            return request.html(409, page(row, version, page, value, Message.of("workbench.row.stale"), false));
        }
        if (value.equals(row.text(VALUE))) {
            return request.goTo(RuleAddresses.parameter(name) + version.query());
        }
        Address cell = row.address(VALUE);
        SheetEdit change = new SheetEdit.SetCell(
                cell.sheet(), cell.row(), cell.column(), value.isEmpty() ? Cell.Empty.INSTANCE : Cell.of(value));
        return switch (edits.save(
                version,
                Settings.FILE,
                List.of(change),
                Message.of("workbench.parameter.comment", "name", name),
                request)) {
            case DraftEdits.Result.Saved(var draft) ->
                request.goTo(RuleAddresses.parameter(name) + "?" + RuleVersion.PARAMETER + "=" + draft.id() + "&"
                        + SAVED + "=true");
            case DraftEdits.Result.Refused(Text reason) ->
                request.html(409, page(row, version, page, value, reason, false));
            case DraftEdits.Result.Invalid(List<Finding> findings) ->
                request.html(
                        422, page(row, version, page, value, findings.getFirst().message(), false));
        };
    }

    private static Optional<SettingsRow> find(String name, RuleVersion version) {
        return SettingsSheetRows.parameters(version).stream()
                .filter(row -> row.text(NAME).equals(name))
                .findFirst();
    }

    private ParameterPage page(
            SettingsRow row, RuleVersion version, Page page, String typed, @Nullable Text fault, boolean saved) {
        String name = row.text(NAME);
        List<UsingRow> rows = uses(name, version, page.locale());
        return new ParameterPage(
                page,
                ShownVersion.of(version, page),
                entry(row, version, rows.size(), page.locale()),
                typed,
                row.text("source"),
                fault == null ? null : fault.in(page.locale()),
                saved,
                rows,
                MeasureCalculator.PARAMETERS.contains(name) || name.equals(Settings.DEFAULT_CONTACT_CAP),
                history.of(name));
    }

    private static ParameterEntry entry(SettingsRow row, RuleVersion version, int uses, Locale locale) {
        String name = row.text(NAME);
        Parameters.Share share = version.ruleset().parameters().source(name).share();
        String value = row.text(VALUE);
        return new ParameterEntry(
                name,
                RuleAddresses.parameter(name) + version.query(),
                row.text("shareOf").isEmpty() ? value : value + " × " + row.text("shareOf"),
                share == null
                        ? ""
                        : NumberText.plain(version.ruleset().parameters().get(name)),
                row.text("unit"),
                TableTexts.range(row.text("min"), row.text("max")).in(locale),
                row.localized("meaning", locale),
                uses,
                ShownFinding.of(version.findingsAt(row.address("")), locale));
    }

    private static List<UsingRow> uses(String name, RuleVersion version, Locale locale) {
        List<UsingRow> uses = new ArrayList<>();
        for (Table table : version.ruleset().tables()) {
            for (Row row : table.rows()) {
                if (row.names().contains(name)) {
                    uses.add(new UsingRow(
                            table.name() + " " + row.name(),
                            RuleAddresses.row(table.name(), row.name(), version.query()),
                            row.reason().in(locale)));
                }
            }
        }
        Pattern word = Pattern.compile("\\b" + Pattern.quote(name) + "\\b");
        CodeLine.matching(version, line -> word.matcher(line).find())
                .forEach(line -> uses.add(new UsingRow(line.title(), line.address(), line.text())));
        return uses;
    }
}
