package io.tenure.api;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tenure.feedback.Feedback;
import io.tenure.feedback.FeedbackLog;
import io.tenure.http.Problem;
import io.tenure.http.ProblemView;
import io.tenure.http.RequestContext;
import io.tenure.http.Roles;
import io.tenure.record.RecordUnavailable;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Feedback on a decision: what the customer did, as callers report it.
@Path("/api/v1/decisions/{id}/feedback")
@Tag(name = "Decisions")
@Produces(MediaType.APPLICATION_JSON)
public class FeedbackResource {
    @RegisterForReflection
    @Schema(name = "Feedback", description = "Stored feedback on a decision")
    record FeedbackView(
            UUID decisionId,
            String type,
            @Schema(nullable = true) @Nullable String action,
            @Schema(nullable = true) @Nullable String channel,
            @Schema(nullable = true) @Nullable BigDecimal amount,
            Instant at,
            Instant recordedAt,
            String recordedBy) {
        static FeedbackView of(UUID decision, FeedbackLog.StoredFeedback stored) {
            Feedback feedback = stored.feedback();
            BigDecimal amount = feedback.amount();
            return new FeedbackView(
                    decision,
                    feedback.type().name(),
                    feedback.action(),
                    feedback.channel(),
                    // As it was reported: 100, never 1E+2.
                    amount == null
                            ? null
                            : new BigDecimal(amount.stripTrailingZeros().toPlainString()),
                    feedback.at(),
                    stored.recordedAt(),
                    stored.recordedBy());
        }
    }

    @RegisterForReflection
    @Schema(name = "FeedbackList", description = "All feedback on a decision, the earliest first")
    record FeedbackList(UUID decisionId, List<FeedbackView> feedback) {}

    private final FeedbackLog log;
    private final FeedbackRecorder recorder;

    FeedbackResource(FeedbackLog log, FeedbackRecorder recorder) {
        this.log = log;
        this.recorder = recorder;
    }

    @POST
    @RolesAllowed(Roles.CALLER)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "recordFeedback",
            summary = "Report what came of a decision",
            description = "Presented, accepted, declined, purchased, complained, left; or withdrawn, which releases a"
                    + " reserved contact. The same type, action and moment reported again is stored once.")
    @RequestBody(
            required = true,
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "FeedbackRequest")))
    @APIResponse(
            responseCode = "201",
            description = "It is stored",
            content = @Content(schema = @Schema(implementation = FeedbackView.class)))
    @APIResponse(
            responseCode = "200",
            description = "It was already stored",
            content = @Content(schema = @Schema(implementation = FeedbackView.class)))
    @APIResponse(
            responseCode = "400",
            description = "The request has faults; all of them are listed",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(implementation = ProblemView.class)))
    @APIResponse(
            responseCode = "404",
            description = "No such decision",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(implementation = ProblemView.class)))
    @APIResponse(
            responseCode = "409",
            description =
                    "It conflicts with stored feedback, has no reserved contact, or the decision only tried a release",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(implementation = ProblemView.class)))
    @APIResponse(
            responseCode = "410",
            description = "The customer was erased",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(implementation = ProblemView.class)))
    @APIResponse(
            responseCode = "503",
            description = "The record is unavailable; Retry-After says when to try again",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(implementation = ProblemView.class)))
    public Response recordFeedback(@PathParam("id") UUID id, byte[] body, @BeanParam RequestContext request) {
        try {
            return switch (recorder.record(id, body, request.userName())) {
                case FeedbackRecorder.Result.Rejected(Problem problem) -> request.problem(problem);
                case FeedbackRecorder.Result.Stored(FeedbackLog.StoredFeedback stored, boolean isNew) ->
                    request.confidential(
                            Response.status(isNew ? 201 : 200)
                                    .entity(FeedbackView.of(id, stored))
                                    .type(MediaType.APPLICATION_JSON_TYPE),
                            request.locale());
            };
        } catch (RecordUnavailable _) {
            return request.problem(Problem.feedbackNotStored());
        }
    }

    @GET
    @RolesAllowed({Roles.CALLER, Roles.VIEWER})
    @Operation(
            operationId = "feedback",
            summary = "The feedback on a decision",
            description = "The earliest first. Reading it is audited.")
    @APIResponse(
            responseCode = "200",
            description = "All feedback",
            content = @Content(schema = @Schema(implementation = FeedbackList.class)))
    @APIResponse(
            responseCode = "404",
            description = "No such decision",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(implementation = ProblemView.class)))
    @APIResponse(
            responseCode = "410",
            description = "The customer was erased",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(implementation = ProblemView.class)))
    public Response feedback(@PathParam("id") UUID id, @BeanParam RequestContext request) {
        try {
            FeedbackLog.DecisionReference decision = log.find(id).orElse(null);
            if (decision == null) {
                return request.problem(Problem.noSuchDecision());
            }
            if (decision.erased()) {
                return request.problem(Problem.customerErased());
            }
            List<FeedbackView> feedback = log.read(id, request.userName()).stream()
                    .map(f -> FeedbackView.of(id, f))
                    .toList();
            return request.confidential(new FeedbackList(id, feedback), MediaType.APPLICATION_JSON);
        } catch (RecordUnavailable _) {
            return request.problem(Problem.feedbackNotStored());
        }
    }
}
