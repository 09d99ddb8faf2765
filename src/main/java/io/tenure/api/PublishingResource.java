package io.tenure.api;

import static io.tenure.api.Downloads.file;
import static io.tenure.api.Downloads.notFound;
import static io.tenure.http.Roles.APPROVER;
import static io.tenure.http.Roles.OPERATOR;
import static io.tenure.http.Roles.VIEWER;

import io.tenure.finding.Finding;
import io.tenure.http.Problem;
import io.tenure.release.ActiveRuleset;
import io.tenure.release.Approval;
import io.tenure.release.Drafts;
import io.tenure.release.PublishResult;
import io.tenure.release.Publisher;
import io.tenure.release.Rejected;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// What lies between a draft and deciding by it, and the way back: the check, the impact, publishing, rolling back.
@Path("/api/v1/rulesets")
@Tag(name = "Changing rules")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(VIEWER)
public class PublishingResource {
    private static final String CSV = "text/csv";
    private static final String PROBLEM = "Problem";

    private final Drafts drafts;
    private final Publisher publisher;
    private final ActiveRuleset active;
    private final Clock clock;
    private final Instance<WorkbookAnnotation> workbookAnnotation;

    PublishingResource(
            Drafts drafts,
            Publisher publisher,
            ActiveRuleset active,
            Clock clock,
            Instance<WorkbookAnnotation> checkedWorkbooks) {
        this.drafts = drafts;
        this.publisher = publisher;
        this.active = active;
        this.clock = clock;
        this.workbookAnnotation = checkedWorkbooks;
    }

    @GET
    @Path("/drafts/{id}/check")
    @Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_PLAIN})
    @Operation(
            operationId = "checkDraft",
            summary = "Everything that is wrong or doubtful in a draft",
            description = "Reads, analyses and compiles it and runs its scenarios. As JSON, or as text/plain.")
    @APIResponse(
            responseCode = "200",
            description = "The findings",
            content = @Content(schema = @Schema(implementation = Views.CheckView.class)))
    public Response check(@PathParam("id") int id, @BeanParam AuthoringContext asker) {
        Optional<Publisher.DraftCheck> checked = publisher.check(id);
        if (checked.isEmpty()) {
            return notFound(asker);
        }
        return asker.wantsText()
                ? asker.text(FindingText.text(checked.get().findings(), asker.locale()))
                : asker.ok(Views.CheckView.of(checked.get(), asker.locale()));
    }

    @GET
    @Path("/drafts/{id}/check/{path: .+\\.xlsx}")
    @Produces(MediaType.WILDCARD)
    @Operation(
            operationId = "checkedWorkbook",
            summary = "A workbook of a draft with its findings as notes and colours",
            description =
                    "Everything else in it is as it was uploaded; findings without a cell stand on a sheet of their own.")
    @APIResponse(
            responseCode = "200",
            description = "The workbook",
            content = @Content(mediaType = MediaType.APPLICATION_OCTET_STREAM))
    @APIResponse(
            responseCode = "501",
            description = "A native binary writes no workbooks; GET /api/v1/about tells beforehand",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(ref = PROBLEM)))
    public Response annotatedWorkbook(
            @PathParam("id") int id, @PathParam("path") String path, @BeanParam AuthoringContext asker) {
        if (!workbookAnnotation.isResolvable()) {
            return asker.problem(RejectionProblem.noAnnotatedWorkbooks());
        }
        Optional<Publisher.DraftCheck> checked = publisher.check(id);
        return file(
                drafts.bundle(id),
                path,
                asker,
                workbook -> workbookAnnotation
                        .get()
                        .annotate(
                                workbook,
                                checked.stream()
                                        .flatMap(c -> c.findings().stream())
                                        .filter(f -> f.address().file().equals(path))
                                        .toList(),
                                asker.locale()));
    }

    @POST
    @Path("/drafts/{id}/publish")
    @RolesAllowed(APPROVER)
    @Consumes({MediaType.APPLICATION_JSON, MediaType.WILDCARD})
    @Operation(
            operationId = "publishDraft",
            summary = "Approve a draft and let it decide, now or from a moment on",
            description = "By somebody who did not work on it. Errors keep it out; warnings must be acknowledged.")
    @RequestBody(content = @Content(schema = @Schema(implementation = Views.ApprovalView.class)))
    @APIResponse(
            responseCode = "200",
            description = "It is stored, and decides from that moment on",
            content = @Content(schema = @Schema(implementation = Views.PublishedView.class)))
    @APIResponse(
            responseCode = "403",
            description = "Who publishes it worked on it",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(ref = PROBLEM)))
    @APIResponse(
            responseCode = "409",
            description = "It is stale, has warnings nobody acknowledged, or changes too much",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(ref = PROBLEM)))
    @APIResponse(
            responseCode = "422",
            description = "It has errors",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(ref = PROBLEM)))
    public Response publish(
            @PathParam("id") int id, Views.@Nullable ApprovalView said, @BeanParam AuthoringContext asker) {
        Set<String> acknowledged = new HashSet<>();
        if (said != null && said.acknowledge() != null) {
            acknowledged.addAll(said.acknowledge());
        }
        if (said != null && Boolean.TRUE.equals(said.acknowledgeWarnings())) {
            acknowledged.add(Approval.ALL);
        }
        Integer version = said != null && said.version() != null ? said.version() : asker.expectedVersion();
        return publishResponse(
                publisher.publish(
                        id,
                        new Approval(
                                asker.userName(),
                                version,
                                acknowledged,
                                said != null && Boolean.TRUE.equals(said.confirmStale()),
                                said == null ? null : said.from(),
                                said == null ? null : said.comment(),
                                said == null || said.override() == null ? "" : said.override())),
                asker);
    }

    @POST
    @Path("/releases/{n}/activate")
    @RolesAllowed({APPROVER, OPERATOR})
    @Operation(
            operationId = "activateRelease",
            summary = "Let a release decide that was published before",
            description = "How one rolls back: one call, effective at once on every instance.")
    @APIResponse(
            responseCode = "200",
            description = "It decides",
            content = @Content(schema = @Schema(implementation = Views.PublishedView.class)))
    public Response activate(@PathParam("n") int number, @BeanParam AuthoringContext asker) {
        return publishResponse(publisher.activate(number, asker.userName()), asker);
    }

    @POST
    @Path("/releases/{n}/withdraw")
    @RolesAllowed({APPROVER, OPERATOR})
    @Operation(operationId = "withdrawRelease", summary = "Call off a release that waits for its moment")
    @APIResponse(responseCode = "204", description = "It will not become active by itself")
    @APIResponse(
            responseCode = "409",
            description = "It is not waiting",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(ref = PROBLEM)))
    public Response cancel(@PathParam("n") int number, @BeanParam AuthoringContext asker) {
        return publisher
                .cancel(number, asker.userName())
                .map(declined -> asker.problem(RejectionProblem.of(declined)))
                .orElseGet(() -> Response.noContent().build());
    }

    private static Response publishResponse(PublishResult publication, AuthoringContext asker) {
        return switch (publication) {
            case PublishResult.Published published -> asker.ok(Views.PublishedView.of(published, asker.locale()));
            case PublishResult.Invalid(List<Finding> findings) -> asker.problem(RejectionProblem.of(findings));
            case Rejected declined -> asker.problem(RejectionProblem.of(declined));
        };
    }
}
