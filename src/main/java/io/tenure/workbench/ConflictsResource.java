package io.tenure.workbench;

import io.tenure.api.authoring.DraftResponses;
import io.tenure.api.authoring.RejectionProblem;
import io.tenure.http.ExceptionProblems;
import io.tenure.http.Roles;
import io.tenure.merge.MergeConflict;
import io.tenure.merge.MergeConflict.Side;
import io.tenure.release.Draft;
import io.tenure.release.DraftRebase;
import io.tenure.release.ReleaseResult.DraftResult;
import io.tenure.release.ReleaseResult.Rejected;
import io.tenure.text.Message;
import io.tenure.text.Text;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;
import org.jboss.resteasy.reactive.server.core.multipart.FormData;
import org.jspecify.annotations.Nullable;

/// Taking over into a draft what was published since its base, cell by cell where both changed the same.
@Path("/drafts/{id}/conflicts")
@RolesAllowed(Roles.VIEWER)
@Produces(PageRequest.HTML)
public class ConflictsResource {
    /// What the name of a choice begins with, before the id of its conflict.
    private static final String CHOICE = "choice:";

    private final DraftRebase rebase;

    ConflictsResource(DraftRebase rebase) {
        this.rebase = rebase;
    }

    @GET
    public Response conflicts(@PathParam("id") int id, @BeanParam PageRequest request) {
        return rebase.merge(id, Map.of())
                .map(merge -> page(merge, request))
                .orElseGet(() -> request.problem(ExceptionProblems.ofStatus(404)));
    }

    private static Response page(DraftRebase.Merge merge, PageRequest request) {
        Draft draft = merge.draft();
        Page page = DraftsResource.page(draft, request);
        DraftHead head = DraftHead.of(draft, merge.active(), page, "conflicts");
        Locale locale = request.locale();
        return request.html(new ConflictsPage(
                page,
                head,
                List.copyOf(merge.result().merged()),
                merge.result().conflicts().stream()
                        .map(conflict -> shown(conflict, locale))
                        .toList(),
                head.isStale() && (page.mayEdit() || page.may(Roles.APPROVER)),
                head.mine() || merge.result().conflicts().isEmpty()));
    }

    private static ConflictsPage.Conflict shown(MergeConflict conflict, Locale locale) {
        return new ConflictsPage.Conflict(
                conflict.id(),
                conflict.mine().text().in(locale),
                conflict.theirs().text().in(locale),
                kind(conflict.kind()).in(locale),
                conflict.part().isEmpty() ? conflict.subject() : conflict.subject() + " · " + conflict.part(),
                conflict.baseValue(),
                conflict.mineValue(),
                conflict.theirsValue());
    }

    private static Text kind(MergeConflict.Kind kind) {
        return switch (kind) {
            case CELL -> Message.of("workbench.conflicts.cell");
            case ROW -> Message.of("workbench.changes.row");
            case ROW_ORDER -> Message.of("workbench.conflicts.row-order");
            case RULE -> Message.of("workbench.changes.rule");
            case FILE -> Message.of("workbench.conflicts.file");
        };
    }

    @POST
    @CheckedForm
    @RolesAllowed({Roles.AUTHOR, Roles.RULE_ENGINEER, Roles.APPROVER})
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response merge(
            @PathParam("id") int id, @FormParam("version") @Nullable String version, @BeanParam PageRequest request) {
        return switch (rebase.rebase(DraftResponses.editor(request), id, FormValues.version(version), choices())) {
            case Rejected rejected -> request.problem(RejectionProblem.of(rejected));
            case DraftResult.Updated _ -> request.goTo(DraftsResource.address(id) + "?saved=true");
        };
    }

    /// The choices of the form by id of the conflict.
    private static Map<String, Side> choices() {
        FormData form = CurrentRequestManager.get().getFormData();
        Map<String, Side> choices = new TreeMap<>();
        for (String name : form) {
            if (name.startsWith(CHOICE)) {
                choices.put(
                        name.substring(CHOICE.length()),
                        form.getFirst(name).getValue().equals("mine") ? Side.MINE : Side.THEIRS);
            }
        }
        return choices;
    }
}
