package io.tenure.workbench;

import static io.tenure.decision.Roles.APPROVER;
import static io.tenure.decision.Roles.AUTHOR;
import static io.tenure.decision.Roles.OPERATOR;
import static io.tenure.decision.Roles.RULE_ENGINEER;
import static io.tenure.decision.Roles.VIEWER;

import io.tenure.decision.Problem;
import io.tenure.decision.Problems;
import io.tenure.engine.Engine;
import io.tenure.lifecycle.Text;
import io.tenure.release.ActiveRuleset;
import io.tenure.release.Approval;
import io.tenure.release.Changed;
import io.tenure.release.Declined;
import io.tenure.release.Draft;
import io.tenure.release.Drafts;
import io.tenure.release.Publication;
import io.tenure.release.Publisher;
import io.tenure.release.Releases;
import io.tenure.ruleset.Bundle;
import io.tenure.ruleset.BundleReader;
import io.tenure.ruleset.Check;
import io.tenure.ruleset.Finding;
import io.tenure.ruleset.Ruleset;
import io.tenure.ruleset.RulesetDiff;
import io.tenure.workbook.Annotator;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jspecify.annotations.Nullable;

/// Drafts and releases: how rules are changed.
@Path("/api/v1/rulesets")
@Tag(name = "Changing rules")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(VIEWER)
public class RulesetsResource {
    private static final String ZIP = "application/zip";
    private static final Pattern SIDE = Pattern.compile("(release|draft):([1-9][0-9]{0,8})");
    private static final String PROBLEM = "Problem";

    private final Drafts drafts;
    private final Releases releases;
    private final Publisher publisher;
    private final ActiveRuleset active;

    RulesetsResource(Drafts drafts, Releases releases, Publisher publisher, ActiveRuleset active) {
        this.drafts = drafts;
        this.releases = releases;
        this.publisher = publisher;
        this.active = active;
    }

    // --- Drafts ---

