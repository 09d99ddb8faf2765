package io.tenure.api;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tenure.api.authoring.KeptScenarios;
import io.tenure.csv.SpreadsheetCell;
import io.tenure.decision.DecisionExplanation;
import io.tenure.decision.Replay;
import io.tenure.decision.StoredDecisions;
import io.tenure.decision.WhatIfService;
import io.tenure.finding.Checked;
import io.tenure.http.Problem;
import io.tenure.http.ProblemView;
import io.tenure.http.RequestContext;
import io.tenure.http.Roles;
import io.tenure.input.DecisionRequest.ExplainLevel;
import io.tenure.input.InputFault;
import io.tenure.response.DecisionText;
import io.tenure.workbook.CsvExport;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Stored decisions: the response as it was sent, and deciding again on the same data.
@Path("/api/v1/decisions")
@Tag(name = "Stored decisions")
public class StoredDecisionResource {
    private static final String CSV = "text/csv";

    private final StoredDecisionAccess access;
    private final StoredDecisions storedDecisions;
    private final WhatIfService whatIfService;
    private final KeptScenarios drafts;

    StoredDecisionResource(
            StoredDecisionAccess access,
            StoredDecisions storedDecisions,
            WhatIfService whatIfService,
            KeptScenarios drafts) {
        this.drafts = drafts;
        this.access = access;
        this.storedDecisions = storedDecisions;
        this.whatIfService = whatIfService;
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Roles.CALLER, Roles.VIEWER})
    @Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_PLAIN})
    @Operation(
            operationId = "storedDecision",
            summary = "A stored decision",
            description = "Byte for byte as it was answered; or with as much of its reasons as `explain` says. With"
                    + " `Accept: text/plain` in three sentences and the rows that decided, as text. In the language of"
                    + " the original response. A viewer reads every decision, a caller those that the same account"
                    + " requested; another's is not found. Reading it is audited.")
    @APIResponse(
            responseCode = "200",
            description = "The decision",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "Decision")))
    @APIResponse(
            responseCode = "404",
            description = "No such decision is stored",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(implementation = ProblemView.class)))
    @APIResponse(
            responseCode = "410",
            description = "The customer was erased",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(implementation = ProblemView.class)))
    public Response read(
            @PathParam("id") String id,
            @QueryParam("explain")
                    @Parameter(
                            description = "How much of the reasons the response holds: none, short or full. By default"
                                    + " as much as was asked for in the original request.")
                    @Nullable
                    String explain,
            @BeanParam RequestContext request) {
        ExplainLevel extent = null;
        if (explain != null) {
            switch (ExplainLevel.of(explain)) {
                case Checked.Valid(ExplainLevel named, var _) -> extent = named;
                case Checked.Invalid(List<InputFault> faults) -> {
                    return request.problem(Problem.badInput(faults));
                }
            }
        }
        ExplainLevel wanted = extent;
        return access.withPayload(id, "decision-read", request, (decision, payload) -> {
            Locale language = Locale.of(decision.language());
            return request.confidential(
                    request.wantsText()
                            ? Response.ok(DecisionText.of(payload.response(), language), RequestContext.TEXT)
                            : Response.ok(
                                    storedDecisions.response(decision, payload, wanted), MediaType.APPLICATION_JSON),
                    language);
        });
    }

    @GET
    @Path("/{id}/explanation")
    @RolesAllowed({Roles.CALLER, Roles.VIEWER})
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "explanation",
            summary = "Why a stored decision is as it is, and why not otherwise",
            description = "For every action of the catalogue what became of it, for every outcome the row that decided"
                    + " it and the rows that lost, for any row asked for its conditions one by one. Explained by the"
                    + " release that decided, from the facts of then. A viewer reads every decision, a caller those"
                    + " that the same account requested. Reading it is audited.")
    @APIResponse(
            responseCode = "200",
            description = "The explanation",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = DecisionExplanation.class)))
    @APIResponse(
            responseCode = "404",
            description = "No such decision is stored",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(implementation = ProblemView.class)))
    @APIResponse(
            responseCode = "409",
            description = "This version of Tenure can't run the release of that decision",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(implementation = ProblemView.class)))
    @APIResponse(
            responseCode = "410",
            description = "The customer was erased",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(implementation = ProblemView.class)))
    public Response explanation(
            @PathParam("id") String id,
            @QueryParam("row")
                    @Parameter(
                            description = "Name of a row to show with all its conditions, whether it applied or not;"
                                    + " may be given several times")
                    List<String> rows,
            @BeanParam RequestContext request) {
        return access.withPayload(
                id,
                "decision-explain",
                request,
                (decision, payload) -> storedDecisions
                        .explain(decision, payload, Set.copyOf(rows), request.locale())
                        .map(explanation -> request.confidential(explanation, MediaType.APPLICATION_JSON))
                        .orElseGet(() -> request.problem(Problem.releaseIncompatible(decision.release()))));
    }

    @GET
    @Path("/{id}/letter")
    @RolesAllowed({Roles.CALLER, Roles.VIEWER})
    @Produces(MediaType.TEXT_PLAIN)
    @Operation(
            operationId = "letter",
            summary = "The letter that explains a stored decision to its customer",
            description =
                    "The procedure, the result, the principal reasons, and what difference in the facts would have"
                            + " led to another result (GDPR, Articles 15 and 22). By the release that decided, from the facts of"
                            + " then, in the language of this request. A viewer reads every decision, a caller those that the"
                            + " same account requested. Reading it is audited.")
    @APIResponse(
            responseCode = "200",
            description = "The letter",
            content = @Content(mediaType = MediaType.TEXT_PLAIN, schema = @Schema(type = SchemaType.STRING)))
    @APIResponse(
            responseCode = "404",
            description = "No such decision is stored",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(implementation = ProblemView.class)))
    @APIResponse(
            responseCode = "409",
            description = "This version of Tenure can't run the release of that decision",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(implementation = ProblemView.class)))
    @APIResponse(
            responseCode = "410",
            description = "The customer was erased",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(implementation = ProblemView.class)))
    public Response letter(@PathParam("id") String id, @BeanParam RequestContext request) {
        return access.withPayload(
                id,
                "decision-letter",
                request,
                (decision, payload) -> whatIfService
                        .letter(decision, payload, request.locale())
                        .map(letter -> request.confidential(letter, RequestContext.TEXT))
                        .orElseGet(() -> request.problem(Problem.releaseIncompatible(decision.release()))));
    }

    @POST
    @Path("/{id}/replay")
    @RolesAllowed(Roles.VIEWER)
    @Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_PLAIN})
    @Operation(
            operationId = "replay",
            summary = "Decide again on the stored data",
            description =
                    "By the release of that decision, to see whether the response is the same in every value; and by"
                            + " the active release, to see what differs and by which row. Nothing is stored.")
    @APIResponse(
            responseCode = "200",
            description = "The comparison",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Replay.class)),
                @Content(mediaType = MediaType.TEXT_PLAIN, schema = @Schema(type = SchemaType.STRING))
            })
    @APIResponse(
            responseCode = "404",
            description = "No such decision is stored",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(implementation = ProblemView.class)))
    @APIResponse(
            responseCode = "409",
            description = "This version of Tenure can't run the release of that decision",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(implementation = ProblemView.class)))
    @APIResponse(
            responseCode = "410",
            description = "The customer was erased",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(implementation = ProblemView.class)))
    public Response replay(@PathParam("id") String id, @BeanParam RequestContext request) {
        return access.withPayload(
                id,
                "decision-replay",
                request,
                (decision, payload) -> storedDecisions
                        .replay(decision, payload, request.locale())
                        .map(replay -> request.wantsText()
                                ? request.confidential(replay.text(request.locale()), RequestContext.TEXT)
                                : request.confidential(replay, MediaType.APPLICATION_JSON))
                        .orElseGet(() -> request.problem(Problem.releaseIncompatible(decision.release()))));
    }

    @POST
    @Path("/{id}/scenario")
    @RolesAllowed({Roles.AUTHOR, Roles.RULE_ENGINEER})
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "keepScenario",
            summary = "Keep a stored decision as a scenario of a draft",
            description = "Adds the customer's facts, without their number, and what was decided to the workbook"
                    + " scenarios/kept.xlsx of the draft, so that every later check decides them alike. Needs the role"
                    + " viewer too, or the same account must have requested the decision. Reading it is audited.")
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = KeptScenarioRequest.class)))
    @APIResponse(
            responseCode = "200",
            description = "The draft as it is now",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "Draft")))
    @APIResponse(
            responseCode = "404",
            description = "No such decision is stored, or there is no such draft",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(implementation = ProblemView.class)))
    @APIResponse(
            responseCode = "409",
            description = "A scenario can't hold what decided, such as single contacts, or this version of Tenure can't"
                    + " run the release of that decision",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(implementation = ProblemView.class)))
    @APIResponse(
            responseCode = "501",
            description = "A native binary can't write workbooks; GET /api/v1/about says so beforehand",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(implementation = ProblemView.class)))
    public Response keep(@PathParam("id") String id, byte[] body, @BeanParam RequestContext request) {
        return switch (KeptScenarioRequest.read(body)) {
            case Checked.Invalid(List<InputFault> faults) -> request.problem(Problem.badInput(faults));
            case Checked.Valid(KeptScenarioRequest wanted, var _) ->
                access.withPayload(
                        id,
                        "decision-keep",
                        request,
                        (decision, payload) -> storedDecisions
                                .scenario(decision, payload)
                                .map(kept ->
                                        drafts.keep(wanted.draft(), wanted.nameOr(kept.usualName()), kept, request))
                                .orElseGet(() -> request.problem(Problem.notAScenario())));
        };
    }

    @GET
    @Path("/{id}/scenario")
    @RolesAllowed({Roles.AUTHOR, Roles.RULE_ENGINEER})
    @Produces({MediaType.APPLICATION_JSON, CSV})
    @Operation(
            operationId = "decisionAsScenario",
            summary = "A stored decision as a row of a sheet of scenarios",
            description =
                    "The customer's facts, without their number, and what was decided, to be copied into a workbook."
                            + " For a native binary, which can't write workbooks. Needs the role viewer too, or the same account"
                            + " must have requested the decision. Reading it is audited.")
    @APIResponse(
            responseCode = "200",
            description = "The heading and the row, as JSON or text/csv",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = ScenarioRowsView.class)),
                @Content(mediaType = CSV, schema = @Schema(type = SchemaType.STRING))
            })
    @APIResponse(
            responseCode = "404",
            description = "No such decision is stored",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(implementation = ProblemView.class)))
    @APIResponse(
            responseCode = "409",
            description = "As for keeping it",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(implementation = ProblemView.class)))
    public Response asScenario(@PathParam("id") String id, @BeanParam RequestContext request) {
        boolean csv = request.responseType(CSV).equals(CSV);
        return access.withPayload(
                id,
                "decision-keep",
                request,
                (decision, payload) -> storedDecisions
                        .scenarioRows(decision, payload)
                        .map(rows -> csv
                                ? request.confidential(CsvExport.text(SpreadsheetCell.of(rows)), CSV)
                                : request.confidential(new ScenarioRowsView(rows), MediaType.APPLICATION_JSON))
                        .orElseGet(() -> request.problem(Problem.notAScenario())));
    }

    /// Scenarios as the rows of a sheet.
    @RegisterForReflection
    @Schema(name = "ScenarioRows", description = "Rows of a sheet of scenarios, the heading first")
    record ScenarioRowsView(List<List<String>> rows) {}
}
