package io.tenure.api;

import io.tenure.feedback.FeedbackCounts;
import io.tenure.feedback.FeedbackCounts.Dimension;
import io.tenure.feedback.FeedbackReport;
import io.tenure.feedback.FeedbackReportText;
import io.tenure.http.Problem;
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
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// What came of the advice.
@Path("/api/v1/effect")
@Tag(name = "Effect")
@Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_PLAIN})
public class ReportResource {
    private static final int DEFAULT_DAYS = 90;
    private static final int MAX_GROUPS = 2_000;
    private static final List<Dimension> FILTERS =
            List.of(Dimension.ACTION, Dimension.LEVEL, Dimension.STAGE, Dimension.RELEASE);

    private final FeedbackCounts feedbackCounts;
    private final Clock clock;

    ReportResource(FeedbackCounts effects, Clock clock) {
        this.feedbackCounts = effects;
        this.clock = clock;
    }

    @GET
    @RolesAllowed({Roles.VIEWER, Roles.OPERATOR})
    @Operation(
            operationId = "effect",
            summary =
                    "What came of the advice: conversion, repurchase, retention and the parts of the retention effect",
            description = "Counted in groups, with 95 % intervals, and with what the numbers are too few to tell."
                    + " Association, not effect, unless customers were assigned at random.")
    @APIResponse(
            responseCode = "200",
            description = "The groups, and all of them together",
            content = @Content(schema = @Schema(implementation = FeedbackReport.class)))
    @APIResponse(
            responseCode = "400",
            description = "Faults in what was asked, all of them at once",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(ref = "Problem")))
    public Response report(
            @QueryParam("from")
                    @Parameter(description = "First day of decisions (UTC); 90 days up to `to` if left out")
                    @Nullable
                    String from,
            @QueryParam("to") @Parameter(description = "Last day of decisions (UTC); today if left out") @Nullable
                    String to,
            @QueryParam("by")
                    @Parameter(description = "One or more of action, level, stage, release, month; action if left out")
                    List<String> by,
            @QueryParam("action") @Parameter(description = "Only these actions") List<String> action,
            @QueryParam("level") @Parameter(description = "Only these retention levels") List<String> level,
            @QueryParam("stage") @Parameter(description = "Only these stages") List<String> stage,
            @QueryParam("release") @Parameter(description = "Only these releases") List<String> release,
            @BeanParam AuthoringContext asker) {
        List<InputFault> faults = new ArrayList<>();
        FeedbackCounts.Query question = parseQuery(asker.uri.getQueryParameters(), LocalDate.now(clock), faults);
        if (question == null) {
            return asker.problem(Problem.badInput(faults));
        }
        FeedbackCounts.Counts counted = feedbackCounts.count(question);
        if (counted.groups().size() > MAX_GROUPS) {
            return asker.problem(Problem.badInput(List.of(new InputFault(
                    "too-many",
                    "/by",
                    counted.groups().size(),
                    Message.of("api.too-many.expected", "maxGroups", MAX_GROUPS),
                    Message.of("api.too-many.message")))));
        }
        FeedbackReport view = FeedbackReport.of(question, counted, asker.locale());
        return asker.wantsText() ? asker.text(FeedbackReportText.of(view, asker.locale())) : asker.ok(view);
    }

    static FeedbackCounts.@Nullable Query parseQuery(
            MultivaluedMap<String, String> asked, LocalDate today, List<InputFault> faults) {
        LocalDate to = Objects.requireNonNullElse(QueryParameters.day("to", asked, faults), today);
        LocalDate from =
                Objects.requireNonNullElse(QueryParameters.day("from", asked, faults), to.minusDays(DEFAULT_DAYS - 1));
        if (from.isAfter(to) && faults.isEmpty()) {
            faults.add(new InputFault(
                    "out-of-range",
                    "/from",
                    from.toString(),
                    Message.of("api.out-of-range.expected", "to", to),
                    Message.of("api.out-of-range.message")));
        }
        List<Dimension> by = new ArrayList<>();
        for (String name : values("by", asked)) {
            Dimension key = Arrays.stream(Dimension.values())
                    .filter(k -> FeedbackReport.name(k).equals(name))
                    .findFirst()
                    .orElse(null);
            if (key == null) {
                faults.add(unknown(
                        "by",
                        name,
                        Arrays.stream(Dimension.values())
                                .map(FeedbackReport::name)
                                .toList()));
            } else if (!by.contains(key)) {
                by.add(key);
            }
        }
        Map<Dimension, List<String>> only = new EnumMap<>(Dimension.class);
        for (Dimension key : FILTERS) {
            String name = FeedbackReport.name(key);
            List<String> wanted = values(name, asked);
            if (!wanted.isEmpty()) {
                only.put(key, wanted);
                wanted.forEach(w -> validate(key, name, w, faults));
            }
        }
        List<String> known = new ArrayList<>(List.of("from", "to", "by"));
        FILTERS.forEach(k -> known.add(FeedbackReport.name(k)));
        asked.keySet().stream()
                .filter(name -> !known.contains(name))
                .sorted()
                .forEach(name -> faults.add(unknown(name, name, known)));
        return faults.isEmpty()
                ? new FeedbackCounts.Query(from, to, by.isEmpty() ? List.of(Dimension.ACTION) : by, only)
                : null;
    }

    private static void validate(Dimension key, String name, String value, List<InputFault> faults) {
        List<String> codes = switch (key) {
            case LEVEL -> Dictionary.standard().require("retentionLevel").codes();
            case STAGE -> Dictionary.standard().require("stage").codes();
            // Those of past releases are known to no dictionary.
            case ACTION, RELEASE, MONTH -> List.of();
        };
        if (!codes.isEmpty() && !codes.contains(value)) {
            faults.add(unknown(name, value, codes));
        }
        if (key == Dimension.RELEASE && !value.matches("[1-9][0-9]{0,8}")) {
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

    /// Several may stand in one, with commas, or in several of the same name.
    private static List<String> values(String name, MultivaluedMap<String, String> asked) {
        return asked.getOrDefault(name, List.of()).stream()
                .flatMap(v -> Arrays.stream(v.split(",")))
                .map(v -> v.strip())
                .filter(v -> !v.isEmpty())
                .distinct()
                .toList();
    }
}
