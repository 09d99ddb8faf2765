package io.tenure.api;

import io.tenure.api.authoring.RejectionProblem;
import io.tenure.decision.DecideResult;
import io.tenure.decision.DecisionService;
import io.tenure.engine.RuleFailure;
import io.tenure.finding.Finding;
import io.tenure.http.ExceptionProblems;
import io.tenure.http.Problem;
import io.tenure.http.ProblemView;
import io.tenure.http.RequestContext;
import io.tenure.http.RoleMissingException;
import io.tenure.http.Roles;
import io.tenure.input.InputFault;
import io.tenure.input.RulesetChoice;
import io.tenure.response.DecisionText;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Decides a customer.
@Path("/api/v1/decisions")
@Tag(name = "Decisions")
public class DecisionResource {
    private final DecisionService decisionService;

    DecisionResource(DecisionService decisionService) {
        this.decisionService = decisionService;
    }

    @POST
    @RolesAllowed({Roles.CALLER, Roles.VIEWER, Roles.AUTHOR, Roles.APPROVER})
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_PLAIN})
    @Operation(
            operationId = "decide",
            summary = "Decide one customer",
            description = "Stage, retention level and next best actions, with as many of the rows and rules behind them"
                    + " as `explain` asks for. With `Accept: text/plain` in three sentences and the rows that decided, as"
                    + " text. A request with a fault is not decided.")
    @RequestBody(
            required = true,
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "Customer")))
    @APIResponse(
            responseCode = "200",
            description = "The decision",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "Decision")))
    @APIResponse(
            responseCode = "400",
            description = "The request has faults; all of them are listed",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(implementation = ProblemView.class)))
    @APIResponse(
            responseCode = "413",
            description = "The body is too large",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(implementation = ProblemView.class)))
    @APIResponse(
            responseCode = "415",
            description = "The body is not application/json",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(implementation = ProblemView.class)))
    @APIResponse(
            responseCode = "404",
            description = "The request names a draft that doesn't exist",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(implementation = ProblemView.class)))
    @APIResponse(
            responseCode = "422",
            description = "The draft can't be read or compiled (rules-have-errors); the problem lists its findings",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(implementation = ProblemView.class)))
    @APIResponse(
            responseCode = "409",
            description = "The Idempotency-Key was used for another request",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(implementation = ProblemView.class)))
    @APIResponse(
            responseCode = "410",
            description = "The customer of the earlier request with this Idempotency-Key was erased",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(implementation = ProblemView.class)))
    @APIResponse(
            responseCode = "500",
            description = "A rule of the release failed (rule-failed); the problem names it",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(implementation = ProblemView.class)))
    @APIResponse(
            responseCode = "503",
            description = "No ruleset is active, or the decision can't be stored; Retry-After says when to try again",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(implementation = ProblemView.class)))
    public Response decide(
            byte[] body,
            @HeaderParam("Idempotency-Key")
                    @Parameter(
                            description =
                                    "The caller's own name for the request, of at most 200 characters. The same request"
                                            + " with the same key gets the same decision.")
                    @Nullable
                    String key,
            @BeanParam RequestContext request) {
        Problem invalidKey = IdempotencyKeys.check(key);
        if (invalidKey != null) {
            return request.problem(invalidKey);
        }
        DecisionService.IncomingRequest decision =
                DecisionService.IncomingRequest.of(body, request.userName(), key, request.locale());
        requireRole(decision.content().rulesetChoice(), request);
        return switch (decisionService.decide(decision)) {
            case DecideResult.Decided(byte[] json, Locale language) ->
                request.respond(
                        request.wantsText()
                                ? Response.ok(DecisionText.of(json, language), RequestContext.TEXT)
                                : Response.ok(json, MediaType.APPLICATION_JSON_TYPE),
                        language);
            case DecideResult.Refusal why -> request.problem(problem(why));
        };
    }

    /// Why there is no decision.
    static Problem problem(DecideResult.Refusal why) {
        return switch (why) {
            case DecideResult.InvalidInput(List<InputFault> faults) -> Problem.badInput(faults);
            case DecideResult.NoActiveRelease() -> Problem.noRuleset();
            case DecideResult.NoSuchRelease(int number) -> Problem.noSuchRelease(number);
            case DecideResult.NoSuchDraft _ -> ExceptionProblems.ofStatus(404);
            case DecideResult.DraftHasErrors(List<Finding> findings) -> RejectionProblem.of(findings);
            case DecideResult.NoReleaseAtDate(LocalDate asOf) -> Problem.noRulesetAtDate(asOf);
            case DecideResult.IdempotencyKeyReused() -> Problem.idempotencyKeyReused();
            case DecideResult.CustomerErased() -> Problem.customerErased();
            case DecideResult.RuleFailed(RuleFailure failure) -> Problem.ruleFailed(failure.message());
            case DecideResult.RecordUnavailable() -> Problem.recordUnavailable();
        };
    }

    /// A viewer may try any release, and who works on drafts any draft; only callers decide by the active release.
    static void requireRole(RulesetChoice choice, RequestContext request) {
        boolean worksOnDrafts = request.hasRole(Roles.AUTHOR) || request.hasRole(Roles.APPROVER);
        if (choice instanceof RulesetChoice.Draft && worksOnDrafts) {
            return;
        }
        String role = choice.isTrial() ? Roles.VIEWER : Roles.CALLER;
        if (!request.hasRole(role)) {
            throw new RoleMissingException(role);
        }
    }
}
