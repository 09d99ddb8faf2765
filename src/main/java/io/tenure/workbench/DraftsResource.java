package io.tenure.workbench;

import io.tenure.api.authoring.DraftResponses;
import io.tenure.api.authoring.RejectionProblem;
import io.tenure.api.authoring.Upload;
import io.tenure.finding.Checked;
import io.tenure.finding.Finding;
import io.tenure.http.Problem;
import io.tenure.http.Roles;
import io.tenure.input.InputFault;
import io.tenure.release.Draft;
import io.tenure.release.DraftWorkspace;
import io.tenure.release.ReleaseHistory;
import io.tenure.release.ReleaseResult.DraftResult;
import io.tenure.release.ReleaseResult.Rejected;
import io.tenure.text.Message;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jspecify.annotations.Nullable;

/// The list of drafts, and making one of files.
@Path("/drafts")
@RolesAllowed(Roles.VIEWER)
@Produces(PageRequest.HTML)
public class DraftsResource {
    private static final String SECTION = "drafts";
    static final String FILES = "files";

    private final DraftWorkspace drafts;
    private final ReleaseHistory releases;

    DraftsResource(DraftWorkspace drafts, ReleaseHistory releases) {
        this.drafts = drafts;
        this.releases = releases;
    }

    @GET
    public Response list(@BeanParam PageRequest request) {
        Page page = request.page(Message.of("workbench.drafts.title"), SECTION);
        Integer active = releases.active().orElse(null);
        List<DraftsPage.Entry> all =
                drafts.all().stream().map(draft -> entry(draft, active, page)).toList();
        return request.html(new DraftsPage(
                page,
                active,
                all.stream().filter(draft -> draft.release() == null).toList(),
                all.stream().filter(draft -> draft.release() != null).toList(),
                page.mayEdit()));
    }

    private static DraftsPage.Entry entry(Draft draft, @Nullable Integer active, Page page) {
        return new DraftsPage.Entry(
                draft.id(),
                draft.comment(),
                String.join(", ", draft.authors()),
                PageTimes.minute(draft.changedAt()),
                draft.changes().size(),
                draft.release(),
                draft.authors().contains(page.user()),
                draft.release() == null && !Objects.equals(draft.base(), active));
    }

    @POST
    @CheckedForm
    @RolesAllowed({Roles.AUTHOR, Roles.RULE_ENGINEER})
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    public Response create(
            @RestForm(FILES) List<FileUpload> files,
            @RestForm("comment") @Nullable String comment,
            @BeanParam PageRequest request) {
        String about = FormValues.text(comment);
        Optional<InputFault> fault = InputFault.ofText("comment", about, Upload.MAX_TEXT_LENGTH);
        if (fault.isPresent()) {
            return request.problem(Problem.badInput(List.of(fault.get())));
        }
        return switch (uploaded(files)) {
            case Checked.Invalid(List<Finding> findings) -> request.problem(Upload.problem(findings));
            case Checked.Valid(Map<String, byte[]> sent, var _) ->
                switch (drafts.create(DraftResponses.editor(request), null, sent, false, about)) {
                    case Rejected rejected -> request.problem(RejectionProblem.of(rejected));
                    case DraftResult.Updated(Draft draft) -> request.goTo(address(draft.id()));
                };
        };
    }

    /// The files of a form by name. A form in which none was chosen has one without a name.
    static Checked<Map<String, byte[]>, Finding> uploaded(List<FileUpload> files) {
        return Upload.of(files.stream()
                .filter(file -> file.fileName() != null && !file.fileName().isBlank())
                .toList());
    }

    /// What is around a page of a draft.
    static Page page(Draft draft, PageRequest request) {
        return request.page(Message.of("workbench.draft.title", "number", draft.id()), SECTION);
    }

    static String address(int draft) {
        return "/drafts/" + draft;
    }
}
