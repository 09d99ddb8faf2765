package io.tenure.workbench;

import static io.tenure.decision.Roles.VIEWER;
import static io.tenure.workbench.Downloads.ZIP;
import static io.tenure.workbench.Downloads.file;
import static io.tenure.workbench.Downloads.notFound;
import static io.tenure.workbench.Downloads.zip;

import io.tenure.decision.Problem;
import io.tenure.decision.Problems;
import io.tenure.engine.Engine;
import io.tenure.lifecycle.Text;
import io.tenure.release.Drafts;
import io.tenure.release.Releases;
import io.tenure.ruleset.Bundle;
import io.tenure.ruleset.BundleReader;
import io.tenure.ruleset.Check;
import io.tenure.ruleset.Finding;
import io.tenure.ruleset.Ruleset;
import io.tenure.ruleset.RulesetDiff;
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

/// Releases as they were published, and what differs between two rulesets.
@Path("/api/v1/rulesets")
@Tag(name = "Changing rules")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(VIEWER)
public class ReleasesResource {
    private static final Pattern SIDE = Pattern.compile("(release|draft):([1-9][0-9]{0,8})");
    private static final String PROBLEM = "Problem";

    private final Drafts drafts;
    private final Releases releases;

    ReleasesResource(Drafts drafts, Releases releases) {
        this.drafts = drafts;
        this.releases = releases;
    }

    @GET
    @Path("/releases")
    @Operation(operationId = "releases", summary = "All releases, and from when on each of them decided")
    @APIResponse(
            responseCode = "200",
            description = "The releases, the latest first",
            content = @Content(schema = @Schema(implementation = Views.ReleasesView.class)))
    public Response releases(@BeanParam Asker asker) {
        int now = releases.active().orElse(0);
        return asker.ok(new Views.ReleasesView(
                releases.all().stream().map(r -> Views.ReleaseView.of(r, now)).toList(),
                releases.activations().stream()
                        .map(a ->
                                new Views.ActivationView(a.release(), a.from(), a.madeBy(), a.madeAt(), a.withdrawn()))
                        .toList()));
    }

    @GET
    @Path("/releases/{n}")
    @Operation(operationId = "release", summary = "One release")
    @APIResponse(
            responseCode = "200",
            description = "The release",
            content = @Content(schema = @Schema(implementation = Views.ReleaseView.class)))
    public Response release(@PathParam("n") int number, @BeanParam Asker asker) {
        int now = releases.active().orElse(0);
        return releases.find(number)
                .map(r -> asker.ok(Views.ReleaseView.of(r, now)))
                .orElseGet(() -> notFound(asker));
    }

    @GET
    @Path("/releases/{n}/bundle")
    @Produces({ZIP, MediaType.APPLICATION_JSON})
    @Operation(operationId = "releaseBundle", summary = "All files of a release, as uploaded, as a zip")
    @APIResponse(responseCode = "200", description = "The zip", content = @Content(mediaType = ZIP))
    public Response releaseBundle(@PathParam("n") int number, @BeanParam Asker asker) {
        return zip(releases.bundle(number), "release-" + number, asker);
    }

    @GET
    @Path("/releases/{n}/bundle/{path: .+}")
    @Produces(MediaType.WILDCARD)
    @Operation(operationId = "releaseFile", summary = "One file of a release, as uploaded")
    @APIResponse(
            responseCode = "200",
            description = "The file",
            content = @Content(mediaType = MediaType.APPLICATION_OCTET_STREAM))
    public Response releaseFile(@PathParam("n") int number, @PathParam("path") String path, @BeanParam Asker asker) {
        return file(releases.bundle(number), path, asker);
    }

    @GET
    @Path("/active/bundle")
    @Produces({ZIP, MediaType.APPLICATION_JSON})
    @Operation(operationId = "activeBundle", summary = "All files of the active release, as uploaded, as a zip")
    @APIResponse(responseCode = "200", description = "The zip", content = @Content(mediaType = ZIP))
    public Response activeBundle(@BeanParam Asker asker) {
        return zip(releases.active().flatMap(releases::bundle), "active", asker);
    }

    @GET
    @Path("/active/bundle/{path: .+}")
    @Produces(MediaType.WILDCARD)
    @Operation(operationId = "activeFile", summary = "One file of the active release, as uploaded")
    @APIResponse(
            responseCode = "200",
            description = "The file",
            content = @Content(mediaType = MediaType.APPLICATION_OCTET_STREAM))
    public Response activeFile(@PathParam("path") String path, @BeanParam Asker asker) {
        return file(releases.active().flatMap(releases::bundle), path, asker);
    }

    @GET
    @Path("/diff")
    @Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_PLAIN})
    @Operation(
            operationId = "diff",
            summary = "What differs between two rulesets, cell by cell",
            description = "Each is release:N or draft:ID. As JSON, or as text/plain.")
    @APIResponse(
            responseCode = "200",
            description = "The differences",
            content = @Content(schema = @Schema(implementation = Views.DiffView.class)))
    @APIResponse(
            responseCode = "422",
            description = "One of them cannot be read; its check tells why",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(ref = PROBLEM)))
    public Response diff(
            @QueryParam("from") @DefaultValue("") String from,
            @QueryParam("to") @DefaultValue("") String to,
            @BeanParam Asker asker) {
        return switch (side(from)) {
            case Side.Not(Problem problem) -> asker.problem(problem);
            case Side.Read(Ruleset before) ->
                switch (side(to)) {
                    case Side.Not(Problem problem) -> asker.problem(problem);
                    case Side.Read(Ruleset after) -> {
                        RulesetDiff diff = RulesetDiff.between(before, after);
                        yield asker.wantsText()
                                ? asker.text(diff.text(asker.locale()))
                                : asker.ok(Views.DiffView.of(from, to, diff));
                    }
                };
        };
    }

    /// One side of a comparison.
    private sealed interface Side {
        record Read(Ruleset ruleset) implements Side {}

        record Not(Problem problem) implements Side {}
    }

    private Side side(String name) {
        Matcher matcher = SIDE.matcher(name);
        if (!matcher.matches()) {
            return new Side.Not(Problem.of(
                    400,
                    "bad-input",
                    new Text("Bad input", "输入有误"),
                    new Text("Name both as release:N or draft:ID.", "请以release:N或draft:ID指明双方。")));
        }
        int number = Integer.parseInt(matcher.group(2));
        Optional<Bundle> bundle = matcher.group(1).equals("draft") ? drafts.bundle(number) : releases.bundle(number);
        if (bundle.isEmpty()) {
            return new Side.Not(Problems.ofStatus(404));
        }
        return switch (new BundleReader(Engine.PARAMETERS).read(bundle.get())) {
            case Check.Sound(Ruleset ruleset, var _) -> new Side.Read(ruleset);
            case Check.Rejected(List<Finding> findings) -> new Side.Not(Refusal.of(findings));
        };
    }
}