    @POST
    @Path("/drafts")
    @RolesAllowed({AUTHOR, RULE_ENGINEER})
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Operation(
            operationId = "createDraft",
            summary = "Begin a draft",
            description = "From workbooks, DRL files, or a zip of them, laid over the active release or another one."
                    + " A file's name may name its folder; else workbooks go to decision-tables and DRL to rules.")
    @APIResponse(
            responseCode = "201",
            description = "The draft",
            content = @Content(schema = @Schema(implementation = Views.DraftView.class)))
    @APIResponse(
            responseCode = "400",
            description = "A file that belongs to no bundle",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(ref = PROBLEM)))
    public Response create(
            @RestForm(FileUpload.ALL) List<FileUpload> files,
            @RestForm @Nullable String comment,
            @QueryParam("base") @Nullable Integer base,
            @QueryParam("whole") @DefaultValue("false") boolean whole,
            @BeanParam Asker asker) {
        return created(Uploads.of(files), comment, base, whole, asker);
    }

    @POST
    @Path("/drafts")
    @RolesAllowed({AUTHOR, RULE_ENGINEER})
    @Consumes(ZIP)
    @Operation(hidden = true)
    public Response createOfZip(
            byte[] zip,
            @QueryParam("comment") @Nullable String comment,
            @QueryParam("base") @Nullable Integer base,
            @QueryParam("whole") @DefaultValue("false") boolean whole,
            @BeanParam Asker asker) {
        return created(Uploads.ofZip(zip), comment, base, whole, asker);
    }

    private Response created(
            Uploads uploads, @Nullable String comment, @Nullable Integer base, boolean whole, Asker asker) {
        return switch (uploads) {
            case Uploads.Unreadable(Problem problem) -> asker.problem(problem);
            case Uploads.Received(Map<String, byte[]> files) ->
                asker.changed(
                        drafts.create(asker.person(), base, files, whole, Objects.requireNonNullElse(comment, "")),
                        201);
        };
    }

    @GET
    @Path("/drafts")
    @Operation(operationId = "drafts", summary = "All drafts, the latest first")
    @APIResponse(
            responseCode = "200",
            description = "The drafts",
            content = @Content(schema = @Schema(implementation = Views.DraftsView.class)))
    public Response drafts(@BeanParam Asker asker) {
        return asker.ok(new Views.DraftsView(
                drafts.all().stream().map(Views.DraftView::of).toList()));
    }

    @GET
    @Path("/drafts/{id}")
    @Operation(operationId = "draft", summary = "One draft")
    @APIResponse(
            responseCode = "200",
            description = "The draft; its version is its ETag",
            content = @Content(schema = @Schema(implementation = Views.DraftView.class)))
    public Response draft(@PathParam("id") int id, @BeanParam Asker asker) {
        Optional<Draft> draft = drafts.find(id);
        return draft.isEmpty() ? notFound(asker) : asker.changed(new Changed.To(draft.get()), 200);
    }

    @POST
    @Path("/drafts/{id}/files")
    @RolesAllowed({AUTHOR, RULE_ENGINEER})
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Operation(
            operationId = "uploadToDraft",
            summary = "Add files to a draft, or replace them",
            description = "With If-Match, only if nobody changed the draft since.")
    @APIResponse(
            responseCode = "200",
            description = "The draft as it is now",
            content = @Content(schema = @Schema(implementation = Views.DraftView.class)))
    @APIResponse(
            responseCode = "412",
            description = "Somebody changed it in the meantime",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(ref = PROBLEM)))
    public Response upload(
            @PathParam("id") int id,
            @RestForm(FileUpload.ALL) List<FileUpload> files,
            @QueryParam("whole") @DefaultValue("false") boolean whole,
            @BeanParam Asker asker) {
        return uploaded(id, Uploads.of(files), whole, asker);
    }

    @POST
    @Path("/drafts/{id}/files")
    @RolesAllowed({AUTHOR, RULE_ENGINEER})
    @Consumes(ZIP)
    @Operation(hidden = true)
    public Response uploadZip(
            @PathParam("id") int id,
            byte[] zip,
            @QueryParam("whole") @DefaultValue("false") boolean whole,
            @BeanParam Asker asker) {
        return uploaded(id, Uploads.ofZip(zip), whole, asker);
    }

    private Response uploaded(int id, Uploads uploads, boolean whole, Asker asker) {
        return switch (uploads) {
            case Uploads.Unreadable(Problem problem) -> asker.problem(problem);
            case Uploads.Received(Map<String, byte[]> files) ->
                asker.changed(drafts.upload(asker.person(), id, asker.version(), files, whole), 200);
        };
    }

    @PUT
    @Path("/drafts/{id}/files/{path: .+}")
    @RolesAllowed({AUTHOR, RULE_ENGINEER})
    @Consumes(MediaType.WILDCARD)
    @Operation(operationId = "putFile", summary = "Put one file into a draft")
    @APIResponse(
            responseCode = "200",
            description = "The draft as it is now",
            content = @Content(schema = @Schema(implementation = Views.DraftView.class)))
    public Response put(
            @PathParam("id") int id, @PathParam("path") String path, byte[] content, @BeanParam Asker asker) {
        return asker.changed(drafts.upload(asker.person(), id, asker.version(), Map.of(path, content), false), 200);
    }

    @DELETE
    @Path("/drafts/{id}/files/{path: .+}")
    @RolesAllowed({AUTHOR, RULE_ENGINEER})
    @Operation(operationId = "removeFile", summary = "Take a file out of a draft's bundle")
    @APIResponse(
            responseCode = "200",
            description = "The draft as it is now",
            content = @Content(schema = @Schema(implementation = Views.DraftView.class)))
    public Response remove(@PathParam("id") int id, @PathParam("path") String path, @BeanParam Asker asker) {
        return asker.changed(drafts.remove(asker.person(), id, asker.version(), path), 200);
    }

    @DELETE
    @Path("/drafts/{id}")
    @RolesAllowed({AUTHOR, RULE_ENGINEER})
    @Operation(operationId = "deleteDraft", summary = "Give a draft up")
    @APIResponse(responseCode = "204", description = "It is gone")
    public Response delete(@PathParam("id") int id, @BeanParam Asker asker) {
        return switch (drafts.delete(asker.person(), id, asker.version())) {
            case Declined declined -> asker.problem(Refusal.of(declined));
            case Changed.To _ -> Response.noContent().build();
        };
    }

    @POST
    @Path("/drafts/{id}/rebase")
    @RolesAllowed({AUTHOR, RULE_ENGINEER, APPROVER})
    @Operation(
            operationId = "rebaseDraft",
            summary = "Lay a draft over the release that is active now",
            description = "Refused where both changed the same file, unless keepMine=true.")
    @APIResponse(
            responseCode = "200",
            description = "The draft as it is now",
            content = @Content(schema = @Schema(implementation = Views.DraftView.class)))
    @APIResponse(
            responseCode = "409",
            description = "The active release changed the same files",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(ref = PROBLEM)))
    public Response rebase(
            @PathParam("id") int id,
            @QueryParam("keepMine") @DefaultValue("false") boolean keepMine,
            @BeanParam Asker asker) {
        return asker.changed(drafts.rebase(asker.person(), id, asker.version(), keepMine), 200);
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
    public Response check(@PathParam("id") int id, @BeanParam Asker asker) {
        Optional<Publisher.Checked> checked = publisher.check(id);
        if (checked.isEmpty()) {
            return notFound(asker);
        }
        return asker.wantsText()
                ? asker.text(Findings.text(checked.get().findings(), asker.locale()))
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
    public Response checkedWorkbook(@PathParam("id") int id, @PathParam("path") String path, @BeanParam Asker asker) {
        Optional<Publisher.Checked> checked = publisher.check(id);
        return file(
                drafts.bundle(id),
                path,
                asker,
                workbook -> Annotator.annotate(
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
    public Response publish(@PathParam("id") int id, Views.@Nullable ApprovalView said, @BeanParam Asker asker) {
        Set<String> acknowledged = new HashSet<>();
        if (said != null && said.acknowledge() != null) {
            acknowledged.addAll(said.acknowledge());
        }
        if (said != null && Boolean.TRUE.equals(said.acknowledgeWarnings())) {
            acknowledged.add(Approval.ALL);
        }
        Integer version = said != null && said.version() != null ? said.version() : asker.version();
        return published(
                publisher.publish(
                        id,
                        new Approval(
                                asker.name(),
                                version,
                                acknowledged,
                                said != null && Boolean.TRUE.equals(said.confirmStale()),
                                said == null ? null : said.from(),
                                said == null ? null : said.comment(),
                                said == null || said.override() == null ? "" : said.override())),
                asker);
    }

    @GET
    @Path("/drafts/{id}/bundle")
    @Produces({ZIP, MediaType.APPLICATION_JSON})
    @Operation(operationId = "draftBundle", summary = "All files of a draft, as uploaded, as a zip")
    @APIResponse(responseCode = "200", description = "The zip", content = @Content(mediaType = ZIP))
    public Response draftBundle(@PathParam("id") int id, @BeanParam Asker asker) {
        return zip(drafts.bundle(id), "draft-" + id, asker);
    }

    @GET
    @Path("/drafts/{id}/bundle/{path: .+}")
    @Produces(MediaType.WILDCARD)
    @Operation(operationId = "draftFile", summary = "One file of a draft, as uploaded")
    @APIResponse(
            responseCode = "200",
            description = "The file",
            content = @Content(mediaType = MediaType.APPLICATION_OCTET_STREAM))
    public Response draftFile(@PathParam("id") int id, @PathParam("path") String path, @BeanParam Asker asker) {
        return file(drafts.bundle(id), path, asker);
    }

    // --- Releases ---

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
    public Response activate(@PathParam("n") int number, @BeanParam Asker asker) {
        return published(publisher.activate(number, asker.name()), asker);
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
    public Response withdraw(@PathParam("n") int number, @BeanParam Asker asker) {
        return publisher
                .withdraw(number, asker.name())
                .map(declined -> asker.problem(Refusal.of(declined)))
                .orElseGet(() -> Response.noContent().build());
    }

    // --- Differences ---

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

    private static Response published(Publication publication, Asker asker) {
        return switch (publication) {
            case Publication.Published published -> asker.ok(Views.PublishedView.of(published, asker.locale()));
            case Publication.Refused(List<Finding> findings) -> asker.problem(Refusal.of(findings));
            case Declined declined -> asker.problem(Refusal.of(declined));
        };
    }

    private static Response zip(Optional<Bundle> bundle, String name, Asker asker) {
        return bundle.map(b -> Response.ok(b.toZip(), ZIP)
                        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + ".zip\"")
                        .build())
                .orElseGet(() -> notFound(asker));
    }

    private static Response file(Optional<Bundle> bundle, String path, Asker asker) {
        return file(bundle, path, asker, UnaryOperator.identity());
    }

    private static Response file(Optional<Bundle> bundle, String path, Asker asker, UnaryOperator<byte[]> made) {
        return bundle.flatMap(b -> Optional.ofNullable(b.files().get(path)))
                .map(made)
                .map(content -> Response.ok(content, MediaType.APPLICATION_OCTET_STREAM_TYPE)
                        // Files of strangers are never for a browser to open in this site's name.
                        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment")
                        .header("X-Content-Type-Options", "nosniff")
                        .build())
                .orElseGet(() -> notFound(asker));
    }

    private static Response notFound(Asker asker) {
        return asker.problem(Problems.ofStatus(404));
    }
}
