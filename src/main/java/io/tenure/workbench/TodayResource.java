package io.tenure.workbench;

import io.quarkus.security.Authenticated;
import io.tenure.bundle.Ruleset;
import io.tenure.feedback.FeedbackCounts;
import io.tenure.feedback.FeedbackGroup;
import io.tenure.feedback.FeedbackQuery;
import io.tenure.feedback.StageCounts;
import io.tenure.http.Problem;
import io.tenure.http.Roles;
import io.tenure.lifecycle.Action;
import io.tenure.record.DecisionLog;
import io.tenure.release.ActiveRuleset;
import io.tenure.release.ApprovalRequests;
import io.tenure.release.Draft;
import io.tenure.release.DraftWorkspace;
import io.tenure.release.ReleaseHistory;
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
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The first page.
@Path("/")
@Authenticated
@Produces(PageRequest.HTML)
public class TodayResource {
    static final int COMPARED_DAYS = 30;

    private final ActiveRuleset active;
    private final ReleaseHistory releases;
    private final DraftWorkspace drafts;
    private final ApprovalRequests requests;
    private final StageCounts counts;
    private final StageForecast forecast;
    private final FeedbackCounts feedback;
    private final DecisionLog log;
    private final DemoJob demo;
    private final Clock clock;

    TodayResource(
            ActiveRuleset active,
            ReleaseHistory releases,
            DraftWorkspace drafts,
            ApprovalRequests requests,
            StageCounts counts,
            StageForecast forecast,
            FeedbackCounts feedback,
            DecisionLog log,
            DemoJob demo,
            Clock clock) {
        this.active = active;
        this.releases = releases;
        this.drafts = drafts;
        this.requests = requests;
        this.counts = counts;
        this.forecast = forecast;
        this.feedback = feedback;
        this.log = log;
        this.demo = demo;
        this.clock = clock;
    }

    @GET
    public Response today(@BeanParam PageRequest request) {
        Page page = request.page(Message.of("workbench.today.title"), "today");
        boolean reads = page.may(Roles.VIEWER);
        return request.html(new TodayPage(
                page,
                reads ? release() : null,
                reads || page.may(Roles.OPERATOR) ? stages(request) : null,
                reads ? forecast.known(LocalDate.now(clock), request.locale()) : null,
                reads || page.may(Roles.OPERATOR) ? day() : null,
                reads ? drafts(page) : List.of(),
                demo.isOffered()));
    }

    /// Looks for coming changes of stages in the background; the page shows how far it is.
    @POST
    @CheckedForm
    @Path("/forecast")
    @RolesAllowed(Roles.VIEWER)
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response look(@BeanParam PageRequest request) {
        return forecast.look(LocalDate.now(clock))
                ? request.goTo("/#forecast")
                : request.problem(Problem.of(
                        503, "jobs-busy", Message.of("workbench.job.busy"), Message.of("workbench.scenarios.busy")));
    }

    private TodayPage.Day day() {
        LocalDate today = LocalDate.now(clock);
        FeedbackCounts.Counts all =
                feedback.count(new FeedbackQuery(today, today, List.of(FeedbackQuery.Dimension.ACTION), Map.of()));
        long idle = all.groups().stream()
                .filter(group -> group.values().contains(Action.NONE))
                .mapToLong(FeedbackGroup::decisions)
                .sum();
        return new TodayPage.Day(
                all.total().decisions(),
                all.total().customers(),
                idle,
                all.total().complained(),
                log.isUnavailable());
    }

    private TodayPage.@Nullable ActiveRelease release() {
        ReleaseHistory.Release release =
                releases.active().flatMap(releases::find).orElse(null);
        if (release == null) {
            return null;
        }
        Instant now = clock.instant();
        List<ReleaseHistory.Activation> activations = releases.activations();
        return new TodayPage.ActiveRelease(
                release.number(),
                ReleaseHistory.Activation.current(activations, now)
                        .map(a -> PageTimes.minute(a.activeFrom()))
                        .orElse(null),
                release.author(),
                release.approver(),
                release.comment(),
                activations.stream()
                        .filter(a -> a.isPending(now))
                        .min(Comparator.comparing(ReleaseHistory.Activation::activeFrom))
                        .map(a -> new TodayPage.ScheduledRelease(a.release(), PageTimes.minute(a.activeFrom())))
                        .orElse(null));
    }

    private StageStrip stages(PageRequest request) {
        LocalDate today = LocalDate.now(clock);
        LocalDate before = today.minusDays(COMPARED_DAYS);
        Ruleset ruleset = active.current().map(a -> a.ruleset().ruleset()).orElse(null);
        return StageStrip.of(today, before, counts.flows(today, before), ruleset, request.locale());
    }

    private List<TodayPage.DraftEntry> drafts(Page page) {
        return drafts.open().stream().map(draft -> entry(draft, page)).toList();
    }

    private TodayPage.DraftEntry entry(Draft draft, Page page) {
        boolean mine = draft.authors().contains(page.user());
        return new TodayPage.DraftEntry(
                draft.id(),
                draft.comment(),
                String.join(", ", draft.authors()),
                PageTimes.minute(draft.changedAt()),
                draft.changes().size(),
                mine,
                !mine && page.may(Roles.APPROVER) && requests.of(draft).isPresent());
    }
}
