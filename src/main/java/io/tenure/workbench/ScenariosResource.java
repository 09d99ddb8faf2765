package io.tenure.workbench;

import io.tenure.api.authoring.ScenarioWorkbook;
import io.tenure.finding.Checked;
import io.tenure.finding.Finding;
import io.tenure.http.Roles;
import io.tenure.mutation.KeptScenario;
import io.tenure.mutation.MutationReport;
import io.tenure.mutation.ProposedScenario;
import io.tenure.mutation.ScenarioProposals;
import io.tenure.mutation.ScenarioSheet;
import io.tenure.release.CheckPool;
import io.tenure.text.Message;
import io.tenure.text.Text;
import io.tenure.workbench.RuleVersions.Changeable;
import io.tenure.workbench.ScenarioReview.Review;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The scenarios of the rules: which are decided as they expect, what they touch and would notice, and proposed ones,
/// which somebody confirms into a draft.
@Path("/scenarios")
@RolesAllowed(Roles.VIEWER)
@Produces(PageRequest.HTML)
class ScenariosResource {
    private static final String WORKBOOK = "confirmed";
    private static final String FILE = "scenarios/" + WORKBOOK + ".xlsx";
    private static final String SCORE = "score";
    private static final String PROPOSALS = "proposals";
    private static final String TABLE = "table";
    private static final int CONFLICT = 409;
    private static final int UNAVAILABLE = 503;

    private final RuleVersions versions;
    private final ScenarioReview reviews;
    private final DraftEdits edits;
    private final CheckPool pool;
    private final Instance<ScenarioWorkbook> workbooks;

    ScenariosResource(
            RuleVersions versions,
            ScenarioReview reviews,
            DraftEdits edits,
            CheckPool pool,
            Instance<ScenarioWorkbook> workbooks) {
        this.versions = versions;
        this.reviews = reviews;
        this.edits = edits;
        this.pool = pool;
        this.workbooks = workbooks;
    }

    /// A version for one request.
    private record Shown(Page page, RuleVersion version) {
        ScenarioTexts texts() {
            return new ScenarioTexts(version, page.locale());
        }

        List<String> tables() {
            return List.copyOf(ScenarioProposals.tables(version.ruleset()));
        }

        ScenarioHead head(String part, List<Finding> errors, @Nullable Text notice) {
            return new ScenarioHead(
                    ShownVersion.of(version, page),
                    part,
                    ShownFinding.of(errors, page.locale()),
                    notice == null ? null : notice.in(page.locale()),
                    page.mayEdit() || page.may(Roles.APPROVER));
        }
    }

    @GET
    public Response outcome(
            @QueryParam(RuleVersion.PARAMETER) @Nullable String wanted,
            @QueryParam("q") @Nullable String words,
            @BeanParam PageRequest request) {
        return find(
                wanted,
                request,
                shown -> reviewed(
                        shown,
                        (errors, review) -> request.html(new ScenariosPage(
                                shown.page,
                                shown.head("outcome", errors, null),
                                review == null
                                        ? null
                                        : new ShownScenarios(review, shown.texts()).outcome(FormValues.text(words))))));
    }

    @GET
    @Path("/coverage")
    public Response coverage(
            @QueryParam(RuleVersion.PARAMETER) @Nullable String wanted, @BeanParam PageRequest request) {
        return find(
                wanted,
                request,
                shown -> reviewed(
                        shown,
                        (errors, review) -> request.html(new ScenarioCoveragePage(
                                shown.page,
                                shown.head("coverage", errors, null),
                                review == null
                                        ? null
                                        : new ShownCoverage(review, shown.texts())
                                                .of(shown.version.ruleset().tables())))));
    }

    @GET
    @Path("/" + SCORE)
    public Response score(
            @QueryParam(RuleVersion.PARAMETER) @Nullable String wanted,
            @QueryParam(TABLE) @Nullable String table,
            @BeanParam PageRequest request) {
        return find(wanted, request, shown -> scorePage(200, shown, known(table, shown.version), null, request));
    }

