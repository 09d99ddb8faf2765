package io.tenure.workbench;

import io.tenure.api.StoredDecisionAccess;
import io.tenure.api.authoring.KeptScenarios;
import io.tenure.decision.StoredDecisions;
import io.tenure.decision.WhatIfService;
import io.tenure.finding.Checked;
import io.tenure.http.Problem;
import io.tenure.http.Roles;
import io.tenure.input.CustomerIds;
import io.tenure.mutation.KeptScenario;
import io.tenure.record.DecisionPayload;
import io.tenure.record.StoredDecision;
import io.tenure.record.Timelines;
import io.tenure.release.ActiveRuleset;
import io.tenure.release.ActiveRuleset.CompiledRelease;
import io.tenure.release.Draft;
import io.tenure.release.DraftWorkspace;
import io.tenure.text.Message;
import io.tenure.text.Text;
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
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What is done with one decision about a customer: the letter about it, trying other facts, keeping it as a scenario.
@Path("/customers/{customerId}/decisions/{decision}")
@RolesAllowed(Roles.VIEWER)
@Produces(PageRequest.HTML)
class CustomerDecisionResource {
    private final Timelines timelines;
    private final StoredDecisionAccess access;
    private final StoredDecisions storedDecisions;
    private final WhatIfService whatIf;
    private final ActiveRuleset active;
    private final DraftWorkspace drafts;
    private final KeptScenarios scenarios;

    CustomerDecisionResource(
            Timelines timelines,
            StoredDecisionAccess access,
            StoredDecisions storedDecisions,
            WhatIfService whatIf,
            ActiveRuleset active,
            DraftWorkspace drafts,
            KeptScenarios scenarios) {
        this.timelines = timelines;
        this.access = access;
        this.storedDecisions = storedDecisions;
        this.whatIf = whatIf;
        this.active = active;
        this.drafts = drafts;
        this.scenarios = scenarios;
    }

    @GET
    @Path("/letter")
    public Response letter(
            @PathParam(CustomerIds.NAME) String id,
            @PathParam("decision") String decision,
            @BeanParam PageRequest request) {
        return with(
                id,
                decision,
                "decision-letter",
                request,
                (stored, payload) -> whatIf.letter(stored, payload, request.locale())
                        .map(letter -> request.html(new LetterPage(
                                page(Message.of("workbench.letter.title", "customer", id), request),
                                head(id, stored),
                                letter)))
                        .orElseGet(() -> request.problem(Problem.releaseIncompatible(stored.release()))));
    }

    @GET
    @Path("/facts")
    public Response facts(
            @PathParam(CustomerIds.NAME) String id,
            @PathParam("decision") String decision,
            @BeanParam PageRequest request) {
        return with(
                id,
                decision,
                "decision-read",
                request,
                (stored, payload) ->
                        withRelease(request, release -> facts(id, stored, payload, payload, null, release, request)));
    }

    /// Decides the customer by the active release, on the facts of then and on those of the form. Nothing is stored.
    @POST
    @CheckedForm
    @Path("/facts")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response tryFacts(
            @PathParam(CustomerIds.NAME) String id,
            @PathParam("decision") String decision,
            @BeanParam PageRequest request) {
        return with(
                id,
                decision,
                "decision-replay",
                request,
                (stored, payload) -> withRelease(request, release -> {
                    DecisionPayload changed =
                            ChangedFacts.of(payload, release.ruleset().ruleset().dictionary(), request);
                    return facts(
                            id,
                            stored,
                            payload,
                            changed,
                            compared(release, stored, payload, changed, request.locale()),
                            release,
                            request);
                }));
    }

    private Response withRelease(PageRequest request, Function<CompiledRelease, Response> response) {
        return active.current().map(response).orElseGet(() -> request.problem(Problem.noRuleset()));
    }

