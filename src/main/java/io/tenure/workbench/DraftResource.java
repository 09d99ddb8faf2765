package io.tenure.workbench;

import io.tenure.api.authoring.AnnotatedWorkbooks;
import io.tenure.api.authoring.Downloads;
import io.tenure.api.authoring.DraftResponses;
import io.tenure.api.authoring.RejectionProblem;
import io.tenure.api.authoring.Upload;
import io.tenure.finding.Address;
import io.tenure.finding.Checked;
import io.tenure.finding.Finding;
import io.tenure.http.ExceptionProblems;
import io.tenure.http.Roles;
import io.tenure.release.CheckRefusedException;
import io.tenure.release.Draft;
import io.tenure.release.DraftWorkspace;
import io.tenure.release.ReleaseHistory;
import io.tenure.release.ReleaseResult.DraftResult;
import io.tenure.release.ReleaseResult.Rejected;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jspecify.annotations.Nullable;

/// A draft: its files, its findings and its changes.
@Path("/drafts/{id}")
@RolesAllowed(Roles.VIEWER)
@Produces(PageRequest.HTML)
public class DraftResource {
    private static final String SAVED = "saved";
    private static final int BYTES_PER_KILOBYTE = 1_024;

    private final DraftWorkspace drafts;
    private final ReleaseHistory releases;
    private final DraftReview review;
    private final AnnotatedWorkbooks annotatedWorkbooks;

    DraftResource(
            DraftWorkspace drafts, ReleaseHistory releases, DraftReview review, AnnotatedWorkbooks annotatedWorkbooks) {
        this.drafts = drafts;
        this.releases = releases;
        this.review = review;
        this.annotatedWorkbooks = annotatedWorkbooks;
    }

    @GET
    public Response draft(
            @PathParam("id") int id, @QueryParam(SAVED) @Nullable String saved, @BeanParam PageRequest request) {
        Optional<Draft> found = drafts.find(id);
        if (found.isEmpty()) {
            return notFound(request);
        }
        Draft draft = found.get();
        Page page = DraftsResource.page(draft, request);
        ShownFindings findings = null;
        String busy = null;
        try {
            findings = ShownFindings.of(review.findings(draft), request.locale());
        } catch (CheckRefusedException refused) {
            busy = refused.detail().in(request.locale());
        }
        return request.html(new DraftPage(
                page,
                head(draft, page, "findings"),
                draft.changes().stream().map(change -> entry(draft, change)).toList(),
                findings,
                busy,
                annotatedWorkbooks.isSupported(),
                saved != null));
    }

    private static DraftPage.FileEntry entry(Draft draft, Draft.Change change) {
        String path = PageAddress.encodePath(change.path());
        String address = DraftsResource.address(draft.id());
        return new DraftPage.FileEntry(
                change.path(),
                change.removed(),
                (change.size() + BYTES_PER_KILOBYTE - 1) / BYTES_PER_KILOBYTE,
                change.author(),
                address + "/files/" + path,
                change.path().endsWith(".xlsx") ? address + "/findings/" + path : null);
    }

    @GET
    @Path("/changes")
    public Response changes(@PathParam("id") int id, @BeanParam PageRequest request) {
        return drafts.find(id)
                .map(draft -> {
                    Page page = DraftsResource.page(draft, request);
                    return request.html(new DraftChangesPage(
                            page,
                            head(draft, page, "changes"),
                            ShownChanges.of(review.changes(draft), request.locale())));
                })
                .orElseGet(() -> notFound(request));
    }

    @GET
    @Path("/files/{path: .+}")
    @Produces(MediaType.WILDCARD)
    public Response file(@PathParam("id") int id, @PathParam("path") String path, @BeanParam PageRequest request) {
        return Downloads.file(drafts.bundle(id), path, request);
    }

    @GET
    @Path("/findings/{path: .+}")
    @Produces(MediaType.WILDCARD)
    public Response annotated(@PathParam("id") int id, @PathParam("path") String path, @BeanParam PageRequest request) {
        if (!annotatedWorkbooks.isSupported()) {
            return request.problem(RejectionProblem.noAnnotatedWorkbooks());
        }
        List<Finding> findings =
                drafts.find(id).map(draft -> review.findings(draft).all()).orElse(List.of());
        return annotatedWorkbooks.of(drafts.bundle(id), path, findings, request);
    }

