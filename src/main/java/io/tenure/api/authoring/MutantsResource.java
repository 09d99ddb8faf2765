package io.tenure.api.authoring;

import static io.tenure.api.authoring.Downloads.notFound;
import static io.tenure.http.Roles.APPROVER;
import static io.tenure.http.Roles.AUTHOR;
import static io.tenure.http.Roles.RULE_ENGINEER;
import static io.tenure.http.Roles.VIEWER;

import io.tenure.finding.Checked;
import io.tenure.finding.Finding;
import io.tenure.http.Problem;
import io.tenure.http.ProblemView;
import io.tenure.http.RequestContext;
import io.tenure.mutation.MutationText;
import io.tenure.release.DraftMutants;
import io.tenure.release.DraftWorkspace;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Mutation testing of a draft: what its scenarios would not notice.
@Path("/api/v1/rulesets")
@Tag(name = "Changing rules")
public class MutantsResource {
    private static final int MAX_LINES = 200;

    private final DraftMutants mutants;
    private final DraftWorkspace drafts;

    MutantsResource(DraftMutants mutants, DraftWorkspace drafts) {
        this.mutants = mutants;
        this.drafts = drafts;
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
}
