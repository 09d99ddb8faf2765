package io.tenure.decision;

import io.tenure.history.DecisionLog;
import io.tenure.history.Recorded;
import io.tenure.history.Said;
import io.tenure.release.ActiveRuleset;
import io.tenure.release.Rulesets;
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
public class RecordResource {
    private final DecisionLog log;
    private final Deciding deciding;
    private final Rulesets kept;
    private final ActiveRuleset active;
    private final Access access;

    RecordResource(DecisionLog log, Deciding deciding, Rulesets kept, ActiveRuleset active, Access access) {
        this.log = log;
        this.deciding = deciding;
        this.kept = kept;
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
    public Response read(@PathParam("id") String id, @BeanParam Inquiry inquiry) {
        return of(
                id,
                "decision-read",
                inquiry,
                (recorded, said) -> inquiry.answer(
                        Response.ok(said.answer(), MediaType.APPLICATION_JSON), Locale.of(recorded.language())));
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
    public Response replay(@PathParam("id") String id, @BeanParam Inquiry inquiry) {
        return of(
                id,
                "decision-replay",
                inquiry,
                (recorded, said) -> Replay.of(recorded, said, deciding, kept, active, inquiry.locale())
                        .map(replay -> inquiry.form().equals(Inquiry.TEXT)
                                ? inquiry.answer(replay.text(inquiry.locale()), Inquiry.TEXT)
                                : inquiry.answer(replay, MediaType.APPLICATION_JSON))
                        .orElseGet(() -> inquiry.problem(Problem.releaseUnusable(recorded.release()))));
    }

    private Response of(String text, String what, Inquiry inquiry, BiFunction<Recorded, Said, Response> answer) {
        UUID id = Inquiry.id(text);
        Optional<Recorded> found = id == null ? Optional.empty() : log.find(id);
        if (found.isEmpty()) {
            return inquiry.problem(Problem.noSuchDecision());
        }
        Recorded recorded = found.get();
        Said said = recorded.said();
        if (said == null) {
            access.refused(inquiry, what, recorded.id(), Problem.erased());
            return inquiry.problem(Problem.erased());
        }
        access.toDecision(inquiry, what, recorded);
        return answer.apply(recorded, said);
    }
}
