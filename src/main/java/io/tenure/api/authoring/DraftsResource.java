package io.tenure.api.authoring;

import static io.tenure.api.authoring.Downloads.ZIP;
import static io.tenure.api.authoring.Downloads.file;
import static io.tenure.api.authoring.Downloads.notFound;
import static io.tenure.api.authoring.Downloads.zip;
import static io.tenure.api.authoring.DraftResponses.editor;
import static io.tenure.api.authoring.DraftResponses.expectedVersion;
import static io.tenure.http.Roles.AUTHOR;
import static io.tenure.http.Roles.RULE_ENGINEER;
import static io.tenure.http.Roles.VIEWER;

import io.tenure.finding.Checked;
import io.tenure.finding.Finding;
import io.tenure.http.Problem;
import io.tenure.http.ProblemView;
import io.tenure.http.RequestContext;
import io.tenure.release.Draft;
import io.tenure.release.DraftWorkspace;
import io.tenure.release.ReleaseResult.DraftResult;
import io.tenure.release.ReleaseResult.Rejected;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jspecify.annotations.Nullable;

/// Drafts and their files.
@Path("/api/v1/rulesets")
@Tag(name = "Changing rules")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(VIEWER)
public class DraftsResource {
    private final DraftWorkspace drafts;

    DraftsResource(DraftWorkspace drafts) {
        this.drafts = drafts;
    }

