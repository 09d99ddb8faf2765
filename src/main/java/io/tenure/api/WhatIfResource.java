package io.tenure.api;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tenure.finding.Checked;
import io.tenure.http.Problem;
import io.tenure.http.ProblemView;
import io.tenure.http.RequestContext;
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
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// What would be if: calculations on numbers of the firm, which read and store nothing.
@Path("/api/v1/what-if")
@Tag(name = "What if")
@Produces(MediaType.APPLICATION_JSON)
public class WhatIfResource {
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
