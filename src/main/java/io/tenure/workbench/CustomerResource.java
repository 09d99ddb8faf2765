package io.tenure.workbench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tenure.api.FeedbackRecorder;
import io.tenure.api.TimelineAccess;
import io.tenure.api.TimelineSvg;
import io.tenure.bundle.Ruleset;
import io.tenure.decision.CustomerTimeline;
import io.tenure.http.AccessAudit;
import io.tenure.http.Problem;
import io.tenure.http.Roles;
import io.tenure.input.CustomerIds;
import io.tenure.record.DecisionLog;
import io.tenure.record.DecisionPayload;
import io.tenure.record.RecordUnavailable;
import io.tenure.record.StoredDecision;
import io.tenure.record.Timelines;
import io.tenure.release.ActiveRuleset;
import io.tenure.text.Message;
import io.tenure.workbench.CustomerPage.EventEntry;
import io.tenure.workbench.CustomerPage.HistoryEntry;
import io.tenure.workbench.CustomerPage.ShownDecision;
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
import java.math.BigDecimal;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Finding a customer, and the page about one.
@Path("/customers")
@RolesAllowed(Roles.VIEWER)
@Produces(PageRequest.HTML)
public class CustomerResource {
    static final int MAX_DECISIONS = 100;
    static final String SECTION = "customer";
    private static final String STORED = "stored";

    private final Timelines timelines;
    private final TimelineAccess timelineAccess;
    private final DecisionLog log;
    private final ShownDecisions shown;
    private final FeedbackRecorder feedback;
    private final ActiveRuleset active;
    private final AccessAudit access;
    private final DemoJob demo;

    CustomerResource(
            Timelines timelines,
            TimelineAccess timelineAccess,
            DecisionLog log,
            ShownDecisions shown,
            FeedbackRecorder feedback,
            ActiveRuleset active,
            AccessAudit access,
            DemoJob demo) {
        this.timelines = timelines;
        this.timelineAccess = timelineAccess;
        this.log = log;
        this.shown = shown;
        this.feedback = feedback;
        this.active = active;
        this.access = access;
        this.demo = demo;
    }

    @GET
    public Response form(@BeanParam PageRequest request) {
        return request.html(new FindCustomerPage(
                request.page(Message.of("workbench.customer.title"), SECTION), "", null, demo.isOffered()));
    }

    /// The id is in the body, so that no log of addresses has it.
    @POST
    @CheckedForm
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response find(@FormParam("customer") @Nullable String id, @BeanParam PageRequest request) {
        String wanted = id == null ? "" : id.strip();
        if (CustomerIds.isValid(wanted) && timelines.customerNumber(wanted).isPresent()) {
            return request.goTo(address(wanted));
        }
        return request.html(
                404,
                new FindCustomerPage(
                        request.page(Message.of("workbench.customer.title"), SECTION),
                        wanted,
                        Message.of("workbench.customer.not-found").in(request.locale()),
                        demo.isOffered()));
    }

    @GET
    @Path("/{customerId}")
    public Response customer(
            @PathParam(CustomerIds.NAME) String id,
            @QueryParam("decision") @Nullable String decision,
            @QueryParam(STORED) @Nullable String stored,
            @QueryParam("wish") @Nullable String wish,
            @BeanParam PageRequest request) {
        Optional<CustomerTimeline> found = timelineAccess.read(id, request);
        if (found.isEmpty()) {
            return request.problem(Problem.noSuchCustomer());
        }
        Locale locale = request.locale();
        CustomerTimeline timeline = found.get();
        List<Timelines.DecisionSummary> all = timelines
                .decisions(id, MAX_DECISIONS)
                .map(Timelines.StoredDecisions::decisions)
                .orElse(List.of());
        UUID latest = latest(all);
        UUID wanted = decision == null ? latest : PageRequest.parseUuid(decision);
        if (decision != null
                && all.stream().noneMatch(summary -> summary.decisionId().equals(wanted))) {
            return request.problem(Problem.noSuchDecision());
        }
        Ruleset ruleset = active.current().map(a -> a.ruleset().ruleset()).orElse(null);
        return request.html(new CustomerPage(
                request.page(Message.of("workbench.customer.heading", "customer", id), SECTION),
                id,
                address(id),
                "data:image/svg+xml;base64,"
                        + Base64.getEncoder()
                                .encodeToString(TimelineSvg.of(timeline, locale).getBytes(UTF_8)),
                wanted == null ? null : shown(wanted, wanted.equals(latest), ruleset, wish, request),
                all.stream()
                        .map(summary -> entry(summary, wanted, ruleset, locale))
                        .toList(),
                timeline.events().reversed().stream()
                        .map(event -> event(event, timeline, locale))
                        .toList(),
                stored != null));
    }

