package io.tenure.api;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tenure.feedback.Feedback;
import io.tenure.feedback.FeedbackLog;
import io.tenure.feedback.FeedbackReader;
import io.tenure.http.Languages;
import io.tenure.http.Problem;
import io.tenure.http.Roles;
import io.tenure.input.InputFault;
import io.tenure.lifecycle.Action;
import io.tenure.record.RecordUnavailable;
import io.tenure.release.ActiveRuleset;
import io.tenure.release.CompiledRulesetCache;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// What came of a decision, as its callers tell it.
@Path("/api/v1/decisions/{id}/outcomes")
@Tag(name = "Decisions")
@Produces(MediaType.APPLICATION_JSON)
public class FeedbackResource {
    @RegisterForReflection
    @Schema(name = "ToldOutcome", description = "What came of a decision, on record")
    record FeedbackView(
            UUID decisionId,
            String type,
            @Schema(nullable = true) @Nullable String action,
            @Schema(nullable = true) @Nullable String channel,
            @Schema(nullable = true) @Nullable BigDecimal amount,
            Instant at,
            Instant recordedAt,
            String recordedBy) {
        static FeedbackView of(UUID decision, FeedbackLog.StoredFeedback told) {
            Feedback outcome = told.feedback();
            BigDecimal amount = outcome.amount();
            return new FeedbackView(
                    decision,
                    outcome.type().name(),
                    outcome.action(),
                    outcome.channel(),
                    // As it was told, and never as 1E+2.
                    amount == null
                            ? null
                            : new BigDecimal(amount.stripTrailingZeros().toPlainString()),
                    outcome.at(),
                    told.recordedAt(),
                    told.recordedBy());
        }
    }

    @RegisterForReflection
    @Schema(name = "ToldOutcomes", description = "All that came of a decision, the earliest first")
    record FeedbackList(UUID decisionId, List<FeedbackView> outcomes) {}

    private final FeedbackLog log;
    private final ActiveRuleset active;
    private final CompiledRulesetCache rulesetCache;
    private final Clock clock;
    private final int maxBodyBytes;

    FeedbackResource(
            FeedbackLog log,
            ActiveRuleset active,
            CompiledRulesetCache kept,
            Clock clock,
            @ConfigProperty(name = "tenure.api.max-body-bytes") int limit) {
        this.log = log;
        this.active = active;
        this.rulesetCache = kept;
        this.clock = clock;
        this.maxBodyBytes = limit;
    }

