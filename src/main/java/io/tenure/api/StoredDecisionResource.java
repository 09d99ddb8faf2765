package io.tenure.api;

import io.tenure.decision.DecisionService;
import io.tenure.decision.Replay;
import io.tenure.http.AccessAudit;
import io.tenure.http.Problem;
import io.tenure.http.RequestContext;
import io.tenure.http.Roles;
import io.tenure.record.DecisionLog;
import io.tenure.record.DecisionPayload;
import io.tenure.record.StoredDecision;
import io.tenure.release.ActiveRuleset;
import io.tenure.release.CompiledRulesetCache;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Decisions on record: what was answered, and whether it would be answered again.
@Path("/api/v1/decisions")
@Tag(name = "Record")
@RolesAllowed(Roles.VIEWER)
public class StoredDecisionResource {
    private final DecisionLog log;
    private final DecisionService decisionService;
    private final CompiledRulesetCache rulesetCache;
    private final ActiveRuleset active;
    private final AccessAudit access;

    StoredDecisionResource(
            DecisionLog log,
            DecisionService deciding,
            CompiledRulesetCache kept,
            ActiveRuleset active,
            AccessAudit access) {
        this.log = log;
        this.decisionService = deciding;
        this.rulesetCache = kept;
        this.active = active;
        this.access = access;
    }

    @GET
    @Path("/{id}")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "decisionOnRecord",
            summary = "What was answered, byte for byte",
            description = "In the language in which it was answered. Who reads it is noted in the audit.")
    @APIResponse(
            responseCode = "200",
            description = "The decision",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "Decision")))
    @APIResponse(
            responseCode = "404",
            description = "No such decision is on record",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(ref = "Problem")))
    @APIResponse(
            responseCode = "410",
            description = "The customer was erased",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(ref = "Problem")))
    public Response read(@PathParam("id") String id, @BeanParam RequestContext inquiry) {
        return withPayload(
                id,
                "decision-read",
                inquiry,
                (recorded, said) -> inquiry.respond(
                        Response.ok(said.response(), MediaType.APPLICATION_JSON), Locale.of(recorded.language())));
    }

    @POST
    @Path("/{id}/replay")
    @Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_PLAIN})
    @Operation(
            operationId = "replay",
            summary = "Decide again on what was recorded",
            description =
                    "By the release that decided then, and whether the answer is the same in every value; and by the"
                            + " active release, what differs and by which row. Nothing is put on record by it.")
    @APIResponse(
            responseCode = "200",
            description = "What is the same and what differs",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Replay.class)),
                @Content(mediaType = MediaType.TEXT_PLAIN, schema = @Schema(type = SchemaType.STRING))
            })
    @APIResponse(
            responseCode = "404",
            description = "No such decision is on record",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(ref = "Problem")))
    @APIResponse(
            responseCode = "409",
            description = "This version of Tenure can't use the release that decided then",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(ref = "Problem")))
    @APIResponse(
            responseCode = "410",
            description = "The customer was erased",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(ref = "Problem")))
    public Response replay(@PathParam("id") String id, @BeanParam RequestContext inquiry) {
        return withPayload(
                id,
                "decision-replay",
                inquiry,
                (recorded, said) -> Replay.of(recorded, said, decisionService, rulesetCache, active, inquiry.locale())
                        .map(replay -> inquiry.responseType().equals(RequestContext.TEXT)
                                ? inquiry.respond(replay.text(inquiry.locale()), RequestContext.TEXT)
                                : inquiry.respond(replay, MediaType.APPLICATION_JSON))
                        .orElseGet(() -> inquiry.problem(Problem.releaseIncompatible(recorded.release()))));
    }

    private Response withPayload(
            String text,
            String what,
            RequestContext inquiry,
            BiFunction<StoredDecision, DecisionPayload, Response> answer) {
        UUID id = RequestContext.parseUuid(text);
        Optional<StoredDecision> found = id == null ? Optional.empty() : log.find(id);
        if (found.isEmpty()) {
            return inquiry.problem(Problem.noSuchDecision());
        }
        StoredDecision recorded = found.get();
        DecisionPayload said = recorded.payload();
        if (said == null) {
            access.recordRejection(inquiry, what, recorded.id(), Problem.customerErased());
            return inquiry.problem(Problem.customerErased());
        }
        access.recordDecisionAccess(inquiry, what, recorded);
        return answer.apply(recorded, said);
    }
}
