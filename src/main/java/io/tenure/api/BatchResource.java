package io.tenure.api;

import io.smallrye.common.annotation.Blocking;
import io.tenure.decision.DecideResult;
import io.tenure.decision.DecisionBatch;
import io.tenure.decision.DecisionService;
import io.tenure.finding.Checked;
import io.tenure.http.Problem;
import io.tenure.http.ProblemView;
import io.tenure.http.ReplyStream;
import io.tenure.http.RequestContext;
import io.tenure.http.Roles;
import io.tenure.input.RulesetChoice;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Decides many customers in one request.
@Path("/api/v1/decisions/batch")
@Tag(name = "Decisions")
public class BatchResource {
    private static final String LINES = "application/x-ndjson";

    private final DecisionService decisionService;
    private final long maxLines;
    private final int maxBatches;
    private final int maxLineBytes;
    private final Semaphore free;

    BatchResource(
            DecisionService decisionService,
            @ConfigProperty(name = "tenure.batch.max-lines") long maxLines,
            @ConfigProperty(name = "tenure.batch.max-concurrent") int maxBatches,
            @ConfigProperty(name = "tenure.api.max-body-bytes") int maxLineBytes) {
        this.decisionService = decisionService;
        this.maxLines = maxLines;
        this.maxBatches = maxBatches;
        this.maxLineBytes = maxLineBytes;
        this.free = new Semaphore(maxBatches);
    }

    @POST
    @Blocking
    @RolesAllowed({Roles.CALLER, Roles.VIEWER})
    @Consumes(LINES)
    @Produces(LINES)
    @Operation(
            operationId = "decideBatch",
            summary = "Decide many customers",
            description = "One request for a decision a line, and one line of answer to each, in the same order: a"
                    + " decision, or a problem with the number of the line. All are decided by one release. Both are"
                    + " streamed: read the answers while you send, or send no more than one request may have bytes. A"
                    + " batch that is too long, or whose sender is too slow, ends with a problem; its line and those"
                    + " after it were not decided.")
    @RequestBody(required = true, content = @Content(mediaType = LINES, schema = @Schema(ref = "Customer")))
    @APIResponse(
            responseCode = "200",
            description = "The answers, one a line",
            content = @Content(mediaType = LINES, schema = @Schema(ref = "BatchAnswer")))
    @APIResponse(
            responseCode = "400",
            description = "A parameter has a fault; nothing was decided",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(implementation = ProblemView.class)))
    @APIResponse(
            responseCode = "404",
            description = "There is no such release",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(implementation = ProblemView.class)))
    @APIResponse(
            responseCode = "415",
            description = "The body is not application/x-ndjson",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(implementation = ProblemView.class)))
    @APIResponse(
            responseCode = "503",
            description = "No ruleset is active, or too many batches are being decided; Retry-After says when to try"
                    + " again",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(implementation = ProblemView.class)))
    public Response decide(
            InputStream body,
            @QueryParam("release")
                    @Parameter(description = "Decide by this release, to try it; the active one where it is missing")
                    @Nullable
                    Integer release,
            @HeaderParam("Idempotency-Key")
                    @Parameter(
                            description = "The caller's own name for the batch, of at most 200 characters. The same"
                                    + " line of a batch with the same key gets the same decision, so that a batch can"
                                    + " be sent again.")
                    @Nullable
                    String key,
            @BeanParam RequestContext request,
            @Context RoutingContext exchange) {
        Problem invalidKey = IdempotencyKeys.check(key);
        if (invalidKey != null) {
            return request.problem(invalidKey);
        }
        RulesetChoice choice = release == null ? new RulesetChoice.Active() : new RulesetChoice.Release(release);
        DecisionResource.requireRole(choice, request);
        return switch (DecisionBatch.open(decisionService, choice)) {
            case Checked.Invalid(List<DecideResult.Refusal> why) ->
                request.problem(DecisionResource.problem(why.getFirst()));
            case Checked.Valid(DecisionBatch batch, var _) -> {
                if (!free.tryAcquire()) {
                    yield request.problem(Problem.tooManyBatches(maxBatches));
                }
                // Once, when the work has ended, or the caller has gone before it began.
                AtomicBoolean released = new AtomicBoolean();
                Runnable makeRoom = () -> {
                    if (!released.getAndSet(true)) {
                        free.release();
                    }
                };
                exchange.addEndHandler(_ -> makeRoom.run());
                DecisionBatch.Terms terms =
                        new DecisionBatch.Terms(request.userName(), key, request.locale(), maxLines, maxLineBytes);
                BatchAnswers.Place place = new BatchAnswers.Place(request.locale(), request.path());
                StreamingOutput answers = _ -> {
                    try (ReplyStream reply = new ReplyStream(exchange.response())) {
                        batch.run(body, terms, new BatchAnswers(reply, place, maxLines, maxLineBytes));
                    } catch (IOException _) {
                        // The caller is gone, or was too slow to read: nobody is left to be told.
                        ReplyStream.cut(exchange.request().connection());
                    } finally {
                        makeRoom.run();
                    }
                };
                yield request.respond(Response.ok(answers, LINES), request.locale());
            }
        };
    }
}
