package io.tenure.api;

import static io.tenure.api.Downloads.ZIP;
import static io.tenure.api.Downloads.file;
import static io.tenure.api.Downloads.notFound;
import static io.tenure.api.Downloads.zip;
import static io.tenure.http.Roles.APPROVER;
import static io.tenure.http.Roles.AUTHOR;
import static io.tenure.http.Roles.RULE_ENGINEER;
import static io.tenure.http.Roles.VIEWER;

import io.tenure.finding.Checked;
import io.tenure.finding.Finding;
import io.tenure.http.Problem;
import io.tenure.release.Draft;
import io.tenure.release.DraftResult;
import io.tenure.release.Drafts;
import io.tenure.release.Rejected;
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
    private static final String PROBLEM = "Problem";

    private final Drafts drafts;

    DraftsResource(Drafts drafts) {
        this.drafts = drafts;
    }

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
            @BeanParam AuthoringContext asker) {
        return createFrom(Upload.of(files), comment, base, whole, asker);
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
            @QueryParam("whole") @DefaultValue("false") boolean whole,
            @BeanParam AuthoringContext asker) {
        return createFrom(Upload.ofZip(zip), comment, base, whole, asker);
    }

    private Response createFrom(
            Checked<Map<String, byte[]>, Finding> uploads,
            @Nullable String comment,
            @Nullable Integer base,
            boolean whole,
            AuthoringContext asker) {
        return switch (uploads) {
            case Checked.Invalid(List<Finding> findings) -> asker.problem(Upload.problem(findings));
            case Checked.Valid(Map<String, byte[]> files, var _) ->
                asker.draftResponse(
                        drafts.create(asker.editor(), base, files, whole, Objects.requireNonNullElse(comment, "")),
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
    public Response drafts(@BeanParam AuthoringContext asker) {
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
    public Response draft(@PathParam("id") int id, @BeanParam AuthoringContext asker) {
        Optional<Draft> draft = drafts.find(id);
        return draft.isEmpty() ? notFound(asker) : asker.draftResponse(new DraftResult.Updated(draft.get()), 200);
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
            @BeanParam AuthoringContext asker) {
        return uploadFrom(id, Upload.of(files), whole, asker);
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
            @BeanParam AuthoringContext asker) {
        return uploadFrom(id, Upload.ofZip(zip), whole, asker);
    }

    private Response uploadFrom(
            int id, Checked<Map<String, byte[]>, Finding> uploads, boolean whole, AuthoringContext asker) {
        return switch (uploads) {
            case Checked.Invalid(List<Finding> findings) -> asker.problem(Upload.problem(findings));
            case Checked.Valid(Map<String, byte[]> files, var _) ->
                asker.draftResponse(drafts.upload(asker.editor(), id, asker.expectedVersion(), files, whole), 200);
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
            @PathParam("id") int id,
            @PathParam("path") String path,
            byte[] content,
            @BeanParam AuthoringContext asker) {
        return asker.draftResponse(
                drafts.upload(asker.editor(), id, asker.expectedVersion(), Map.of(path, content), false), 200);
    }

    @DELETE
    @Path("/drafts/{id}/files/{path: .+}")
    @RolesAllowed({AUTHOR, RULE_ENGINEER})
    @Operation(operationId = "removeFile", summary = "Take a file out of a draft's bundle")
    @APIResponse(
            responseCode = "200",
            description = "The draft as it is now",
            content = @Content(schema = @Schema(implementation = Views.DraftView.class)))
    public Response remove(@PathParam("id") int id, @PathParam("path") String path, @BeanParam AuthoringContext asker) {
        return asker.draftResponse(drafts.remove(asker.editor(), id, asker.expectedVersion(), path), 200);
    }

    @DELETE
    @Path("/drafts/{id}")
    @RolesAllowed({AUTHOR, RULE_ENGINEER})
    @Operation(operationId = "deleteDraft", summary = "Give a draft up")
    @APIResponse(responseCode = "204", description = "It is gone")
    public Response delete(@PathParam("id") int id, @BeanParam AuthoringContext asker) {
        return switch (drafts.delete(asker.editor(), id, asker.expectedVersion())) {
            case Rejected declined -> asker.problem(RejectionProblem.of(declined));
            case DraftResult.Updated _ -> Response.noContent().build();
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
            @BeanParam AuthoringContext asker) {
        return asker.draftResponse(drafts.rebase(asker.editor(), id, asker.expectedVersion(), keepMine), 200);
    }

    @GET
    @Path("/drafts/{id}/bundle")
    @Produces({ZIP, MediaType.APPLICATION_JSON})
    @Operation(operationId = "draftBundle", summary = "All files of a draft, as uploaded, as a zip")
    @APIResponse(responseCode = "200", description = "The zip", content = @Content(mediaType = ZIP))
    public Response draftBundle(@PathParam("id") int id, @BeanParam AuthoringContext asker) {
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
    public Response draftFile(
            @PathParam("id") int id, @PathParam("path") String path, @BeanParam AuthoringContext asker) {
        return file(drafts.bundle(id), path, asker);
    }
}