    @POST
    @RolesAllowed(Roles.CALLER)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "tellOutcome",
            summary = "Tell what came of a decision",
            description = "Presented, accepted, declined, purchased, complained, left; or withdrawn, which gives a"
                    + " promised contact back. The same type, action and moment told again is the same outcome.")
    @RequestBody(
            required = true,
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "Outcome")))
    @APIResponse(
            responseCode = "201",
            description = "It is on record",
            content = @Content(schema = @Schema(implementation = FeedbackView.class)))
    @APIResponse(
            responseCode = "200",
            description = "It was on record already",
            content = @Content(schema = @Schema(implementation = FeedbackView.class)))
    @APIResponse(
            responseCode = "400",
            description = "Faults in what was sent, all of them at once",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(ref = "Problem")))
    @APIResponse(
            responseCode = "404",
            description = "No such decision",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(ref = "Problem")))
    @APIResponse(
            responseCode = "409",
            description = "Told otherwise before, nothing to withdraw, or the decision only tried a release",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(ref = "Problem")))
    @APIResponse(
            responseCode = "410",
            description = "The customer was erased",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(ref = "Problem")))
    @APIResponse(
            responseCode = "503",
            description = "The record is away; Retry-After tells when to try again",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(ref = "Problem")))
    public Response recordFeedback(
            @PathParam("id") UUID id,
            InputStream body,
            @Context HttpHeaders headers,
            @Context UriInfo uri,
            @Context SecurityContext who)
            throws IOException {
        Locale locale = Languages.of(headers);
        String path = uri.getRequestUri().getPath();
        byte[] bytes = body.readNBytes(maxBodyBytes + 1);
        if (bytes.length > maxBodyBytes) {
            return Problem.tooLarge(maxBodyBytes).response(locale, path);
        }
        try {
            return switch (store(id, bytes, who.getUserPrincipal().getName())) {
                case Result.Rejected(Problem problem) -> problem.response(locale, path);
                case Result.OnRecord(FeedbackView view, boolean isNew) ->
                    Response.status(isNew ? 201 : 200).entity(view).build();
            };
        } catch (RecordUnavailable _) {
            return Problem.feedbackNotStored().response(locale, path);
        }
    }

    private sealed interface Result {
        record OnRecord(FeedbackView view, boolean isNew) implements Result {}

        record Rejected(Problem problem) implements Result {}
    }

    private Result store(UUID id, byte[] body, String who) {
        FeedbackLog.DecisionReference decided = log.find(id).orElse(null);
        if (decided == null) {
            return new Result.Rejected(Problem.noSuchDecision());
        }
        if (decided.erased()) {
            return new Result.Rejected(Problem.customerErased());
        }
        if (decided.trial()) {
            return new Result.Rejected(Problem.trialDecision());
        }
        Map<String, Action> catalogue = actions(decided.release()).orElse(null);
        if (catalogue == null) {
            return new Result.Rejected(Problem.noSuchRelease(decided.release()));
        }
        return switch (new FeedbackReader(decided, catalogue, clock.instant()).read(body)) {
            case FeedbackReader.Result.Invalid(List<InputFault> faults) ->
                new Result.Rejected(Problem.badInput(faults));
            case FeedbackReader.Result.Valid(Feedback outcome) -> {
                Action action = outcome.action() == null ? null : catalogue.get(outcome.action());
                yield switch (log.record(id, outcome, action != null && action.isStartedByUs(), who)) {
                    case FeedbackLog.Result.Success(FeedbackLog.StoredFeedback told, boolean isNew) ->
                        new Result.OnRecord(FeedbackView.of(id, told), isNew);
                    case FeedbackLog.Result.Conflict _ -> new Result.Rejected(Problem.feedbackConflict());
                    case FeedbackLog.Result.NoReservation _ -> new Result.Rejected(Problem.noReservation());
                    case FeedbackLog.Result.CustomerErased _ -> new Result.Rejected(Problem.customerErased());
                };
            }
        };
    }

    private Optional<Map<String, Action>> actions(int release) {
        return active.current()
                .filter(a -> a.release() == release)
                .or(() -> rulesetCache.find(release))
                .map(a -> a.ruleset().ruleset().actions());
    }

    @GET
    @RolesAllowed({Roles.CALLER, Roles.VIEWER})
    @Operation(
            operationId = "outcomes",
            summary = "What came of a decision",
            description = "The earliest first. That somebody looked is audited.")
    @APIResponse(
            responseCode = "200",
            description = "All that was told",
            content = @Content(schema = @Schema(implementation = FeedbackList.class)))
    @APIResponse(
            responseCode = "404",
            description = "No such decision",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(ref = "Problem")))
    @APIResponse(
            responseCode = "410",
            description = "The customer was erased",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(ref = "Problem")))
    public Response feedback(
            @PathParam("id") UUID id,
            @Context HttpHeaders headers,
            @Context UriInfo uri,
            @Context SecurityContext who) {
        Locale locale = Languages.of(headers);
        String path = uri.getRequestUri().getPath();
        try {
            FeedbackLog.DecisionReference decided = log.find(id).orElse(null);
            if (decided == null) {
                return Problem.noSuchDecision().response(locale, path);
            }
            if (decided.erased()) {
                return Problem.customerErased().response(locale, path);
            }
            List<FeedbackView> told = log.of(id, who.getUserPrincipal().getName()).stream()
                    .map(t -> FeedbackView.of(id, t))
                    .toList();
            return Response.ok(new FeedbackList(id, told)).build();
        } catch (RecordUnavailable _) {
            return Problem.feedbackNotStored().response(locale, path);
        }
    }
}
