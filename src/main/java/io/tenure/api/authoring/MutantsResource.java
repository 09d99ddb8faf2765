package io.tenure.api.authoring;

import static io.tenure.api.authoring.Downloads.CSV;
import static io.tenure.api.authoring.Downloads.XLSX;
import static io.tenure.api.authoring.Downloads.notFound;
import static io.tenure.http.Roles.APPROVER;
import static io.tenure.http.Roles.AUTHOR;
import static io.tenure.http.Roles.RULE_ENGINEER;
import static io.tenure.http.Roles.VIEWER;

import io.tenure.csv.SpreadsheetCell;
import io.tenure.finding.Checked;
import io.tenure.finding.Finding;
import io.tenure.http.Problem;
import io.tenure.http.ProblemView;
import io.tenure.http.RequestContext;
import io.tenure.input.InputFault;
import io.tenure.mutation.MutationText;
import io.tenure.release.DraftMutants;
import io.tenure.release.DraftWorkspace;
import io.tenure.text.Message;
import io.tenure.workbook.CsvExport;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Mutation testing of a draft: what its scenarios would not notice, and scenarios proposed for it.
@Path("/api/v1/rulesets")
@Tag(name = "Changing rules")
public class MutantsResource {
    private static final int MAX_LINES = 200;
    /// Name of the workbook of proposed scenarios.
    private static final String BOUNDARIES = "boundaries";

    private final DraftMutants mutants;
    private final DraftWorkspace drafts;
    private final Instance<ScenarioWorkbook> workbooks;

    MutantsResource(DraftMutants mutants, DraftWorkspace drafts, Instance<ScenarioWorkbook> workbooks) {
        this.mutants = mutants;
        this.drafts = drafts;
        this.workbooks = workbooks;
    }

    @POST
    @Path("/drafts/{id}/mutants")
    @Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_PLAIN})
    @RolesAllowed({AUTHOR, RULE_ENGINEER, APPROVER})
    @Operation(
            operationId = "mutantsOfDraft",
            summary = "How many small changes to a draft its scenarios notice",
            description =
                    "Mutation testing: each threshold, result and parameter is changed a little, one at a time, and"
                            + " the scenarios are decided again. Lists the cells that could be wrong unseen. Nothing is stored."
                            + " Ends after a quarter of tenure.release.check-timeout, and says how many changes are left.")
    @APIResponse(
            responseCode = "200",
            description = "The score and the cells, as JSON or text/plain",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = MutantsView.class)),
                @Content(mediaType = MediaType.TEXT_PLAIN, schema = @Schema(type = SchemaType.STRING))
            })
    @APIResponse(
            responseCode = "422",
            description = "The draft has errors",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(implementation = ProblemView.class)))
    public Response mutants(@PathParam("id") int id, @BeanParam RequestContext request) {
        Optional<Checked<DraftMutants.Result, Finding>> run = mutants.run(id);
        if (run.isEmpty()) {
            return notFound(request);
        }
        return switch (run.get()) {
            case Checked.Invalid(List<Finding> findings) -> request.problem(RejectionProblem.of(findings));
            case Checked.Valid(DraftMutants.Result result, var _) ->
                request.wantsText()
                        ? request.text(MutationText.of(result.report(), MAX_LINES, request.locale()))
                        : request.ok(MutantsView.of(result));
        };
    }

    @GET
    @Path("/drafts/{id}/mutants")
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed(VIEWER)
    @Operation(
            operationId = "mutantsProgress",
            summary = "How far the mutation test of a draft is",
            description = "On the instance that answers; not running where none is, or it waits for its turn.")
    @APIResponse(
            responseCode = "200",
            description = "The progress",
            content = @Content(schema = @Schema(implementation = MutantsView.ProgressView.class)))
    public Response progress(@PathParam("id") int id, @BeanParam RequestContext request) {
        return drafts.find(id).isEmpty()
                ? notFound(request)
                : request.ok(mutants.progress(id)
                        .map(MutantsView.ProgressView::of)
                        .orElseGet(() -> new MutantsView.ProgressView(false, 0, 0)));
    }

    @POST
    @Path("/drafts/{id}/proposed-scenarios")
    @Produces({MediaType.APPLICATION_JSON, CSV, XLSX})
    @RolesAllowed({AUTHOR, RULE_ENGINEER, APPROVER})
    @Operation(
            operationId = "proposeScenarios",
            summary = "Scenarios for the small changes to a draft that none of its scenarios notices",
            description =
                    "Seeks customers at the boundaries of the rules and proposes them with what is decided for them"
                            + " now: as few as need be, as rows or as a workbook scenarios/boundaries.xlsx. Their status is"
                            + " proposed: they are not run until a person has confirmed that they are right. Nothing is stored."
                            + " Ends after a quarter of tenure.release.check-timeout.")
    @APIResponse(
            responseCode = "200",
            description = "The scenarios, as JSON, text/csv or a workbook",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = ScenarioProposalsView.class)),
                @Content(mediaType = CSV, schema = @Schema(type = SchemaType.STRING)),
                @Content(mediaType = XLSX, schema = @Schema(type = SchemaType.STRING, format = "binary"))
            })
    @APIResponse(
            responseCode = "422",
            description = "The draft has errors",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(implementation = ProblemView.class)))
    @APIResponse(
            responseCode = "501",
            description = "A native binary can't write workbooks; ask for text/csv",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(implementation = ProblemView.class)))
    public Response propose(
            @PathParam("id") int id,
            @QueryParam("table")
                    @Parameter(description = "Only for this table, Parameters for the parameters; repeatable")
                    @Nullable
                    List<String> table,
            @BeanParam RequestContext request) {
        String type = request.responseType(CSV, XLSX);
        if (type.equals(XLSX) && !workbooks.isResolvable()) {
            return request.problem(
                    RejectionProblem.unsupportedInNative(Message.of("api.unsupported-in-native.scenarios")));
        }
        Set<String> tables = table == null ? Set.of() : new TreeSet<>(table);
        Optional<DraftMutants.Answer> answer = mutants.propose(id, tables);
        if (answer.isEmpty()) {
            return notFound(request);
        }
        return switch (answer.get()) {
            case DraftMutants.Answer.Faulty(var findings) -> request.problem(RejectionProblem.of(findings));
            case DraftMutants.Answer.NoSuchTable(String name, var known) ->
                request.problem(Problem.badInput(List.of(new InputFault(
                        "invalid-value",
                        "/table",
                        name,
                        Message.of("api.proposed-scenarios.table", "tables", new ArrayList<>(known)),
                        Message.of("api.proposed-scenarios.no-table", "table", name)))));
            case DraftMutants.Answer.Proposed(DraftMutants.Proposals proposals) -> response(proposals, type, request);
        };
    }

    private Response response(DraftMutants.Proposals proposals, String type, RequestContext request) {
        ScenarioProposalsView view = ScenarioProposalsView.of(proposals);
        return switch (type) {
            case CSV -> file(CsvExport.text(SpreadsheetCell.of(view.rows())), CSV, "csv", request);
            case XLSX ->
                file(workbooks.get().of(BOUNDARIES, view.rows(), proposals.dictionary()), XLSX, "xlsx", request);
            default -> request.ok(view);
        };
    }

    private static Response file(Object content, String type, String ending, RequestContext request) {
        return request.respond(
                Response.ok(content, type)
                        .header(
                                HttpHeaders.CONTENT_DISPOSITION,
                                "attachment; filename=\"%s.%s\"".formatted(BOUNDARIES, ending)),
                request.locale());
    }
}