    private static Response facts(
            String id,
            StoredDecision stored,
            DecisionPayload before,
            DecisionPayload shown,
            @Nullable ShownComparison result,
            CompiledRelease release,
            PageRequest request) {
        return request.html(new FactsPage(
                page(Message.of("workbench.facts.title", "customer", id), request),
                head(id, stored),
                ChangedFacts.inputs(before, shown, release.ruleset().ruleset(), request.locale()),
                result));
    }

    private ShownComparison compared(
            CompiledRelease release,
            StoredDecision stored,
            DecisionPayload before,
            DecisionPayload after,
            Locale locale) {
        return ShownComparison.of(
                stored.asOf().toString(),
                decided(Message.of("workbench.facts.before"), release, stored, before, locale),
                decided(Message.of("workbench.facts.after"), release, stored, after, locale),
                locale);
    }

    private Decided decided(
            Text title, CompiledRelease release, StoredDecision stored, DecisionPayload payload, Locale locale) {
        return new Decided(
                title,
                storedDecisions.responseBy(release, stored, payload, locale),
                release.ruleset().ruleset());
    }

    @GET
    @Path("/scenario")
    @RolesAllowed({Roles.AUTHOR, Roles.RULE_ENGINEER})
    public Response scenario(
            @PathParam(CustomerIds.NAME) String id,
            @PathParam("decision") String decision,
            @BeanParam PageRequest request) {
        return with(id, decision, "decision-read", request, (stored, payload) -> {
            Page page = page(Message.of("workbench.keep.title", "customer", id), request);
            List<KeptScenarioPage.DraftChoice> choices = drafts.open().stream()
                    .map(draft -> new KeptScenarioPage.DraftChoice(
                            draft.id(), draft.comment(), draft.author().equals(page.user())))
                    .toList();
            return request.html(new KeptScenarioPage(
                    page,
                    head(id, stored),
                    choices,
                    storedDecisions
                            .scenario(stored, payload)
                            .map(KeptScenario::usualName)
                            .orElse(null)));
        });
    }

    @POST
    @CheckedForm
    @RolesAllowed({Roles.AUTHOR, Roles.RULE_ENGINEER})
    @Path("/scenario")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response keep(
            @PathParam(CustomerIds.NAME) String id,
            @PathParam("decision") String decision,
            @FormParam("draft") @Nullable String draft,
            @FormParam("name") @Nullable String name,
            @BeanParam PageRequest request) {
        return with(id, decision, "decision-keep", request, (stored, payload) -> {
            Optional<KeptScenario> kept = storedDecisions.scenario(stored, payload);
            if (kept.isEmpty()) {
                return request.problem(Problem.notAScenario());
            }
            String wanted = FormValues.text(name);
            String called = wanted.isEmpty() ? kept.get().usualName() : wanted;
            Checked<Draft, Problem> saved = FormValues.text(draft).isEmpty()
                    ? scenarios.keepInNew(
                            Message.of("workbench.keep.comment").in(request.locale()), called, kept.get(), request)
                    : scenarios.keepIn(FormValues.version(draft), called, kept.get(), request);
            return request.answer(saved, changed -> request.goTo(DraftsResource.address(changed.id()) + "?saved=true"));
        });
    }

    private static Page page(Text title, PageRequest request) {
        return request.page(title, CustomerResource.SECTION);
    }

    private static DecisionHead head(String customer, StoredDecision stored) {
        String address = CustomerResource.address(customer);
        return new DecisionHead(
                customer,
                address + "?decision=" + stored.id(),
                address + "/decisions/" + stored.id(),
                stored.asOf().toString());
    }

    /// Answers with a decision of the customer; each access is audited.
    private Response with(
            String customer,
            String decision,
            String operation,
            PageRequest request,
            BiFunction<StoredDecision, DecisionPayload, Response> response) {
        Long number = CustomerIds.isValid(customer)
                ? timelines.customerNumber(customer).orElse(null)
                : null;
        return access.withPayload(
                decision,
                operation,
                request,
                (stored, payload) -> number != null && Objects.equals(stored.customerNumber(), number)
                        ? response.apply(stored, payload)
                        : request.problem(Problem.noSuchDecision()));
    }
}
