package io.tenure.workbench;

import io.tenure.api.authoring.AffectedByDraft.Answer;
import io.tenure.api.authoring.DraftImpact;
import io.tenure.bundle.Ruleset;
import io.tenure.finding.Checked;
import io.tenure.http.ExceptionProblems;
import io.tenure.http.Problem;
import io.tenure.http.Roles;
import io.tenure.region.AffectedReport;
import io.tenure.release.ActiveRuleset;
import io.tenure.release.CheckRefusedException;
import io.tenure.release.Draft;
import io.tenure.release.DraftWorkspace;
import io.tenure.release.ImpactReport;
import io.tenure.release.ReleaseHistory;
import io.tenure.text.Message;
import io.tenure.text.Text;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Whom a draft affects.
@Path("/drafts/{id}/affected")
@RolesAllowed(Roles.VIEWER)
@Produces(PageRequest.HTML)
public class AffectedResource {
    private static final int MAX_SUMMARY_REGIONS = 3;
    private static final int MAX_SUMMARY_OUTCOMES = 4;

    private final DraftWorkspace drafts;
    private final ReleaseHistory releases;
    private final ActiveRuleset active;
    private final DraftReview review;
    private final DraftImpact impact;

    AffectedResource(
            DraftWorkspace drafts,
            ReleaseHistory releases,
            ActiveRuleset active,
            DraftReview review,
            DraftImpact impact) {
        this.drafts = drafts;
        this.releases = releases;
        this.active = active;
        this.review = review;
        this.impact = impact;
    }

    @GET
    public Response affected(@PathParam("id") int id, @BeanParam PageRequest request) {
        return drafts.find(id)
                .map(draft -> page(draft, null, request))
                .orElseGet(() -> request.problem(ExceptionProblems.ofStatus(404)));
    }

    /// The same in short, for the grid in which a cell was changed.
    @GET
    @Path("/summary")
    public Response summary(@PathParam("id") int id, @BeanParam PageRequest request) {
        return drafts.find(id)
                .map(draft -> {
                    ByTables found = byTables(draft, request.locale());
                    List<ShownRegion> regions = found.report == null
                            ? List.of()
                            : ShownRegion.of(found.report, ruleset(), request.locale());
                    List<ShownRegion> first =
                            regions.stream().limit(MAX_SUMMARY_REGIONS).toList();
                    return request.html(new AffectedSummary(
                            DraftsResource.address(id) + "/affected",
                            found.report,
                            first,
                            regions.size() - first.size() + (found.report == null ? 0 : found.report.moreRegions()),
                            found.fault,
                            found.report == null ? null : latest(draft, request)));
                })
                .orElseGet(() -> request.problem(ExceptionProblems.ofStatus(404)));
    }

    private @Nullable ShownImpact latest(Draft draft, PageRequest request) {
        Page page = DraftsResource.page(draft, request);
        if (!page.mayEdit() && !page.may(Roles.APPROVER)) {
            return null;
        }
        try {
            return impact.ofLatest(draft.id(), request.locale()) instanceof Checked.Valid(ImpactReport report, var _)
                    ? ShownImpact.of(report, ruleset(), request.locale())
                            .inShort(MAX_SUMMARY_OUTCOMES, MAX_SUMMARY_REGIONS)
                    : null;
        } catch (CheckRefusedException _) {
            return null;
        }
    }

    /// Each run is stored, as an approver wants to see it.
    @POST
    @CheckedForm
    @RolesAllowed({Roles.AUTHOR, Roles.RULE_ENGINEER, Roles.APPROVER})
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response measure(@PathParam("id") int id, @BeanParam PageRequest request) {
        Optional<Draft> draft = drafts.find(id);
        if (draft.isEmpty()) {
            return request.problem(ExceptionProblems.ofStatus(404));
        }
        Locale locale = request.locale();
        return switch (impact.ofRecord(id, DraftImpact.DEFAULT_CUSTOMERS, null, null, request.userName(), locale)) {
            case Checked.Invalid(List<Problem> problems) -> request.problem(problems.getFirst());
            case Checked.Valid(ImpactReport report, var _) ->
                page(draft.get(), ShownImpact.of(report, ruleset(), locale), request);
        };
    }

    private Response page(Draft draft, @Nullable ShownImpact measured, PageRequest request) {
        Locale locale = request.locale();
        Page page = DraftsResource.page(draft, request);
        ByTables found = byTables(draft, locale);
        AffectedReport report = found.report;
        List<ShownRegion> regions = report == null ? List.of() : ShownRegion.of(report, ruleset(), locale);
        return request.html(new AffectedPage(
                page,
                DraftHead.of(draft, releases.active().orElse(0), page, "affected"),
                report,
                regions.stream().filter(ShownRegion::edited).toList(),
                regions.stream().filter(region -> !region.edited()).toList(),
                found.fault,
                measured,
                draft.release() == null && (page.mayEdit() || page.may(Roles.APPROVER))));
    }

    /// Whom the tables alone affect, or why nobody can tell.
    private record ByTables(
            @Nullable AffectedReport report, @Nullable String fault) {}

    private ByTables byTables(Draft draft, Locale locale) {
        try {
            return switch (review.affected(draft, locale)) {
                case Answer.Found(AffectedReport found) -> new ByTables(found, null);
                case Answer.Faulty(var _) -> fault(Message.of("workbench.affected.faulty"), locale);
                case Answer.NoSuchDraft() -> fault(Message.of("workbench.affected.no-draft"), locale);
                case Answer.NoRuleset() -> fault(Message.of("workbench.affected.no-ruleset"), locale);
            };
        } catch (CheckRefusedException refused) {
            return fault(refused.detail(), locale);
        }
    }

    private static ByTables fault(Text fault, Locale locale) {
        return new ByTables(null, fault.in(locale));
    }

    private @Nullable Ruleset ruleset() {
        return active.current().map(now -> now.ruleset().ruleset()).orElse(null);
    }
}