    /// Measures it in the background; the page shows how far it is.
    @POST
    @CheckedForm
    @Path("/" + SCORE)
    @RolesAllowed({Roles.AUTHOR, Roles.RULE_ENGINEER, Roles.APPROVER})
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response measure(
            @FormParam(RuleVersion.PARAMETER) @Nullable String wanted,
            @FormParam(TABLE) @Nullable String table,
            @BeanParam PageRequest request) {
        return begin(SCORE, wanted, table, reviews::measureScore, this::scorePage, request);
    }

    private Response scorePage(int status, Shown shown, String table, @Nullable Text notice, PageRequest request) {
        return reviewed(shown, (errors, _) -> {
            PageJob<MutationReport> job = reviews.score(shown.version, table);
            MutationReport report = job == null ? null : job.result();
            return request.html(
                    status,
                    new MutationScorePage(
                            shown.page,
                            shown.head(SCORE, errors, notice),
                            shown.tables(),
                            table,
                            job == null ? null : job.state(),
                            report == null ? null : new ShownMutants(shown.texts()).score(report)));
        });
    }

    /// The page of a job about one table or all.
    private interface JobPage {
        Response answer(int status, Shown shown, String table, @Nullable Text notice, PageRequest request);
    }

    /// Begins a job, and goes to the page that shows how far it is.
    ///
    /// @param start tells whether it is under way or done; otherwise too many wait already
    private Response begin(
            String part,
            @Nullable String wanted,
            @Nullable String table,
            BiPredicate<RuleVersion, String> start,
            JobPage page,
            PageRequest request) {
        return find(
                wanted,
                request,
                shown -> reviewed(shown, (errors, _) -> {
                    String known = known(table, shown.version);
                    if (!errors.isEmpty()) {
                        return page.answer(CONFLICT, shown, known, null, request);
                    }
                    return start.test(shown.version, known)
                            ? request.goTo("/scenarios/" + part + shown.version.query()
                                    + (known.isEmpty() ? "" : "&" + TABLE + "=" + PageAddress.encode(known)))
                            : page.answer(UNAVAILABLE, shown, known, Message.of("workbench.scenarios.busy"), request);
                }));
    }

    @GET
    @Path("/" + PROPOSALS)
    public Response proposals(
            @QueryParam(RuleVersion.PARAMETER) @Nullable String wanted,
            @QueryParam(TABLE) @Nullable String table,
            @BeanParam PageRequest request) {
        return find(wanted, request, shown -> proposalsPage(200, shown, known(table, shown.version), null, request));
    }

    /// Seeks them in the background; the page shows how far it is.
    @POST
    @CheckedForm
    @Path("/" + PROPOSALS)
    @RolesAllowed({Roles.AUTHOR, Roles.RULE_ENGINEER, Roles.APPROVER})
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response propose(
            @FormParam(RuleVersion.PARAMETER) @Nullable String wanted,
            @FormParam(TABLE) @Nullable String table,
            @BeanParam PageRequest request) {
        return begin(PROPOSALS, wanted, table, reviews::propose, this::proposalsPage, request);
    }

    /// The table that was chosen; empty for all, and for what is none.
    private static String known(@Nullable String table, RuleVersion version) {
        String wanted = FormValues.text(table);
        return ScenarioProposals.tables(version.ruleset()).contains(wanted) ? wanted : "";
    }

    private Response proposalsPage(int status, Shown shown, String table, @Nullable Text notice, PageRequest request) {
        return reviewed(shown, (errors, _) -> {
            PageJob<ScenarioProposals.Result> job = reviews.proposals(shown.version, table);
            ScenarioProposals.Result result = job == null ? null : job.result();
            return request.html(
                    status,
                    new ProposedScenariosPage(
                            shown.page,
                            shown.head(PROPOSALS, errors, notice),
                            shown.tables(),
                            table,
                            job == null ? null : job.state(),
                            result == null ? null : new ShownMutants(shown.texts()).proposals(result),
                            workbooks.isResolvable(),
                            shown.version.isOpen() && shown.page.mayEdit()));
        });
    }