    @POST
    @Path("/drafts")
    @RolesAllowed({AUTHOR, RULE_ENGINEER})
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Operation(
            operationId = "createDraft",
            summary = "Create a draft",
            description =
                    "From workbooks, DRL files, or a zip of them, as changes to the active release or to another one."
                            + " A file name can contain its folder; otherwise workbooks go to decision-tables and DRL to rules.")
    @APIResponse(
            responseCode = "201",
            description = "The draft",
            content = @Content(schema = @Schema(implementation = DraftView.class)))
    @APIResponse(
            responseCode = "400",
            description = "A file that can't be part of a bundle",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(implementation = ProblemView.class)))
    public Response create(
            @RestForm(FileUpload.ALL) List<FileUpload> files,
            @RestForm @Nullable String comment,
            @QueryParam("base") @Nullable Integer base,
            @QueryParam("replaceAll") @DefaultValue("false") boolean replaceAll,
            @BeanParam RequestContext request) {
        return Upload.partProblem()
                .map(request::problem)
                .orElseGet(() -> createFrom(Upload.of(files), comment, base, replaceAll, request));
    }

    @POST
    @Path("/drafts")
    @RolesAllowed({AUTHOR, RULE_ENGINEER})
    @Consumes(ZIP)
    @Operation(hidden = true)
    public Response createFromZip(
            byte[] zip,
            @QueryParam("comment") @Nullable String comment,
            @QueryParam("base") @Nullable Integer base,
            @QueryParam("replaceAll") @DefaultValue("false") boolean replaceAll,
            @BeanParam RequestContext request) {
        return createFrom(Upload.ofZip(zip), comment, base, replaceAll, request);
    }

    private Response createFrom(
            Checked<Map<String, byte[]>, Finding> uploads,
            @Nullable String comment,
            @Nullable Integer base,
            boolean replaceAll,
            RequestContext request) {
        return switch (uploads) {
            case Checked.Invalid(List<Finding> findings) -> request.problem(Upload.problem(findings));
            case Checked.Valid(Map<String, byte[]> files, var _) ->
                DraftResponses.of(
                        drafts.create(
                                editor(request), base, files, replaceAll, Objects.requireNonNullElse(comment, "")),
                        201,
                        request);
        };
    }

    @GET
    @Path("/drafts")
    @Operation(operationId = "drafts", summary = "All drafts, the latest first")
    @APIResponse(
            responseCode = "200",
            description = "The drafts",
            content = @Content(schema = @Schema(implementation = DraftView.ListView.class)))
    public Response drafts(@BeanParam RequestContext request) {
        return request.ok(
                new DraftView.ListView(drafts.all().stream().map(DraftView::of).toList()));
    }

    @GET
    @Path("/drafts/{id}")
    @Operation(operationId = "draft", summary = "One draft")
    @APIResponse(
            responseCode = "200",
            description = "The draft; its version is its ETag",
            content = @Content(schema = @Schema(implementation = DraftView.class)))
    public Response draft(@PathParam("id") int id, @BeanParam RequestContext request) {
        Optional<Draft> draft = drafts.find(id);
        return draft.isEmpty()
                ? notFound(request)
                : DraftResponses.of(new DraftResult.Updated(draft.get()), 200, request);
    }

    @POST
    @Path("/drafts/{id}/files")
    @RolesAllowed({AUTHOR, RULE_ENGINEER})
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Operation(
            operationId = "uploadToDraft",
            summary = "Add files to a draft, or replace them",
            description = "With If-Match, only if the draft hasn't changed since.")
    @APIResponse(
            responseCode = "200",
            description = "The draft as it is now",
            content = @Content(schema = @Schema(implementation = DraftView.class)))
    @APIResponse(
            responseCode = "412",
            description = "The draft has changed since",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(implementation = ProblemView.class)))
    public Response upload(
            @PathParam("id") int id,
            @RestForm(FileUpload.ALL) List<FileUpload> files,
            @QueryParam("replaceAll") @DefaultValue("false") boolean replaceAll,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @BeanParam RequestContext request) {
        return Upload.partProblem()
                .map(request::problem)
                .orElseGet(() -> uploadFrom(id, Upload.of(files), replaceAll, ifMatch, request));
    }

    @POST
    @Path("/drafts/{id}/files")
    @RolesAllowed({AUTHOR, RULE_ENGINEER})
    @Consumes(ZIP)
    @Operation(hidden = true)
    public Response uploadZip(
            @PathParam("id") int id,
            byte[] zip,
            @QueryParam("replaceAll") @DefaultValue("false") boolean replaceAll,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @BeanParam RequestContext request) {
        return uploadFrom(id, Upload.ofZip(zip), replaceAll, ifMatch, request);
    }

    private Response uploadFrom(
            int id,
            Checked<Map<String, byte[]>, Finding> uploads,
            boolean replaceAll,
            @Nullable String ifMatch,
            RequestContext request) {
        return switch (uploads) {
            case Checked.Invalid(List<Finding> findings) -> request.problem(Upload.problem(findings));
            case Checked.Valid(Map<String, byte[]> files, var _) ->
                DraftResponses.of(
                        drafts.upload(editor(request), id, expectedVersion(ifMatch), files, replaceAll), 200, request);
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
            content = @Content(schema = @Schema(implementation = DraftView.class)))
    public Response put(
            @PathParam("id") int id,
            @PathParam("path") String path,
            byte[] content,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @BeanParam RequestContext request) {
        return DraftResponses.of(
                drafts.upload(editor(request), id, expectedVersion(ifMatch), Map.of(path, content), false),
                200,
                request);
    }

    @DELETE
    @Path("/drafts/{id}/files/{path: .+}")
    @RolesAllowed({AUTHOR, RULE_ENGINEER})
    @Operation(operationId = "removeFile", summary = "Remove a file from a draft's bundle")
    @APIResponse(
            responseCode = "200",
            description = "The draft as it is now",
            content = @Content(schema = @Schema(implementation = DraftView.class)))
    public Response remove(
            @PathParam("id") int id,
            @PathParam("path") String path,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @BeanParam RequestContext request) {
        return DraftResponses.of(drafts.remove(editor(request), id, expectedVersion(ifMatch), path), 200, request);
    }

    @DELETE
    @Path("/drafts/{id}")
    @RolesAllowed({AUTHOR, RULE_ENGINEER})
    @Operation(operationId = "deleteDraft", summary = "Delete a draft")
    @APIResponse(responseCode = "204", description = "It is deleted")
    public Response delete(
            @PathParam("id") int id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @BeanParam RequestContext request) {
        return switch (drafts.delete(editor(request), id, expectedVersion(ifMatch))) {
            case Rejected rejected -> request.problem(RejectionProblem.of(rejected));
            case DraftResult.Updated _ -> Response.noContent().build();
        };
    }

    @GET
    @Path("/drafts/{id}/bundle")
    @Produces({ZIP, MediaType.APPLICATION_JSON})
    @Operation(operationId = "draftBundle", summary = "All files of a draft, as uploaded, as a zip")
    @APIResponse(responseCode = "200", description = "The zip", content = @Content(mediaType = ZIP))
    public Response draftBundle(@PathParam("id") int id, @BeanParam RequestContext request) {
        return zip(drafts.bundle(id), "draft-" + id, request);
    }

    @GET
    @Path("/drafts/{id}/bundle/{path: .+}")
    @Produces(MediaType.WILDCARD)
    @Operation(operationId = "draftFile", summary = "One file of a draft, as uploaded")
    @APIResponse(
            responseCode = "200",
            description = "The file",
            content = @Content(mediaType = MediaType.APPLICATION_OCTET_STREAM))
    public Response draftFile(
            @PathParam("id") int id, @PathParam("path") String path, @BeanParam RequestContext request) {
        return file(drafts.bundle(id), path, request);
    }
}