    @POST
    @CheckedForm
    @RolesAllowed(Roles.CALLER)
    @Path("/{customerId}/feedback")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response feedback(
            @PathParam(CustomerIds.NAME) String id,
            @FormParam("decision") @Nullable String decision,
            @FormParam("type") @Nullable String type,
            @FormParam("action") @Nullable String action,
            @FormParam("amount") @Nullable String amount,
            @BeanParam PageRequest request) {
        UUID decided = decision == null ? null : PageRequest.parseUuid(decision);
        if (decided == null) {
            return request.problem(Problem.noSuchDecision());
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("type", type);
        if (action != null && !action.isEmpty()) {
            body.put("action", action);
        }
        if (amount != null && !amount.isBlank()) {
            putNumber(body, amount.strip());
        }
        try {
            return switch (feedback.record(decided, body.toString().getBytes(UTF_8), request.userName())) {
                case FeedbackRecorder.Result.Rejected(Problem problem) -> request.problem(problem);
                case FeedbackRecorder.Result.Stored _ ->
                    request.goTo(address(id) + "?decision=" + decided + "&" + STORED + "=true");
            };
        } catch (RecordUnavailable _) {
            return request.problem(Problem.feedbackNotStored());
        }
    }

    /// What isn't a number stays a text, whose fault the reader tells.
    private static void putNumber(ObjectNode body, String amount) {
        try {
            body.put("amount", new BigDecimal(amount));
        } catch (NumberFormatException _) {
            body.put("amount", amount);
        }
    }

    private @Nullable ShownDecision shown(
            UUID id, boolean latest, @Nullable Ruleset ruleset, @Nullable String wish, PageRequest request) {
        StoredDecision decision = log.find(id).orElse(null);
        DecisionPayload payload = decision == null ? null : decision.payload();
        if (decision == null || payload == null) {
            return null;
        }
        access.recordDecisionAccess(request, "decision-read", decision);
        if (wish != null) {
            access.recordDecisionAccess(request, "decision-what-if", decision);
        }
        return shown.of(decision, payload, latest, ruleset, wish, request.locale());
    }

    /// The newest of those that count as of the latest day.
    static @Nullable UUID latest(List<Timelines.DecisionSummary> all) {
        Timelines.DecisionSummary latest = null;
        for (Timelines.DecisionSummary summary : all) {
            if (!summary.trial() && (latest == null || summary.asOf().isAfter(latest.asOf()))) {
                latest = summary;
            }
        }
        return latest == null ? null : latest.decisionId();
    }

    private static HistoryEntry entry(
            Timelines.DecisionSummary summary, @Nullable UUID shown, @Nullable Ruleset ruleset, Locale locale) {
        return new HistoryEntry(
                summary.decisionId().toString(),
                summary.asOf().toString(),
                PageTimes.minute(summary.decidedAt()),
                summary.release(),
                summary.trial(),
                summary.decisionId().equals(shown),
                label(ruleset, summary.stage(), locale),
                label(ruleset, summary.retentionLevel(), locale),
                label(ruleset, summary.riskBand(), locale),
                label(ruleset, summary.action(), locale));
    }

    private static String label(@Nullable Ruleset ruleset, @Nullable String code, Locale locale) {
        return code == null ? "–" : CodeLabels.of(ruleset, code, locale);
    }

    private static EventEntry event(CustomerTimeline.Event event, CustomerTimeline timeline, Locale locale) {
        return new EventEntry(
                event.day().toString(),
                EventLabels.of(event.type()).in(locale),
                event.action() == null ? "" : timeline.label(event.action()),
                event.amount() == null
                        ? ""
                        : event.amount().stripTrailingZeros().toPlainString());
    }

    static String address(String customerId) {
        return "/customers/" + PageAddress.encode(customerId);
    }
}
