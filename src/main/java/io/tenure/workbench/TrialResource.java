package io.tenure.workbench;

import com.fasterxml.jackson.databind.JsonNode;
import io.tenure.api.authoring.RejectionProblem;
import io.tenure.bundle.Ruleset;
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
import io.tenure.response.DecisionResponseReader;
import io.tenure.response.DecisionText;
import io.tenure.response.WrittenResponse;
import io.tenure.text.Message;
import io.tenure.text.Text;
import io.tenure.workbench.TrialPage.Difference;
import io.tenure.workbench.TrialPage.Result;
import io.tenure.workbench.TrialPage.Row;
import io.tenure.workbench.TrialPage.Side;
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
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
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

    @GET
    public Response form(@PathParam("id") int id, @BeanParam PageRequest request) {
        return drafts.find(id)
                .map(draft -> page(200, draft, "", null, null, request))
                .orElseGet(() -> request.problem(ExceptionProblems.ofStatus(404)));
    }

    /// The id is in the body, so that no log of addresses has it.
    @POST
    @CheckedForm
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response attempt(
            @PathParam("id") int id, @FormParam("customer") @Nullable String customer, @BeanParam PageRequest request) {
        Optional<Draft> draft = drafts.find(id);
        if (draft.isEmpty()) {
            return request.problem(ExceptionProblems.ofStatus(404));
        }
        String wanted = FormValues.text(customer);
        StoredDecision stored = latest(wanted).flatMap(log::find).orElse(null);
        DecisionPayload payload = stored == null ? null : stored.payload();
        if (stored == null || payload == null) {
            return page(404, draft.get(), wanted, Message.of("workbench.customer.not-found"), null, request);
        }
        access.recordDecisionAccess(request, "decision-replay", stored);
        Optional<CompiledRelease> current = active.current();
        if (current.isEmpty()) {
            return request.problem(Problem.noRuleset());
        }
        return switch (checker.compile(id).orElseThrow()) {
            case Checked.Invalid(List<Finding> findings) -> request.problem(RejectionProblem.of(findings));
            case Checked.Valid(CompiledDraft compiled, var _) ->
                page(
                        200,
                        draft.get(),
                        wanted,
                        null,
                        result(
                                current.get(),
                                new CompiledRelease(NOT_PUBLISHED, compiled.ruleset()),
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
            @Nullable Result result,
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

    private Result result(
            CompiledRelease before,
            CompiledRelease after,
            StoredDecision stored,
            DecisionPayload payload,
            Locale locale) {
        Checked<byte[], Text> now = storedDecisions.responseBy(before, stored, payload, locale);
        Checked<byte[], Text> then = storedDecisions.responseBy(after, stored, payload, locale);
        return new Result(
                stored.asOf().toString(),
                side(now, locale),
                side(then, locale),
                now instanceof Checked.Valid(byte[] old, var _) && then instanceof Checked.Valid(byte[] fresh, var _)
                        ? differences(
                                old,
                                before.ruleset().ruleset(),
                                fresh,
                                after.ruleset().ruleset(),
                                locale)
                        : List.of());
    }

    private static Side side(Checked<byte[], Text> decided, Locale locale) {
        return switch (decided) {
            case Checked.Invalid(List<Text> reasons) ->
                new Side(reasons.stream().map(reason -> reason.in(locale)).toList(), List.of());
            case Checked.Valid(byte[] response, var _) ->
                new Side(DecisionText.sentences(response, locale), rows(response));
        };
    }

    private static List<Row> rows(byte[] response) {
        JsonNode hits = DecisionResponseReader.of(response).root().path("hits");
        return WrittenResponse.of(response).decisive().stream()
                .map(hits::path)
                .map(hit -> new Row(
                        hit.path("name").asText(),
                        RuleAddresses.row(
                                hit.path("table").asText(), hit.path("name").asText(), ""),
                        hit.path("reason").asText()))
                .toList();
    }

    private static List<Difference> differences(
            byte[] before, Ruleset oldRules, byte[] after, Ruleset newRules, Locale locale) {
        Map<String, JsonNode> old = DecisionResponseReader.of(before).outcomes();
        Map<String, JsonNode> fresh = DecisionResponseReader.of(after).outcomes();
        Set<String> names = new LinkedHashSet<>(old.keySet());
        names.addAll(fresh.keySet());
        List<Difference> differences = new ArrayList<>();
        for (String name : names) {
            if (!Objects.equals(old.get(name), fresh.get(name))) {
                differences.add(new Difference(
                        name, value(old.get(name), oldRules, locale), value(fresh.get(name), newRules, locale)));
            }
        }
        return differences;
    }

    private static String value(@Nullable JsonNode value, Ruleset ruleset, Locale locale) {
        return value == null || value.isNull()
                ? Message.of("workbench.impact.unknown").in(locale)
                : value.isTextual() ? CodeLabels.of(ruleset, value.asText(), locale) : value.toString();
    }
}
