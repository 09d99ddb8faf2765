package io.tenure.api.authoring;

import static io.tenure.api.authoring.Downloads.notFound;
import static io.tenure.api.authoring.DraftResponses.editor;
import static io.tenure.api.authoring.DraftResponses.expectedVersion;
import static io.tenure.http.Roles.APPROVER;
import static io.tenure.http.Roles.AUTHOR;
import static io.tenure.http.Roles.RULE_ENGINEER;
import static io.tenure.http.Roles.VIEWER;

import io.tenure.finding.Checked;
import io.tenure.finding.Finding;
import io.tenure.http.ExceptionProblems;
import io.tenure.http.Problem;
import io.tenure.http.ProblemView;
import io.tenure.http.RequestContext;
import io.tenure.input.InputFault;
import io.tenure.merge.MergeConflict;
import io.tenure.release.DraftRebase;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Merges drafts with what was published since their base.
@Path("/api/v1/rulesets")
@Tag(name = "Changing rules")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(VIEWER)
public class RebaseResource {
    private final DraftRebase rebase;
    private final AnnotatedWorkbooks annotatedWorkbooks;

    RebaseResource(DraftRebase rebase, AnnotatedWorkbooks annotatedWorkbooks) {
        this.rebase = rebase;
        this.annotatedWorkbooks = annotatedWorkbooks;
    }

    @POST
    @Path("/drafts/{id}/rebase")
    @RolesAllowed({AUTHOR, RULE_ENGINEER, APPROVER})
    @Consumes({MediaType.APPLICATION_JSON, MediaType.WILDCARD})
    @Operation(
            operationId = "rebaseDraft",
            summary = "Rebase a draft on the active release",
            description = "Merges what both changed, by row and cell. Where both changed the same, nothing is done"
                    + " without a choice for each conflict.")
    @RequestBody(
            required = false,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = RebaseRequest.class)))
    @APIResponse(
            responseCode = "200",
            description = "The draft as it is now",
            content = @Content(schema = @Schema(implementation = DraftView.class)))
    @APIResponse(
            responseCode = "409",
            description = "Both changed the same; each fault is a conflict",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(implementation = ProblemView.class)))
    public Response rebase(
            @PathParam("id") int id,
            byte[] body,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @BeanParam RequestContext request) {
        // Clients name some type even without a body.
        if (body.length > 0 && !MediaType.APPLICATION_JSON_TYPE.isCompatible(request.contentType())) {
            return request.problem(ExceptionProblems.ofStatus(415));
        }
        return switch (RebaseRequest.read(body)) {
            case Checked.Invalid(List<InputFault> faults) -> request.problem(Problem.badInput(faults));
            case Checked.Valid(RebaseRequest choices, var _) ->
                DraftResponses.of(
                        rebase.rebase(editor(request), id, expectedVersion(ifMatch), choices.choices()), 200, request);
        };
    }

    @GET
    @Path("/drafts/{id}/conflicts")
    @Operation(
            operationId = "conflicts",
            summary = "What a draft and the active release changed in different ways",
            description = "Changes nothing.")
    @APIResponse(
            responseCode = "200",
            description = "The files that both changed, and the conflicts",
            content = @Content(schema = @Schema(implementation = MergeView.class)))
    public Response conflicts(@PathParam("id") int id, @BeanParam RequestContext request) {
        return rebase.merge(id, Map.of())
                .map(merge -> request.ok(MergeView.of(merge)))
                .orElseGet(() -> notFound(request));
    }

    @GET
    @Path("/drafts/{id}/conflicts/{path: .+}")
    @Produces(MediaType.WILDCARD)
    @Operation(
            operationId = "conflictWorkbook",
            summary = "A workbook of a draft with its conflicts as notes and colours")
    @APIResponse(
            responseCode = "200",
            description = "The workbook",
            content = @Content(mediaType = MediaType.APPLICATION_OCTET_STREAM))
    @APIResponse(
            responseCode = "501",
            description = "A native binary can't write notes; GET /api/v1/about says so beforehand",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(implementation = ProblemView.class)))
    public Response conflictWorkbook(
            @PathParam("id") int id, @PathParam("path") String path, @BeanParam RequestContext request) {
        if (!annotatedWorkbooks.isSupported()) {
            return request.problem(RejectionProblem.noAnnotatedWorkbooks());
        }
        Optional<DraftRebase.Merge> merge = rebase.merge(id, Map.of());
        List<Finding> conflicts = merge.stream()
                .flatMap(m -> m.result().conflicts().stream())
                .map(MergeConflict::finding)
                .toList();
        return annotatedWorkbooks.of(merge.map(DraftRebase.Merge::mine), path, conflicts, request);
    }
}
