package io.tenure.api;

import io.tenure.feedback.FeedbackCounts;
import io.tenure.feedback.FeedbackQuery;
import io.tenure.feedback.FeedbackQuery.Dimension;
import io.tenure.feedback.FeedbackReport;
import io.tenure.feedback.FeedbackReportText;
import io.tenure.http.Problem;
import io.tenure.http.ProblemView;
import io.tenure.http.RequestContext;
import io.tenure.http.Roles;
import io.tenure.input.InputFault;
import io.tenure.input.QueryParameters;
import io.tenure.lifecycle.Dictionary;
import io.tenure.text.Message;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// The report on feedback: what came of the decisions.
@Path("/api/v1/report")
@Tag(name = "Report")
@Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_PLAIN})
public class ReportResource {
    private static final int DEFAULT_DAYS = 90;
    private static final int MAX_GROUPS = 2_000;
    private static final List<Dimension> FILTERS =
            List.of(Dimension.ACTION, Dimension.LEVEL, Dimension.STAGE, Dimension.CAUSE, Dimension.RELEASE);

    private static final Map<Dimension, String> CODES = Map.of(Dimension.CAUSE, "churnCause", Dimension.STAGE, "stage");

    private final FeedbackCounts feedbackCounts;
    private final Clock clock;

    ReportResource(FeedbackCounts feedbackCounts, Clock clock) {
        this.feedbackCounts = feedbackCounts;
        this.clock = clock;
    }

