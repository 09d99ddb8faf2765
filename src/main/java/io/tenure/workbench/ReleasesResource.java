package io.tenure.workbench;

import io.tenure.api.authoring.DraftImpact;
import io.tenure.api.authoring.RejectionProblem;
import io.tenure.bundle.Ruleset;
import io.tenure.finding.Finding;
import io.tenure.http.ExceptionProblems;
import io.tenure.http.Roles;
import io.tenure.release.ActiveRuleset;
import io.tenure.release.ActiveRuleset.CompiledRelease;
import io.tenure.release.CheckPool;
import io.tenure.release.CheckRefusedException;
import io.tenure.release.CompiledRulesetCache;
import io.tenure.release.Impact;
import io.tenure.release.Publisher;
import io.tenure.release.RecordedImpact;
import io.tenure.release.ReleaseHistory;
import io.tenure.release.ReleaseResult.PublishResult;
import io.tenure.release.ReleaseResult.Rejected;
import io.tenure.text.Message;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The releases, and rolling back to one. An operator without the role viewer sees which there are, and not what they
/// changed.
@Path("/releases")
@RolesAllowed({Roles.VIEWER, Roles.OPERATOR})
@Produces(PageRequest.HTML)
public class ReleasesResource {
    private static final String SECTION = "releases";

    private final ReleaseHistory releases;
    private final DraftReview review;
    private final ActiveRuleset active;
    private final CompiledRulesetCache compiled;
    private final RecordedImpact recordedImpact;
    private final Publisher publisher;
    private final CheckPool pool;
    private final Clock clock;

    ReleasesResource(
            ReleaseHistory releases,
            DraftReview review,
            ActiveRuleset active,
            CompiledRulesetCache compiled,
            RecordedImpact recordedImpact,
            Publisher publisher,
            CheckPool pool,
            Clock clock) {
        this.releases = releases;
        this.review = review;
        this.active = active;
        this.compiled = compiled;
        this.recordedImpact = recordedImpact;
        this.publisher = publisher;
        this.pool = pool;
        this.clock = clock;
    }

    @GET
    public Response list(@BeanParam PageRequest request) {
        Page page = request.page(Message.of("workbench.releases.title"), SECTION);
        Integer current = releases.active().orElse(null);
        Instant now = clock.instant();
        List<ReleaseHistory.Release> all = releases.all();
        List<ReleaseHistory.Activation> activations = releases.activations();
        return request.html(new ReleasesPage(
                page,
                all.stream()
                        .filter(release -> Objects.equals(release.number(), current))
                        .findFirst()
                        .map(release -> active(release, activations, now))
                        .orElse(null),
                all.stream().map(release -> entry(release, current)).toList(),
                activations.stream()
                        .map(a -> new ReleasesPage.ActivationEntry(
                                a.release(),
                                PageTimes.minute(a.activeFrom()),
                                a.createdBy(),
                                a.cancelled(),
                                a.isPending(now)))
                        .toList(),
                mayRollBack(page)));
    }

    private static ReleasesPage.ActiveRelease active(
            ReleaseHistory.Release release, List<ReleaseHistory.Activation> activations, Instant now) {
        Optional<ReleaseHistory.Activation> since = ReleaseHistory.Activation.current(activations, now);
        return new ReleasesPage.ActiveRelease(
                release.number(),
                since.map(a -> PageTimes.minute(a.activeFrom())).orElse(null),
                since.map(ReleaseHistory.Activation::createdBy).orElse(null),
                release.comment());
    }

    private static ReleasesPage.Entry entry(ReleaseHistory.Release release, @Nullable Integer active) {
        return new ReleasesPage.Entry(
                release.number(),
                release.author(),
                release.approver(),
                release.comment(),
                PageTimes.minute(release.createdAt()),
                Objects.equals(release.number(), active));
    }

    private static boolean mayRollBack(Page page) {
        return page.may(Roles.APPROVER) || page.may(Roles.OPERATOR);
    }

    @GET
    @Path("/{number}")
    public Response release(
            @PathParam("number") int number,
            @QueryParam("done") @Nullable String done,
            @QueryParam("impact") @Nullable String measured,
            @BeanParam PageRequest request) {
        Optional<ReleaseHistory.Release> found = releases.find(number);
        if (found.isEmpty()) {
            return request.problem(ExceptionProblems.ofStatus(404));
        }
        Locale locale = request.locale();
        Page page = request.page(Message.of("workbench.release.title", "number", number), SECTION);
        Integer current = releases.active().orElse(null);
        boolean reads = page.may(Roles.VIEWER);
        Integer previous = reads && number > 1 ? Integer.valueOf(number - 1) : null;
        return request.html(new ReleasePage(
                page,
                entry(found.get(), current),
                previous,
                previous == null ? null : ShownChanges.of(review.changes(previous, number), locale),
                current,
                current == null || current == number ? null : rollBack(number, current, measured != null, page),
                done != null));
    }

    private ReleasePage.RollBack rollBack(int number, int current, boolean measured, Page page) {
        Locale locale = page.locale();
        boolean reads = page.may(Roles.VIEWER);
        ShownImpact impact = null;
        String fault = null;
        if (measured && reads) {
            try {
                impact = impact(number, locale).orElse(null);
                fault = impact == null
                        ? Message.of("workbench.release.unusable", "number", number)
                                .in(locale)
                        : null;
            } catch (CheckRefusedException refused) {
                fault = refused.detail().in(locale);
            }
        }
        Instant now = clock.instant();
        return new ReleasePage.RollBack(
                mayRollBack(page),
                releases.activations().stream().anyMatch(a -> a.release() == number && a.isPending(now)),
                reads ? ShownChanges.of(review.changes(current, number), locale) : null,
                impact,
                fault);
    }

    /// Whom rolling back would move; empty where this version of Tenure can't use the release.
    private Optional<ShownImpact> impact(int number, Locale locale) {
        return active.current().flatMap(now -> compiled.find(number).map(then -> impact(now, then, locale)));
    }

    private ShownImpact impact(CompiledRelease now, CompiledRelease then, Locale locale) {
        Impact impact = recordedImpact.between(now.ruleset(), then.ruleset(), clock);
        pool.run(() -> recordedImpact.measure(impact, DraftImpact.DEFAULT_CUSTOMERS, null, null, locale));
        Ruleset ruleset = now.ruleset().ruleset();
        return ShownImpact.of(impact.report(0, 0, now.release(), locale), ruleset, locale);
    }

    @POST
    @CheckedForm
    @Path("/{number}/activation")
    @RolesAllowed({Roles.APPROVER, Roles.OPERATOR})
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response activate(@PathParam("number") int number, @BeanParam PageRequest request) {
        return switch (publisher.activate(number, request.userName())) {
            case PublishResult.NotPublishable(List<Finding> findings) -> request.problem(RejectionProblem.of(findings));
            case Rejected rejected -> request.problem(RejectionProblem.of(rejected));
            case PublishResult.Published _ -> request.goTo(address(number) + "?done=true");
        };
    }

    @POST
    @CheckedForm
    @Path("/{number}/cancellation")
    @RolesAllowed({Roles.APPROVER, Roles.OPERATOR})
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response cancel(@PathParam("number") int number, @BeanParam PageRequest request) {
        return publisher
                .cancel(number, request.userName())
                .map(rejected -> request.problem(RejectionProblem.of(rejected)))
                .orElseGet(() -> request.goTo("/releases"));
    }

    static String address(int release) {
        return "/releases/" + release;
    }
}