    /// Adds those that were ticked to a draft: the one that is shown, or a new one.
    @POST
    @CheckedForm
    @Path("/confirmed")
    @RolesAllowed({Roles.AUTHOR, Roles.RULE_ENGINEER})
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response confirm(
            @FormParam(RuleVersion.PARAMETER) @Nullable String wanted,
            @FormParam("stamp") @Nullable String stamp,
            @FormParam(TABLE) @Nullable String table,
            @BeanParam PageRequest request) {
        Page page = page(request);
        return request.answer(versions.forChange(wanted, stamp, page), changeable -> {
            Shown shown = new Shown(page, changeable.version());
            String known = known(table, shown.version);
            return confirm(shown, changeable, known, request);
        });
    }

    private Response confirm(Shown shown, Changeable changeable, String table, PageRequest request) {
        PageJob<ScenarioProposals.Result> job = reviews.proposals(shown.version, table);
        ScenarioProposals.Result result = job == null ? null : job.result();
        if (changeable.isStale() || result == null || !workbooks.isResolvable()) {
            return proposalsPage(CONFLICT, shown, table, Message.of("workbench.scenarios.stale"), request);
        }
        SequencedMap<String, KeptScenario> chosen = new LinkedHashMap<>();
        for (ProposedScenario scenario : result.scenarios()) {
            if (request.field("confirm-" + scenario.number()) != null) {
                chosen.put(ScenarioSheet.name(scenario), kept(scenario));
            }
        }
        if (chosen.isEmpty()) {
            return proposalsPage(CONFLICT, shown, table, Message.of("workbench.scenarios.none-chosen"), request);
        }
        byte[] workbook = pool.run(() -> workbooks
                .get()
                .with(
                        WORKBOOK,
                        shown.version.bundle().files().get(FILE),
                        shown.version.ruleset().dictionary(),
                        chosen));
        Text comment = Message.of("workbench.scenarios.comment", "count", chosen.size());
        return switch (edits.store(shown.version, FILE, workbook, comment, request)) {
            case DraftEdits.Result.Saved(var draft) -> request.goTo("/scenarios?version=" + draft.id());
            case DraftEdits.Result.Refused(Text reason) -> proposalsPage(CONFLICT, shown, table, reason, request);
            case DraftEdits.Result.Invalid(List<Finding> findings) ->
                proposalsPage(CONFLICT, shown, table, findings.getFirst().message(), request);
        };
    }

    /// The customer of a scenario has no number.
    private static KeptScenario kept(ProposedScenario scenario) {
        SortedMap<String, Object> facts = new TreeMap<>(scenario.facts());
        facts.remove("customerId");
        return new KeptScenario(facts, scenario.expected());
    }

    private Response find(@Nullable String wanted, PageRequest request, Function<Shown, Response> answer) {
        Page page = page(request);
        return request.answer(versions.find(wanted, page), version -> answer.apply(new Shown(page, version)));
    }

    private static Page page(PageRequest request) {
        return request.page(Message.of("workbench.scenarios.title"), "scenarios");
    }

    /// The answer with the review of a version, or with what keeps its scenarios from being decided.
    private Response reviewed(Shown shown, BiFunction<List<Finding>, @Nullable Review, Response> answer) {
        return switch (reviews.review(shown.version)) {
            case Checked.Invalid(List<Finding> findings) ->
                answer.apply(
                        findings.stream()
                                .filter(finding ->
                                        finding.severity() == Finding.Severity.ERROR && finding.causedBy() == null)
                                .toList(),
                        null);
            case Checked.Valid(Review review, var _) -> answer.apply(List.of(), review);
        };
    }
}