    @GET
    @RolesAllowed({Roles.VIEWER, Roles.OPERATOR})
    @Operation(
            operationId = "feedbackReport",
            summary = "Conversion, repurchase, retention and the retention indicators, by group",
            description = "With 95 % confidence intervals, and a note where the numbers are too small. The differences"
                    + " are associations, not effects, unless customers were assigned at random.")
    @APIResponse(
            responseCode = "200",
            description = "The groups, and the total",
            content = @Content(schema = @Schema(implementation = FeedbackReport.class)))
    @APIResponse(
            responseCode = "400",
            description = "The request has faults; all of them are listed",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(implementation = ProblemView.class)))
    public Response report(
            @QueryParam("from")
                    @Parameter(description = "First day of decisions (UTC); 90 days up to `to` by default")
                    @Nullable
                    String from,
            @QueryParam("to") @Parameter(description = "Last day of decisions (UTC); today by default") @Nullable
                    String to,
            @QueryParam("groupBy")
                    @Parameter(
                            description =
                                    "One or more of action, level, stage, cause, release, month, and the outcomes of your"
                                            + " own that are codes, true or false (`outcome:level` for one named as one"
                                            + " of these); action by default")
                    List<String> groupBy,
            @QueryParam("action") @Parameter(description = "Only these actions") List<String> action,
            @QueryParam("level") @Parameter(description = "Only these retention levels") List<String> level,
            @QueryParam("stage") @Parameter(description = "Only these stages") List<String> stage,
            @QueryParam("cause") @Parameter(description = "Only these likely reasons for leaving") List<String> cause,
            @QueryParam("release") @Parameter(description = "Only these releases") List<String> release,
            @QueryParam("outcome")
                    @Parameter(
                            description =
                                    "Only these values of outcomes of your own: `behaviouralSegment:FADING_BUYER`")
                    List<String> outcome,
            @BeanParam RequestContext request) {
        List<InputFault> faults = new ArrayList<>();
        FeedbackQuery query =
                parseQuery(request.queryParameters(), feedbackCounts.ownOutcomes(), LocalDate.now(clock), faults);
        if (query == null) {
            return request.problem(Problem.badInput(faults));
        }
        FeedbackCounts.Counts counts = feedbackCounts.count(query);
        if (counts.groups().size() > MAX_GROUPS) {
            return request.problem(Problem.badInput(List.of(new InputFault(
                    "too-many",
                    "/groupBy",
                    counts.groups().size(),
                    Message.of("api.too-many.expected", "maxGroups", MAX_GROUPS),
                    Message.of("api.too-many.message")))));
        }
        FeedbackReport report = FeedbackReport.of(query, counts, request.locale());
        return request.wantsText() ? request.text(FeedbackReportText.of(report, request.locale())) : request.ok(report);
    }

    /// The query of a request; null where it has faults, which are added.
    ///
    /// @param ownOutcomes names of the outcomes of releases' own
    public static @Nullable FeedbackQuery parseQuery(
            MultivaluedMap<String, String> parameters,
            List<String> ownOutcomes,
            LocalDate today,
            List<InputFault> faults) {
        LocalDate to = Objects.requireNonNullElse(QueryParameters.day("to", parameters, faults), today);
        LocalDate from = Objects.requireNonNullElse(
                QueryParameters.day("from", parameters, faults), to.minusDays(DEFAULT_DAYS - 1));
        if (from.isAfter(to) && faults.isEmpty()) {
            faults.add(new InputFault(
                    "out-of-range",
                    "/from",
                    from.toString(),
                    Message.of("api.out-of-range.expected", "to", to),
                    Message.of("api.out-of-range.message")));
        }
        List<Dimension> known = Stream.concat(
                        Dimension.FIXED.stream(), ownOutcomes.stream().map(Dimension::outcome))
                .toList();
        List<Dimension> groupBy = new ArrayList<>();
        for (String name : values("groupBy", parameters)) {
            Dimension dimension = find(name, known, faults);
            if (dimension != null && !groupBy.contains(dimension)) {
                groupBy.add(dimension);
            }
        }
        Map<Dimension, List<String>> filters = new HashMap<>();
        for (Dimension key : FILTERS) {
            List<String> wanted = values(key.name(), parameters);
            if (!wanted.isEmpty()) {
                filters.put(key, wanted);
                wanted.forEach(w -> validate(key, w, faults));
            }
        }
        for (String value : values("outcome", parameters)) {
            int colon = value.indexOf(':');
            String name = colon < 0 ? value : value.substring(0, colon);
            if (!ownOutcomes.contains(name)) {
                faults.add(unknown("outcome", name, ownOutcomes));
            } else if (colon < 0) {
                faults.add(new InputFault(
                        "invalid-text",
                        "/outcome",
                        value,
                        Message.of("api.outcome-filter.expected", "name", value),
                        Message.of("api.outcome-filter.message")));
            } else {
                filters.computeIfAbsent(Dimension.outcome(name), _ -> new ArrayList<>())
                        .add(value.substring(colon + 1));
            }
        }
        return faults.isEmpty()
                ? new FeedbackQuery(from, to, groupBy.isEmpty() ? List.of(Dimension.ACTION) : groupBy, filters)
                : null;
    }

    private static @Nullable Dimension find(String name, List<Dimension> known, List<InputFault> faults) {
        for (Dimension dimension : known) {
            if (dimension.name().equals(name)) {
                return dimension;
            }
        }
        faults.add(unknown("groupBy", name, known.stream().map(Dimension::name).toList()));
        return null;
    }

    /// The dictionary doesn't know the actions of past releases, nor the levels that they added.
    private static void validate(Dimension key, String value, List<InputFault> faults) {
        String name = key.name();
        String outcome = CODES.get(key);
        if (outcome != null) {
            List<String> codes = Dictionary.standard().require(outcome).codes();
            if (!codes.contains(value)) {
                faults.add(unknown(name, value, codes));
            }
        }
        if (key.equals(Dimension.RELEASE) && !value.matches("[1-9][0-9]{0,8}")) {
            faults.add(new InputFault(
                    "wrong-type",
                    "/" + name,
                    value,
                    Message.of("api.wrong-type.expected"),
                    Message.of("api.wrong-type.message", "value", value)));
        }
    }

    private static InputFault unknown(String pointer, String value, List<String> known) {
        return new InputFault(
                "unknown-name",
                "/" + pointer,
                value,
                Message.of("api.unknown-name.expected", "known", known),
                Message.of("api.unknown-name.message", "value", value));
    }

    /// Values separated by commas, repeated parameters, or both.
    private static List<String> values(String name, MultivaluedMap<String, String> parameters) {
        return parameters.getOrDefault(name, List.of()).stream()
                .flatMap(v -> Arrays.stream(v.split(",")))
                .map(v -> v.strip())
                .filter(v -> !v.isEmpty())
                .distinct()
                .toList();
    }
}
