package io.tenure.api.authoring;

import static io.tenure.api.authoring.Downloads.ZIP;
import static io.tenure.api.authoring.Downloads.file;
import static io.tenure.api.authoring.Downloads.notFound;
import static io.tenure.api.authoring.Downloads.zip;
import static io.tenure.http.Roles.VIEWER;

import io.tenure.bundle.Bundle;
import io.tenure.bundle.BundleReader;
import io.tenure.bundle.PartialRuleset;
import io.tenure.finding.Checked;
import io.tenure.http.ExceptionProblems;
import io.tenure.http.Problem;
import io.tenure.http.RequestContext;
import io.tenure.release.DraftWorkspace;
import io.tenure.release.ReleaseHistory;
import io.tenure.text.Message;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Releases, their files, and the differences between two rulesets.
@Path("/api/v1/rulesets")
@Tag(name = "Changing rules")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(VIEWER)
public class ReleasesResource {
    private static final Pattern RULESET_REFERENCE = Pattern.compile("(release|draft):([1-9][0-9]{0,8})");

    private final DraftWorkspace drafts;
    private final ReleaseHistory releases;

    ReleasesResource(DraftWorkspace drafts, ReleaseHistory releases) {
        this.drafts = drafts;
        this.releases = releases;
    }

    @GET
    @Path("/releases")
    @Operation(operationId = "releases", summary = "All releases, and when each was activated")
    @APIResponse(
            responseCode = "200",
            description = "The releases, the latest first",
            content = @Content(schema = @Schema(implementation = ReleaseView.ListView.class)))
    public Response releases(@BeanParam RequestContext request) {
        int now = releases.active().orElse(0);
        return request.ok(new ReleaseView.ListView(
                releases.all().stream().map(r -> ReleaseView.of(r, now)).toList(),
                releases.activations().stream()
                        .map(a -> new ReleaseView.ActivationView(
                                a.release(), a.activeFrom(), a.createdBy(), a.createdAt(), a.cancelled()))
                        .toList()));
    }

    @GET
    @Path("/releases/{n}")
    @Operation(operationId = "release", summary = "One release")
    @APIResponse(
            responseCode = "200",
            description = "The release",
            content = @Content(schema = @Schema(implementation = ReleaseView.class)))
    public Response release(@PathParam("n") int number, @BeanParam RequestContext request) {
        int now = releases.active().orElse(0);
        return releases.find(number)
                .map(r -> request.ok(ReleaseView.of(r, now)))
                .orElseGet(() -> notFound(request));
    }

    @GET
    @Path("/releases/{n}/bundle")
    @Produces({ZIP, MediaType.APPLICATION_JSON})
    @Operation(operationId = "releaseBundle", summary = "All files of a release, as uploaded, as a zip")
    @APIResponse(responseCode = "200", description = "The zip", content = @Content(mediaType = ZIP))
    public Response releaseBundle(@PathParam("n") int number, @BeanParam RequestContext request) {
        return zip(releases.bundle(number), "release-" + number, request);
    }

    @GET
    @Path("/releases/{n}/bundle/{path: .+}")
    @Produces(MediaType.WILDCARD)
    @Operation(operationId = "releaseFile", summary = "One file of a release, as uploaded")
    @APIResponse(
            responseCode = "200",
            description = "The file",
            content = @Content(mediaType = MediaType.APPLICATION_OCTET_STREAM))
    public Response releaseFile(
            @PathParam("n") int number, @PathParam("path") String path, @BeanParam RequestContext request) {
        return file(releases.bundle(number), path, request);
    }

    @GET
    @Path("/active/bundle")
    @Produces({ZIP, MediaType.APPLICATION_JSON})
    @Operation(operationId = "activeBundle", summary = "All files of the active release, as uploaded, as a zip")
    @APIResponse(responseCode = "200", description = "The zip", content = @Content(mediaType = ZIP))
    public Response activeBundle(@BeanParam RequestContext request) {
        return zip(releases.active().flatMap(releases::bundle), "active", request);
    }

    @GET
    @Path("/active/bundle/{path: .+}")
    @Produces(MediaType.WILDCARD)
    @Operation(operationId = "activeFile", summary = "One file of the active release, as uploaded")
    @APIResponse(
            responseCode = "200",
            description = "The file",
            content = @Content(mediaType = MediaType.APPLICATION_OCTET_STREAM))
    public Response activeFile(@PathParam("path") String path, @BeanParam RequestContext request) {
        return file(releases.active().flatMap(releases::bundle), path, request);
    }

    @GET
    @Path("/diff")
    @Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_PLAIN})
    @Operation(
            operationId = "diff",
            summary = "The differences between two rulesets, cell by cell",
            description = "Each is release:N or draft:ID. A draft with errors is compared as far as it can be read, and"
                    + " what can't be read is listed. As JSON or text/plain.")
    @APIResponse(
            responseCode = "200",
            description = "The differences",
            content = @Content(schema = @Schema(implementation = DiffView.class)))
    public Response diff(
            @QueryParam("from") @DefaultValue("") String from,
            @QueryParam("to") @DefaultValue("") String to,
            @BeanParam RequestContext request) {
        return switch (resolve(from)) {
            case Checked.Invalid(List<Problem> problems) -> request.problem(problems.getFirst());
            case Checked.Valid(PartialRuleset before, var _) ->
                switch (resolve(to)) {
                    case Checked.Invalid(List<Problem> problems) -> request.problem(problems.getFirst());
                    case Checked.Valid(PartialRuleset after, var _) ->
                        request.wantsText()
                                ? request.text(DiffView.text(from, before, to, after, request.locale()))
                                : request.ok(DiffView.of(from, before, to, after, request.locale()));
                };
        };
    }

    /// One side of a comparison, or the one problem with it.
    private Checked<PartialRuleset, Problem> resolve(String name) {
        Matcher matcher = RULESET_REFERENCE.matcher(name);
        if (!matcher.matches()) {
            return new Checked.Invalid<>(List.of(Problem.of(
                    400, "bad-input", Message.of("api.shared.bad-input"), Message.of("api.bad-input.detail"))));
        }
        int number = Integer.parseInt(matcher.group(2));
        Optional<Bundle> bundle = matcher.group(1).equals("draft") ? drafts.bundle(number) : releases.bundle(number);
        if (bundle.isEmpty()) {
            return new Checked.Invalid<>(List.of(ExceptionProblems.ofStatus(404)));
        }
        return Checked.valid(new BundleReader().readPartly(bundle.get()));
    }
}
