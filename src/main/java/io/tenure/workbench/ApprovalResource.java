package io.tenure.workbench;

import io.tenure.api.authoring.RejectionProblem;
import io.tenure.api.authoring.Upload;
import io.tenure.finding.Finding;
import io.tenure.http.ExceptionProblems;
import io.tenure.http.Problem;
import io.tenure.http.Roles;
import io.tenure.input.InputFault;
import io.tenure.release.Approval;
import io.tenure.release.ApprovalRequests;
import io.tenure.release.ApprovalRequests.ImpactRun;
import io.tenure.release.CheckRefusedException;
import io.tenure.release.Draft;
import io.tenure.release.DraftWorkspace;
import io.tenure.release.Impact;
import io.tenure.release.Publisher;
import io.tenure.release.ReleaseHistory;
import io.tenure.release.ReleaseResult.DraftResult;
import io.tenure.release.ReleaseResult.PublishResult;
import io.tenure.release.ReleaseResult.Rejected;
import io.tenure.text.Message;
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
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/// Asking for the approval of a draft, and publishing it.
@Path("/drafts/{id}")
@RolesAllowed(Roles.VIEWER)
@Produces(PageRequest.HTML)
public class ApprovalResource {
    private static final int PERCENT = 100;

    private final DraftWorkspace drafts;
    private final ReleaseHistory releases;
    private final DraftReview review;
    private final ApprovalRequests requests;
    private final Publisher publisher;
    private final Clock clock;
    private final boolean fourEyes;
    private final boolean limited;

    ApprovalResource(
            DraftWorkspace drafts,
            ReleaseHistory releases,
            DraftReview review,
            ApprovalRequests requests,
            Publisher publisher,
            Clock clock,
            @ConfigProperty(name = "tenure.release.four-eyes") boolean fourEyes,
            @ConfigProperty(name = "tenure.release.max-level-change") Optional<Double> maxLevelChange) {
        this.drafts = drafts;
        this.releases = releases;
        this.review = review;
        this.requests = requests;
        this.publisher = publisher;
        this.clock = clock;
        this.fourEyes = fourEyes;
        this.limited = maxLevelChange.isPresent();
    }

    @GET
    @Path("/approval")
    public Response approval(@PathParam("id") int id, @BeanParam PageRequest request) {
        Optional<Draft> found = drafts.find(id);
        if (found.isEmpty()) {
            return request.problem(ExceptionProblems.ofStatus(404));
        }
        Draft draft = found.get();
        Locale locale = request.locale();
        Page page = DraftsResource.page(draft, request);
        int active = releases.active().orElse(0);
        DraftHead head = DraftHead.of(draft, active, page, "approval");
        ShownFindings findings = null;
        String busy = null;
        int changes = 0;
        try {
            findings = ShownFindings.of(review.findings(draft), locale);
            changes = review.changes(draft).changes().size();
        } catch (CheckRefusedException refused) {
            busy = refused.detail().in(locale);
        }
        String obstacle =
                obstacle(head, findings, page).map(text -> text.in(locale)).orElse(null);
        return request.html(new ApprovalPage(
                page,
                head,
                changes,
                findings,
                busy,
                requests.of(draft)
                        .map(asked -> new ApprovalPage.Request(asked.by(), PageTimes.minute(asked.at())))
                        .orElse(null),
                requests.impactRuns(draft).stream().map(run -> run(run, active)).toList(),
                obstacle == null ? new ApprovalPage.Form(isScheduled(), limited) : null,
                obstacle));
    }

    private static ApprovalPage.Run run(ImpactRun run, int active) {
        Impact.Measure measure = run.measure();
        int decided = measure.customers() + measure.lost();
        double share = decided == 0 ? 0 : (double) (measure.levelChanges() + measure.lost()) / decided;
        return new ApprovalPage.Run(
                run.createdBy(),
                PageTimes.minute(run.createdAt()),
                run.against(),
                run.against() == active,
                measure.wholeRecord(),
                measure.customers(),
                measure.levelChanges(),
                String.format(Locale.ROOT, "%.1f", PERCENT * share),
                measure.lost(),
                measure.skipped());
    }

    /// Why the person can't publish the draft; the service checks it again.
    private Optional<Message> obstacle(DraftHead draft, @Nullable ShownFindings findings, Page page) {
        if (!draft.isOpen()) {
            return Optional.of(Message.of("workbench.approval.is-published"));
        }
        if (!page.may(Roles.APPROVER)) {
            return Optional.of(Message.of("workbench.approval.no-approver"));
        }
        if (fourEyes && draft.mine()) {
            return Optional.of(Message.of("workbench.approval.four-eyes"));
        }
        if (findings == null || !findings.publishable()) {
            return Optional.of(Message.of("workbench.approval.has-errors"));
        }
        return Optional.empty();
    }

    private boolean isScheduled() {
        Instant now = clock.instant();
        return releases.activations().stream().anyMatch(activation -> activation.isPending(now));
    }

    @POST
    @CheckedForm
    @Path("/approval-request")
    @RolesAllowed({Roles.AUTHOR, Roles.RULE_ENGINEER})
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response ask(
            @PathParam("id") int id, @FormParam("version") @Nullable String version, @BeanParam PageRequest request) {
        return switch (requests.ask(request.userName(), id, FormValues.version(version))) {
            case Rejected rejected -> request.problem(RejectionProblem.of(rejected));
            case DraftResult.Updated _ -> request.goTo(DraftsResource.address(id) + "/approval");
        };
    }

    @POST
    @CheckedForm
    @Path("/publication")
    @RolesAllowed(Roles.APPROVER)
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response publish(
            @PathParam("id") int id,
            @FormParam("version") @Nullable String version,
            @FormParam("acknowledge") List<String> acknowledged,
            @FormParam("when") @Nullable String when,
            @FormParam("from") @Nullable String from,
            @FormParam("stale") @Nullable String stale,
            @FormParam("comment") @Nullable String comment,
            @FormParam("override") @Nullable String override,
            @BeanParam PageRequest request) {
        boolean later = "later".equals(when);
        Optional<Instant> moment = later ? FormValues.moment(FormValues.text(from)) : Optional.empty();
        String note = FormValues.text(comment);
        String reason = FormValues.text(override);
        List<InputFault> faults = new ArrayList<>();
        if (later && moment.isEmpty()) {
            faults.add(noMoment(from));
        }
        InputFault.ofText("comment", note, Upload.MAX_TEXT_LENGTH).ifPresent(faults::add);
        InputFault.ofText("override", reason, Upload.MAX_TEXT_LENGTH).ifPresent(faults::add);
        if (!faults.isEmpty()) {
            return request.problem(Problem.badInput(faults));
        }
        // Every warning by its own name.
        Set<String> names = new HashSet<>(acknowledged);
        names.remove(Approval.ALL);
        Approval approval = new Approval(
                request.userName(),
                FormValues.version(version),
                names,
                stale != null,
                moment.orElse(null),
                note.isEmpty() ? null : note,
                reason);
        return switch (publisher.publish(id, approval)) {
            case PublishResult.NotPublishable(List<Finding> findings) -> request.problem(RejectionProblem.of(findings));
            case Rejected rejected -> request.problem(RejectionProblem.of(rejected));
            case PublishResult.Published published ->
                request.goTo(ReleasesResource.address(published.release()) + "?done=true");
        };
    }

    private static InputFault noMoment(@Nullable String from) {
        return new InputFault(
                "malformed",
                "/from",
                from,
                Message.of("workbench.approval.moment.expected"),
                Message.of("workbench.approval.moment.message", "from", FormValues.text(from)));
    }
}
