package io.tenure.api.authoring;

import static io.tenure.http.Roles.APPROVER;
import static io.tenure.http.Roles.AUTHOR;
import static io.tenure.http.Roles.RULE_ENGINEER;
import static io.tenure.http.Roles.VIEWER;

import io.tenure.api.authoring.AffectedByDraft.Answer;
import io.tenure.finding.Finding;
import io.tenure.http.Problem;
import io.tenure.http.RequestContext;
import io.tenure.region.AffectedReport;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Whom a draft affects, by its tables alone.
@Path("/api/v1/rulesets")
@Tag(name = "Changing rules")
public class AffectedResource {
    private final AffectedByDraft affected;

    AffectedResource(AffectedByDraft affected) {
        this.affected = affected;
    }

    @GET
    @Path("/drafts/{id}/affected")
    @Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_PLAIN})
    @RolesAllowed({VIEWER, AUTHOR, RULE_ENGINEER, APPROVER})
    @Operation(
            operationId = "affectedByDraft",
            summary = "Every region of customers whom a draft decides differently, and whether nobody else changes",
            description = "Compares the draft with the release it is based on. As JSON or text/plain.")
    @APIResponse(
            responseCode = "200",
            description = "The regions, each with an example, and what is proven",
            content = @Content(schema = @Schema(implementation = AffectedReport.class)))
    public Response affected(@PathParam("id") int id, @BeanParam RequestContext request) {
        Locale locale = request.locale();
        return switch (affected.of(id, locale)) {
            case Answer.NoSuchDraft() -> Downloads.notFound(request);
            case Answer.NoRuleset() -> request.problem(Problem.noRuleset());
            case Answer.Faulty(List<Finding> findings) -> request.problem(RejectionProblem.of(findings));
            case Answer.Found(AffectedReport report) ->
                request.wantsText() ? request.text(report.text(locale)) : request.ok(report);
        };
    }
}
