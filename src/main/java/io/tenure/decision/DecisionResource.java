package io.tenure.decision;

import io.quarkus.security.ForbiddenException;
import io.tenure.lifecycle.Decided;
import io.tenure.release.ActiveRuleset;
import io.tenure.release.ActiveRuleset.Active;
import io.tenure.release.Releases;
import io.tenure.release.Rulesets;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Decides the customer that is presented.
@Path("/api/v1/decisions")
@Tag(name = "Decisions")
public class DecisionResource {
    private record Ready(Active active, CustomerReader reader) {}

    private final ActiveRuleset rulesets;
    private final Rulesets kept;
    private final Releases releases;
    private final DecisionMetrics metrics;
    private final IdSource ids;
    private final Clock clock;
    private final int limit;

    /// The reader made for the active release. A lost race makes it twice, which does no harm.
    private volatile @Nullable Ready ready;

    DecisionResource(
            ActiveRuleset rulesets,
            Rulesets kept,
            Releases releases,
            DecisionMetrics metrics,
            IdSource ids,
            Clock clock,
            @ConfigProperty(name = "tenure.api.max-body-bytes") int limit) {
        this.rulesets = rulesets;
        this.kept = kept;
        this.releases = releases;
        this.metrics = metrics;
        this.ids = ids;
        this.clock = clock;
        this.limit = limit;
    }

    @POST
    @RolesAllowed({Roles.CALLER, Roles.VIEWER})
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "decide",
            summary = "Decide one customer",
            description = "Stage, retention level and next best actions, with the rows and rules that decided them."
                    + " Nothing is decided on input that has a fault.")
    @RequestBody(
            required = true,
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "Customer")))
    @APIResponse(
            responseCode = "200",
            description = "The decision",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "Decision")))
    @APIResponse(
            responseCode = "400",
            description = "Faults in what was sent, all of them at once",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(ref = "Problem")))
    @APIResponse(
            responseCode = "413",
            description = "The body is too large",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(ref = "Problem")))
    @APIResponse(
            responseCode = "415",
            description = "The body is not application/json",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(ref = "Problem")))
    @APIResponse(
            responseCode = "503",
            description = "No ruleset is active",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(ref = "Problem")))
    public Response decide(
            InputStream body, @Context HttpHeaders headers, @Context UriInfo uri, @Context SecurityContext who)
            throws IOException {
        Locale locale = Languages.of(headers);
        String instance = uri.getRequestUri().getPath();
        if (!isUtf8(headers.getMediaType())) {
            return Problems.ofStatus(415).response(locale, instance);
        }
        byte[] bytes = body.readNBytes(limit + 1);
        if (bytes.length > limit) {
            return Problem.tooLarge(limit).response(locale, instance);
        }
        RulesetChoice.Chosen chosen = RulesetChoice.of(Json.parse(bytes));
        requireRole(chosen.choice(), who);
        return switch (find(chosen.choice())) {
            case Found.Not(Problem problem) -> problem.response(locale, instance);
            case Found.Ruleset(Active active) ->
                switch (readerFor(active).read(chosen.rest(), null)) {
                    case Reading.Faulty faulty ->
                        Problem.badInput(faulty.faults()).response(locale, instance);
                    case Reading.Read read ->
                        Response.ok(AnswerWriter.bytes(decide(active, read), locale))
                                .type(MediaType.APPLICATION_JSON_TYPE)
                                .header(HttpHeaders.CONTENT_LANGUAGE, locale.toLanguageTag())
                                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE)
                                .build();
                };
        };
    }

    /// Trying any release is for those who look at rules; deciding is for callers.
    private static void requireRole(RulesetChoice choice, SecurityContext who) {
        String role = choice instanceof RulesetChoice.Release ? Roles.VIEWER : Roles.CALLER;
        if (!who.isUserInRole(role)) {
            throw new ForbiddenException();
        }
    }

    private sealed interface Found {
        record Ruleset(Active active) implements Found {}

        record Not(Problem problem) implements Found {}

        static Found of(Optional<Active> active, Problem otherwise) {
            return active.<Found>map(Ruleset::new).orElseGet(() -> new Not(otherwise));
        }
    }

    private Found find(RulesetChoice choice) {
        return switch (choice) {
            case RulesetChoice.Active _ -> Found.of(rulesets.current(), Problem.noRuleset());
            case RulesetChoice.Release(int number) -> Found.of(kept.ready(number), Problem.noSuchRelease(number));
            case RulesetChoice.Faulty(Fault fault) -> new Found.Not(Problem.badInput(List.of(fault)));
            case RulesetChoice.ActiveThen(LocalDate asOf) -> {
                Instant now = clock.instant();
                LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
                Optional<Integer> then = Optional.empty();
                if (!asOf.isBefore(today)) {
                    then = releases.activeAt(now);
                } else if (asOf.isAfter(LocalDate.EPOCH)) {
                    // The end of the day, so that its last publication counts.
                    then = releases.activeAt(asOf.plusDays(1)
                            .atStartOfDay(ZoneOffset.UTC)
                            .toInstant()
                            .minusNanos(1_000));
                }
                yield Found.of(then.flatMap(kept::ready), Problem.noRulesetThen(asOf));
            }
        };
    }

    private Answer decide(Active active, Reading.Read read) {
        long begun = System.nanoTime();
        Decided decided = Decider.decide(active.ruleset(), read.presented());
        metrics.record(decided, System.nanoTime() - begun);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return new Answer(ids.next(now), now, active.release(), active.ruleset().ruleset(), decided);
    }

    private CustomerReader readerFor(Active active) {
        Ready known = ready;
        if (known == null || known.active != active) {
            known = new Ready(active, new CustomerReader(active.ruleset().ruleset(), clock));
            // Only the active one's is worth keeping.
            if (rulesets.current().filter(a -> a == active).isPresent()) {
                ready = known;
            }
        }
        return known.reader;
    }

    private static boolean isUtf8(@Nullable MediaType type) {
        String charset = type == null ? null : type.getParameters().get(MediaType.CHARSET_PARAMETER);
        return charset == null || charset.equalsIgnoreCase("utf-8");
    }
}
