package io.tenure.api.authoring;

import static io.tenure.api.authoring.Downloads.notFound;
import static io.tenure.http.Roles.APPROVER;
import static io.tenure.http.Roles.OPERATOR;
import static io.tenure.http.Roles.VIEWER;

import io.tenure.finding.Checked;
import io.tenure.finding.Finding;
import io.tenure.finding.FindingText;
import io.tenure.http.ExceptionProblems;
import io.tenure.http.Problem;
import io.tenure.http.ProblemView;
import io.tenure.http.RequestContext;
import io.tenure.input.InputFault;
import io.tenure.release.DraftCheck;
import io.tenure.release.DraftChecker;
import io.tenure.release.Publisher;
import io.tenure.release.ReleaseResult.PublishResult;
import io.tenure.release.ReleaseResult.Rejected;
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
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Checks and publishes drafts, activates earlier releases, and cancels scheduled ones.
@Path("/api/v1/rulesets")
@Tag(name = "Changing rules")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(VIEWER)
public class PublishingResource {
    private final DraftChecker checker;
    private final Publisher publisher;
    private final AnnotatedWorkbooks annotatedWorkbooks;

    PublishingResource(DraftChecker checker, Publisher publisher, AnnotatedWorkbooks annotatedWorkbooks) {
        this.checker = checker;
        this.publisher = publisher;
        this.annotatedWorkbooks = annotatedWorkbooks;
    }

    @GET
    @Path("/drafts/{id}/check")
    @Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_PLAIN})
    @Operation(
            operationId = "checkDraft",
            summary = "Check a draft: all its errors, warnings and notes",
            description = "Reads, analyses and compiles it, and runs its scenarios. As JSON or text/plain.")
    @APIResponse(
            responseCode = "200",
            description = "The findings",
            content = @Content(schema = @Schema(implementation = CheckView.class)))
    public Response check(@PathParam("id") int id, @BeanParam RequestContext request) {
        Optional<DraftCheck> check = checker.check(id);
        if (check.isEmpty()) {
            return notFound(request);
        }
        return request.wantsText()
                ? request.text(FindingText.text(check.get().findings(), request.locale()))
                : request.ok(CheckView.of(check.get(), request.locale()));
    }

    @GET
    @Path("/drafts/{id}/check/{path: .+\\.xlsx}")
    @Produces(MediaType.WILDCARD)
    @Operation(
            operationId = "annotatedWorkbook",
            summary = "A workbook of a draft with its findings as notes and colours",
            description = "Everything else is unchanged; findings without a cell are on an added sheet.")
    @APIResponse(
            responseCode = "200",
            description = "The workbook",
            content = @Content(mediaType = MediaType.APPLICATION_OCTET_STREAM))
    @APIResponse(
            responseCode = "422",
            description = "It is too large to be annotated, or can't be; the findings are there as JSON and text",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(implementation = ProblemView.class)))
    @APIResponse(
            responseCode = "501",
            description = "A native binary can't write workbooks; GET /api/v1/about says so beforehand",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(implementation = ProblemView.class)))
    public Response annotatedWorkbook(
            @PathParam("id") int id, @PathParam("path") String path, @BeanParam RequestContext request) {
        if (!annotatedWorkbooks.isSupported()) {
            return request.problem(RejectionProblem.noAnnotatedWorkbooks());
        }
        Optional<DraftCheck> check = checker.check(id);
        List<Finding> findings = check.map(DraftCheck::findings).orElse(List.of());
        return annotatedWorkbooks.of(check.map(DraftCheck::bundle), path, findings, request);
    }

    @POST
    @Path("/drafts/{id}/publish")
    @RolesAllowed(APPROVER)
    @Consumes({MediaType.APPLICATION_JSON, MediaType.WILDCARD})
    @Operation(
            operationId = "publishDraft",
            summary = "Approve and publish a draft, active now or from a moment on",
            description = "By someone who did not work on it. Errors must be fixed, warnings acknowledged.")
    @RequestBody(
            required = false,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ApprovalRequest.class)))
    @APIResponse(
            responseCode = "200",
            description = "The release, and the moment from which it is active",
            content = @Content(schema = @Schema(implementation = PublishedView.class)))
    @APIResponse(
            responseCode = "400",
            description = "The request has faults; all of them are listed",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(implementation = ProblemView.class)))
    @APIResponse(
            responseCode = "403",
            description = "The approver worked on the draft",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(implementation = ProblemView.class)))
    @APIResponse(
            responseCode = "409",
            description = "The draft is stale, has unacknowledged warnings, or changes too much",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(implementation = ProblemView.class)))
    @APIResponse(
            responseCode = "422",
            description = "It has errors",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(implementation = ProblemView.class)))
    public Response publish(
            @PathParam("id") int id,
            byte[] body,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @BeanParam RequestContext request) {
        // Clients name some type even without a body.
        if (body.length > 0 && !MediaType.APPLICATION_JSON_TYPE.isCompatible(request.contentType())) {
            return request.problem(ExceptionProblems.ofStatus(415));
        }
        return switch (ApprovalRequest.read(body)) {
            case Checked.Invalid(List<InputFault> faults) -> request.problem(Problem.badInput(faults));
            case Checked.Valid(ApprovalRequest approval, var _) ->
                publishResponse(
                        publisher.publish(id, approval.by(request.userName(), DraftResponses.expectedVersion(ifMatch))),
                        request);
        };
    }

    @POST
    @Path("/releases/{n}/activate")
    @RolesAllowed({APPROVER, OPERATOR})
    @Operation(
            operationId = "activateRelease",
            summary = "Activate an earlier release",
            description = "The way to roll back: one call, effective at once on every instance.")
    @APIResponse(
            responseCode = "200",
            description = "It is active",
            content = @Content(schema = @Schema(implementation = PublishedView.class)))
    @APIResponse(
            responseCode = "409",
            description = "It has never been active, and a limit on level changes is set",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(implementation = ProblemView.class)))
    public Response activate(@PathParam("n") int number, @BeanParam RequestContext request) {
        return publishResponse(publisher.activate(number, request.userName()), request);
    }

    @POST
    @Path("/releases/{n}/cancel")
    @RolesAllowed({APPROVER, OPERATOR})
    @Operation(operationId = "cancelRelease", summary = "Cancel a scheduled release")
    @APIResponse(responseCode = "204", description = "It will not become active")
    @APIResponse(
            responseCode = "409",
            description = "It is not scheduled",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(implementation = ProblemView.class)))
    public Response cancel(@PathParam("n") int number, @BeanParam RequestContext request) {
        return publisher
                .cancel(number, request.userName())
                .map(rejected -> request.problem(RejectionProblem.of(rejected)))
                .orElseGet(() -> Response.noContent().build());
    }

    private static Response publishResponse(PublishResult result, RequestContext request) {
        return switch (result) {
            case PublishResult.Published published -> request.ok(PublishedView.of(published, request.locale()));
            case PublishResult.NotPublishable(List<Finding> findings) -> request.problem(RejectionProblem.of(findings));
            case Rejected rejected -> request.problem(RejectionProblem.of(rejected));
        };
    }
}
