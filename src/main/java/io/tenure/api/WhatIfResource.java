package io.tenure.api;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tenure.counterfactual.WhatIf;
import io.tenure.decision.DecideResult;
import io.tenure.decision.WhatIfRequest;
import io.tenure.decision.WhatIfService;
import io.tenure.finding.Checked;
import io.tenure.http.Problem;
import io.tenure.http.ProblemView;
import io.tenure.http.RequestContext;
import io.tenure.http.RoleMissingException;
import io.tenure.http.Roles;
import io.tenure.input.InputFault;
import io.tenure.input.JsonOutput;
import io.tenure.measure.RevenueIdentity;
import io.tenure.text.Message;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// What would be if: what would change a decision, and calculations on numbers of the firm. Nothing is stored.
@Path("/api/v1/what-if")
@Tag(name = "What if")
@Produces(MediaType.APPLICATION_JSON)
public class WhatIfResource {
    private final WhatIfService whatIfService;
    private final StoredDecisionAccess decisions;

    WhatIfResource(WhatIfService whatIfService, StoredDecisionAccess decisions) {
        this.whatIfService = whatIfService;
        this.decisions = decisions;
    }

    @RegisterForReflection
    @Schema(name = "RevenueWhatIf", description = "The revenue of a year, and what a change of the retention brings")
    record RevenueWhatIf(
            @Schema(description = "Money per year") double revenue,

            @Schema(description = "The retention with the change, 0 to 1")
            double changedRetention,

            @Schema(description = "The revenue with it, money per year")
            double changedRevenue,

            @Schema(description = "What the change brings, money per year; below 0 what it costs")
            double gain,

            @Schema(description = "The same as a sentence") String reason) {
        static RevenueWhatIf of(RevenueScenario scenario, Locale locale) {
            double changed = Math.clamp(scenario.retention() + scenario.retentionChange(), 0, 1);
            double before = revenue(scenario, scenario.retention());
            double after = revenue(scenario, changed);
            double gain = JsonOutput.rounded(after - before);
            Message reason = gain < 0
                    ? Message.of(
                            "api.what-if.loss", "changed", changed, "retention", scenario.retention(), "loss", -gain)
                    : Message.of(
                            "api.what-if.gain", "changed", changed, "retention", scenario.retention(), "gain", gain);
            return new RevenueWhatIf(
                    JsonOutput.rounded(before),
                    JsonOutput.rounded(changed),
                    JsonOutput.rounded(after),
                    gain,
                    reason.in(locale));
        }

        private static double revenue(RevenueScenario s, double retention) {
            return RevenueIdentity.revenue(s.newCustomers(), s.existingCustomers(), retention, s.usage(), s.price());
        }
    }

    @POST
    @RolesAllowed({Roles.CALLER, Roles.VIEWER, Roles.AUTHOR, Roles.APPROVER})
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_PLAIN})
    @Operation(
            operationId = "whatIf",
            summary = "What would change a decision",
            description = "The nearest changes of a customer's facts that lead to a wished outcome, each proven by"
                    + " deciding again: nearest of all, nearest that the customer can do, nearest that the firm can do."
                    + " The body is a customer as for a decision, with a `wish`; or a `decisionId` and a `wish`, and it"
                    + " is searched by the release and from the facts of then. The sheet Facts of the settings says what"
                    + " may change, by whom and in which range. Nothing is stored.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = WhatIfQuestion.class)))
    @APIResponse(
            responseCode = "200",
            description = "The nearest changes",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = WhatIf.class)),
                @Content(mediaType = MediaType.TEXT_PLAIN, schema = @Schema(type = SchemaType.STRING))
            })
    @APIResponse(
            responseCode = "400",
            description = "The request has faults; all of them are listed",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(implementation = ProblemView.class)))
    @APIResponse(
            responseCode = "404",
            description = "No such decision or draft is stored",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(implementation = ProblemView.class)))
    @APIResponse(
            responseCode = "409",
            description = "This version of Tenure can't run the release of that decision",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(implementation = ProblemView.class)))
    @APIResponse(
            responseCode = "410",
            description = "The customer was erased",
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
            responseCode = "422",
            description = "The draft can't be read or compiled (rules-have-errors); the problem lists its findings",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(implementation = ProblemView.class)))
    @APIResponse(
            responseCode = "500",
            description = "A rule of the release failed (rule-failed); the problem names it",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(implementation = ProblemView.class)))
    @APIResponse(
            responseCode = "503",
            description = "No ruleset is active, or the record or a thread for the search isn't available",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(implementation = ProblemView.class)))
    public Response whatIf(byte[] body, @BeanParam RequestContext request) {
        return switch (WhatIfRequest.read(body)) {
            case Checked.Invalid(List<InputFault> faults) -> request.problem(Problem.badInput(faults));
            case Checked.Valid(WhatIfRequest question, var _) ->
                question.decisionId() == null ? ofCustomer(question, request) : ofDecision(question, request);
        };
    }

    private Response ofCustomer(WhatIfRequest question, RequestContext request) {
        DecisionResource.requireRole(question.customer().rulesetChoice(), request);
        return answer(whatIfService.ofCustomer(question, request.locale()), request);
    }

    private Response ofDecision(WhatIfRequest question, RequestContext request) {
        if (!request.hasRole(Roles.CALLER) && !request.hasRole(Roles.VIEWER)) {
            throw new RoleMissingException(Roles.VIEWER);
        }
        return decisions.withPayload(
                String.valueOf(question.decisionId()),
                "decision-what-if",
                request,
                (decision, payload) -> whatIfService
                        .ofDecision(decision, payload, question.wish(), request.locale())
                        .map(answer -> answer(answer, request))
                        .orElseGet(() -> request.problem(Problem.releaseIncompatible(decision.release()))));
    }

    private static Response answer(WhatIfService.Answer answer, RequestContext request) {
        return switch (answer) {
            case WhatIfService.Answer.Refused(DecideResult.Refusal why) ->
                request.problem(DecisionResource.problem(why));
            case WhatIfService.Answer.Found(WhatIf found) ->
                request.wantsText()
                        ? request.confidential(found.text(request.locale()), RequestContext.TEXT)
                        : request.confidential(found, MediaType.APPLICATION_JSON);
        };
    }

    @POST
    @Path("/revenue")
    @RolesAllowed({Roles.CALLER, Roles.VIEWER})
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "revenueWhatIf",
            summary = "What one point of retention brings",
            description = "The revenue of a year by revenue = (new + existing x retention) x usage x price, and with"
                    + " another retention: one point more, or the change given. The retention stays within 0 and 1.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = RevenueScenario.class)))
    @APIResponse(
            responseCode = "200",
            description = "The revenue",
            content = @Content(schema = @Schema(implementation = RevenueWhatIf.class)))
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
    public Response revenue(byte[] body, @BeanParam RequestContext request) {
        return switch (RevenueScenario.read(body)) {
            case Checked.Invalid(List<InputFault> faults) -> request.problem(Problem.badInput(faults));
            case Checked.Valid(RevenueScenario scenario, var _) ->
                request.ok(RevenueWhatIf.of(scenario, request.locale()));
        };
    }
}
