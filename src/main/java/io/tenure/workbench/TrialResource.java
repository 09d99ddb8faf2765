package io.tenure.workbench;

import io.tenure.api.authoring.RejectionProblem;
import io.tenure.decision.StoredDecisions;
import io.tenure.finding.Checked;
import io.tenure.finding.Finding;
import io.tenure.http.AccessAudit;
import io.tenure.http.ExceptionProblems;
import io.tenure.http.Problem;
import io.tenure.http.Roles;
import io.tenure.input.CustomerIds;
import io.tenure.record.DecisionLog;
import io.tenure.record.DecisionPayload;
import io.tenure.record.StoredDecision;
import io.tenure.record.Timelines;
import io.tenure.release.ActiveRuleset;
import io.tenure.release.ActiveRuleset.CompiledRelease;
import io.tenure.release.Draft;
import io.tenure.release.DraftChecker;
import io.tenure.release.DraftChecker.CompiledDraft;
import io.tenure.release.DraftWorkspace;
import io.tenure.release.ReleaseHistory;
import io.tenure.text.Message;
import io.tenure.workbench.ShownComparison.Decided;
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
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Tries a draft on one customer: the latest decision, made again by the active release and by the draft. Nothing is
/// stored.
@Path("/drafts/{id}/trial")
@RolesAllowed(Roles.VIEWER)
@Produces(PageRequest.HTML)
public class TrialResource {
    /// The release number of what was never published.
    private static final int NOT_PUBLISHED = 0;

    private final DraftWorkspace drafts;
    private final DraftChecker checker;
    private final ReleaseHistory releases;
    private final ActiveRuleset active;
    private final Timelines timelines;
    private final DecisionLog log;
    private final StoredDecisions storedDecisions;
    private final AccessAudit access;

    TrialResource(
            DraftWorkspace drafts,
            DraftChecker checker,
            ReleaseHistory releases,
            ActiveRuleset active,
            Timelines timelines,
            DecisionLog log,
            StoredDecisions storedDecisions,
            AccessAudit access) {
        this.drafts = drafts;
        this.checker = checker;
        this.releases = releases;
        this.active = active;
        this.timelines = timelines;
        this.log = log;
        this.storedDecisions = storedDecisions;
        this.access = access;
    }

    /// @param decision to make again; null to ask for a customer first
    @GET
    public Response form(
            @PathParam("id") int id, @QueryParam("decision") @Nullable UUID decision, @BeanParam PageRequest request) {
        return drafts.find(id)
                .map(draft -> decision == null
                        ? page(200, draft, "", null, null, request)
                        : attempt(draft, "", decision, request))
                .orElseGet(() -> request.problem(ExceptionProblems.ofStatus(404)));
    }

    /// The id is in the body, so that no log of addresses has it.
    @POST
    @CheckedForm
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response attempt(
            @PathParam("id") int id, @FormParam("customer") @Nullable String customer, @BeanParam PageRequest request) {
        String wanted = FormValues.text(customer);
        return drafts.find(id)
                .map(draft -> attempt(draft, wanted, latest(wanted).orElse(null), request))
                .orElseGet(() -> request.problem(ExceptionProblems.ofStatus(404)));
    }

    /// @param wanted the customer as asked for; empty where a decision was
    private Response attempt(Draft draft, String wanted, @Nullable UUID decision, PageRequest request) {
        StoredDecision stored = decision == null ? null : log.find(decision).orElse(null);
        DecisionPayload payload = stored == null ? null : stored.payload();
        if (stored == null || payload == null) {
            return page(404, draft, wanted, Message.of("workbench.customer.not-found"), null, request);
        }
        access.recordDecisionAccess(request, "decision-replay", stored);
        Optional<CompiledRelease> current = active.current();
        if (current.isEmpty()) {
            return request.problem(Problem.noRuleset());
        }
        return switch (checker.compile(draft.id()).orElseThrow()) {
            case Checked.Invalid(List<Finding> findings) -> request.problem(RejectionProblem.of(findings));
            case Checked.Valid(CompiledDraft compiled, var _) ->
                page(
                        200,
                        draft,
                        wanted,
                        null,
                        result(
                                current.get(),
                                new CompiledRelease(NOT_PUBLISHED, compiled.ruleset()),
                                draft,
                                stored,
                                payload,
                                request.locale()),
                        request);
        };
    }

    private Optional<UUID> latest(String customer) {
        return CustomerIds.isValid(customer)
                ? timelines
                        .decisions(customer, CustomerResource.MAX_DECISIONS)
                        .flatMap(all -> Optional.ofNullable(CustomerResource.latest(all.decisions())))
                : Optional.empty();
    }

    private Response page(
            int status,
            Draft draft,
            String customer,
            @Nullable Message fault,
            @Nullable ShownComparison result,
            PageRequest request) {
        Page page = DraftsResource.page(draft, request);
        return request.html(
                status,
                new TrialPage(
                        page,
                        DraftHead.of(draft, releases.active().orElse(0), page, "trial"),
                        customer,
                        fault == null ? null : fault.in(request.locale()),
                        result));
    }

    private ShownComparison result(
            CompiledRelease before,
            CompiledRelease after,
            Draft draft,
            StoredDecision stored,
            DecisionPayload payload,
            Locale locale) {
        return ShownComparison.of(
                stored.asOf().toString(),
                new Decided(
                        Message.of("workbench.trial.before", "active", before.release()),
                        storedDecisions.responseBy(before, stored, payload, locale),
                        before.ruleset().ruleset()),
                new Decided(
                        Message.of("workbench.trial.after", "number", draft.id()),
                        storedDecisions.responseBy(after, stored, payload, locale),
                        after.ruleset().ruleset()),
                locale);
    }
}
