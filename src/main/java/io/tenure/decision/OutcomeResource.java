package io.tenure.decision;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tenure.history.Away;
import io.tenure.history.Outcome;
import io.tenure.history.OutcomeLog;
import io.tenure.lifecycle.Action;
import io.tenure.release.ActiveRuleset;
import io.tenure.release.Rulesets;
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
public class OutcomeResource {
    @RegisterForReflection
    @Schema(name = "ToldOutcome", description = "What came of a decision, on record")
    record View(
            UUID decisionId,
            String type,
            @Schema(nullable = true) @Nullable String action,
            @Schema(nullable = true) @Nullable String channel,
            @Schema(nullable = true) @Nullable BigDecimal amount,
            Instant at,
            Instant recordedAt,
            String recordedBy) {
        static View of(UUID decision, OutcomeLog.Told told) {
            Outcome outcome = told.outcome();
            BigDecimal amount = outcome.amount();
            return new View(
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
    record ListView(UUID decisionId, List<View> outcomes) {}

    private final OutcomeLog log;
    private final ActiveRuleset active;
    private final Rulesets kept;
    private final Clock clock;
    private final int limit;

    OutcomeResource(
            OutcomeLog log,
            ActiveRuleset active,
            Rulesets kept,
            Clock clock,
            @ConfigProperty(name = "tenure.api.max-body-bytes") int limit) {
        this.log = log;
        this.active = active;
        this.kept = kept;
        this.clock = clock;
        this.limit = limit;
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
            content = @Content(schema = @Schema(implementation = View.class)))
    @APIResponse(
            responseCode = "200",
            description = "It was on record already",
            content = @Content(schema = @Schema(implementation = View.class)))
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
    public Response tell(
            @PathParam("id") UUID id,
            InputStream body,
            @Context HttpHeaders headers,
            @Context UriInfo uri,
            @Context SecurityContext who)
            throws IOException {
        Locale locale = Languages.of(headers);
        String path = uri.getRequestUri().getPath();
        byte[] bytes = body.readNBytes(limit + 1);
        if (bytes.length > limit) {
            return Problem.tooLarge(limit).response(locale, path);
        }
        try {
            return switch (told(id, bytes, who.getUserPrincipal().getName())) {
                case Answer.No(Problem problem) -> problem.response(locale, path);
                case Answer.Yes(View view, boolean isNew) ->
                    Response.status(isNew ? 201 : 200).entity(view).build();
            };
        } catch (Away _) {
            return Problem.outcomeAway().response(locale, path);
        }
    }

    private sealed interface Answer {
        record Yes(View view, boolean isNew) implements Answer {}

        record No(Problem problem) implements Answer {}
    }

    private Answer told(UUID id, byte[] body, String who) {
        OutcomeLog.Decided decided = log.find(id).orElse(null);
        if (decided == null) {
            return new Answer.No(Problem.noSuchDecision());
        }
        if (decided.erased()) {
            return new Answer.No(Problem.erased());
        }
        if (decided.trial()) {
            return new Answer.No(Problem.triedOnly());
        }
        Map<String, Action> catalogue = catalogue(decided.release()).orElse(null);
        if (catalogue == null) {
            return new Answer.No(Problem.noSuchRelease(decided.release()));
        }
        return switch (new OutcomeReader(decided, catalogue, clock.instant()).read(body)) {
            case OutcomeReader.Read.Faulty(List<Fault> faults) -> new Answer.No(Problem.badInput(faults));
            case OutcomeReader.Read.Sound(Outcome outcome) -> {
                Action action = outcome.action() == null ? null : catalogue.get(outcome.action());
                yield switch (log.record(id, outcome, action != null && Deciding.isContact(action), who)) {
                    case OutcomeLog.Result.OnRecord(OutcomeLog.Told told, boolean isNew) ->
                        new Answer.Yes(View.of(id, told), isNew);
                    case OutcomeLog.Result.Differs _ -> new Answer.No(Problem.toldOtherwise());
                    case OutcomeLog.Result.NothingPromised _ -> new Answer.No(Problem.nothingPromised());
                    case OutcomeLog.Result.Erased _ -> new Answer.No(Problem.erased());
                };
            }
        };
    }

    private Optional<Map<String, Action>> catalogue(int release) {
        return active.current()
                .filter(a -> a.release() == release)
                .or(() -> kept.ready(release))
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
            content = @Content(schema = @Schema(implementation = ListView.class)))
    @APIResponse(
            responseCode = "404",
            description = "No such decision",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(ref = "Problem")))
    @APIResponse(
            responseCode = "410",
            description = "The customer was erased",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(ref = "Problem")))
    public Response outcomes(
            @PathParam("id") UUID id,
            @Context HttpHeaders headers,
            @Context UriInfo uri,
            @Context SecurityContext who) {
        Locale locale = Languages.of(headers);
        String path = uri.getRequestUri().getPath();
        try {
            OutcomeLog.Decided decided = log.find(id).orElse(null);
            if (decided == null) {
                return Problem.noSuchDecision().response(locale, path);
            }
            if (decided.erased()) {
                return Problem.erased().response(locale, path);
            }
            List<View> told = log.of(id, who.getUserPrincipal().getName()).stream()
                    .map(t -> View.of(id, t))
                    .toList();
            return Response.ok(new ListView(id, told)).build();
        } catch (Away _) {
            return Problem.outcomeAway().response(locale, path);
        }
    }
}