    @POST
    @CheckedForm
    @Path("/files")
    @RolesAllowed({Roles.AUTHOR, Roles.RULE_ENGINEER})
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    public Response upload(
            @PathParam("id") int id,
            @RestForm(DraftsResource.FILES) List<FileUpload> files,
            @RestForm("version") @Nullable String version,
            @BeanParam PageRequest request) {
        return switch (DraftsResource.uploaded(files)) {
            case Checked.Invalid(List<Finding> findings) -> request.problem(Upload.problem(findings));
            case Checked.Valid(Map<String, byte[]> sent, var _) ->
                changed(
                        drafts.upload(DraftResponses.editor(request), id, FormValues.version(version), sent, false),
                        request);
        };
    }

    @POST
    @CheckedForm
    @Path("/removal")
    @RolesAllowed({Roles.AUTHOR, Roles.RULE_ENGINEER})
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response remove(
            @PathParam("id") int id,
            @FormParam("path") @Nullable String path,
            @FormParam("version") @Nullable String version,
            @BeanParam PageRequest request) {
        Optional<Draft> draft = drafts.find(id);
        if (draft.isEmpty() || path == null) {
            return notFound(request);
        }
        byte[] original = releases.bundle(draft.get().base())
                .flatMap(base -> Optional.ofNullable(base.files().get(path)))
                .orElse(null);
        Draft.Editor editor = DraftResponses.editor(request);
        int expected = FormValues.version(version);
        // A file as it is in the base is no change.
        return changed(
                original == null
                        ? drafts.remove(editor, id, expected, path)
                        : drafts.upload(editor, id, expected, Map.of(path, original), false),
                request);
    }

    @POST
    @CheckedForm
    @Path("/deletion")
    @RolesAllowed({Roles.AUTHOR, Roles.RULE_ENGINEER})
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response delete(
            @PathParam("id") int id, @FormParam("version") @Nullable String version, @BeanParam PageRequest request) {
        return switch (drafts.delete(DraftResponses.editor(request), id, FormValues.version(version))) {
            case Rejected rejected -> request.problem(RejectionProblem.of(rejected));
            case DraftResult.Updated _ -> request.goTo("/drafts");
        };
    }

    /// Writes into a cell the names that its findings say were meant.
    @POST
    @CheckedForm
    @Path("/correction")
    @RolesAllowed({Roles.AUTHOR, Roles.RULE_ENGINEER})
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response correct(
            @PathParam("id") int id,
            @FormParam("place") @Nullable String place,
            @FormParam("version") @Nullable String version,
            @FormParam("next") @Nullable String next,
            @BeanParam PageRequest request) {
        Optional<Draft> draft = drafts.find(id);
        if (draft.isEmpty() || place == null) {
            return notFound(request);
        }
        String then = OwnPath.of(next);
        List<Finding> findings = review.findings(draft.get()).all().stream()
                .filter(finding -> finding.correction() != null
                        && finding.address().toString().equals(place))
                .toList();
        return findings.isEmpty() ? request.goTo(then) : correct(draft.get(), findings, version, then, request);
    }

    private Response correct(
            Draft draft, List<Finding> findings, @Nullable String version, String next, PageRequest request) {
        Address cell = findings.getFirst().address();
        return switch (CellCorrection.apply(drafts.bundle(draft.id()).orElseThrow(), cell, findings)) {
            case Checked.Invalid(List<Finding> faults) -> request.problem(Upload.problem(faults));
            case Checked.Valid(byte[] workbook, var _) ->
                switch (drafts.upload(
                        DraftResponses.editor(request),
                        draft.id(),
                        FormValues.version(version),
                        Map.of(cell.file(), workbook),
                        false)) {
                    case Rejected rejected -> request.problem(RejectionProblem.of(rejected));
                    case DraftResult.Updated _ -> request.goTo(next);
                };
        };
    }

    private static Response changed(DraftResult result, PageRequest request) {
        return switch (result) {
            case Rejected rejected -> request.problem(RejectionProblem.of(rejected));
            case DraftResult.Updated(Draft draft) ->
                request.goTo(DraftsResource.address(draft.id()) + "?" + SAVED + "=true");
        };
    }

    private DraftHead head(Draft draft, Page page, String tab) {
        return DraftHead.of(draft, releases.active().orElse(0), page, tab);
    }

    private static Response notFound(PageRequest request) {
        return request.problem(ExceptionProblems.ofStatus(404));
    }
}
