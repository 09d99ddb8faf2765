package io.tenure.workbench;

import io.tenure.api.ReportResource;
import io.tenure.bundle.Ruleset;
import io.tenure.feedback.FeedbackCounts;
import io.tenure.feedback.FeedbackQuery;
import io.tenure.feedback.FeedbackQuery.Dimension;
import io.tenure.feedback.FeedbackReport;
import io.tenure.http.Problem;
import io.tenure.http.Roles;
import io.tenure.input.InputFault;
import io.tenure.release.ActiveRuleset;
import io.tenure.text.Message;
import io.tenure.text.Text;
import io.tenure.workbench.ResultsPage.Grouping;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What came of the decisions.
@Path("/results")
@RolesAllowed(Roles.VIEWER)
@Produces(PageRequest.HTML)
class ResultsResource {
    private final FeedbackCounts counts;
    private final ActionFunnel funnel;
    private final ActiveRuleset active;
    private final Clock clock;

    ResultsResource(FeedbackCounts counts, ActionFunnel funnel, ActiveRuleset active, Clock clock) {
        this.counts = counts;
        this.funnel = funnel;
        this.active = active;
        this.clock = clock;
    }

    /// Takes the parameters of the report of the API.
    @GET
    public Response results(
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("groupBy") @Nullable String groupBy,
            @QueryParam("funnel") boolean count,
            @BeanParam PageRequest request) {
        List<InputFault> faults = new ArrayList<>();
        List<String> own = counts.ownOutcomes();
        FeedbackQuery query = ReportResource.parseQuery(request.queryParameters(), own, LocalDate.now(clock), faults);
        if (query == null) {
            return request.problem(Problem.badInput(faults));
        }
        Locale locale = request.locale();
        Ruleset ruleset = active.current().map(now -> now.ruleset().ruleset()).orElse(null);
        FeedbackReport report = FeedbackReport.of(query, counts.count(query), locale);
        ShownResults shown = new ShownResults(ruleset, locale);
        ActionFunnel.Counts counted = funnel.counts(count);
        return request.html(new ResultsPage(
                request.page(Message.of("workbench.results.title"), "results"),
                query.from().toString(),
                query.to().toString(),
                groupings(query, own, ruleset, locale),
                report.all().decisions(),
                report.all().customers(),
                report.all().presented(),
                report.all().amount().stripTrailingZeros().toPlainString(),
                report.caution(),
                report.all().decisions() == 0 ? List.of() : shown.measures(report),
                counted == null ? null : shown.funnel(counted)));
    }

    private static List<Grouping> groupings(
            FeedbackQuery query, List<String> own, @Nullable Ruleset ruleset, Locale locale) {
        List<Grouping> groupings = new ArrayList<>();
        for (Dimension dimension : Dimension.FIXED) {
            groupings.add(new Grouping(
                    dimension.name(),
                    label(dimension).in(locale),
                    query.groupBy().contains(dimension)));
        }
        for (String outcome : own) {
            Dimension dimension = Dimension.outcome(outcome);
            groupings.add(new Grouping(
                    dimension.name(),
                    CodeLabels.ofField(ruleset, outcome, locale),
                    query.groupBy().contains(dimension)));
        }
        return groupings;
    }

    private static Text label(Dimension dimension) {
        return switch (dimension.name()) {
            case "action" -> Message.of("workbench.results.action");
            case "level" -> Message.of("workbench.results.level");
            case "stage" -> Message.of("workbench.results.stage");
            case "cause" -> Message.of("workbench.results.cause");
            case "release" -> Message.of("workbench.results.release");
            default -> Message.of("workbench.results.month");
        };
    }
}
