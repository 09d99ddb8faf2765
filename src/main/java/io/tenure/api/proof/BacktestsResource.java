package io.tenure.api.proof;

import static io.tenure.http.Roles.APPROVER;
import static io.tenure.http.Roles.AUTHOR;
import static io.tenure.http.Roles.RULE_ENGINEER;

import io.tenure.api.authoring.RejectionProblem;
import io.tenure.http.AccessAudit;
import io.tenure.http.Problem;
import io.tenure.http.ProblemView;
import io.tenure.http.RequestContext;
import io.tenure.text.Message;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Backtests: what the rules would have decided on earlier days, against what customers did after them.
@Path("/api/v1/backtests")
@Tag(name = "Proof")
@RolesAllowed({AUTHOR, RULE_ENGINEER, APPROVER})
public class BacktestsResource {
    private static final String CSV = "text/csv";

    private final Instance<Backtests> backtests;
    private final AccessAudit access;

    BacktestsResource(Instance<Backtests> backtests, AccessAudit access) {
        this.backtests = backtests;
        this.access = access;
    }

    @POST
    @Consumes(CSV)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "startBacktest",
            summary = "Backtest the active release, or a draft beside it, on a log of transactions or on the record",
            description = "Decides every customer on what was known at each cut, and compares with what they did in the"
                    + " days after it. Columns, separators and dates are recognised as by the command line; in a log"
                    + " without amounts, each line counts as the parameter referenceMargin of the active release. With"
                    + " `record=true` and no body, the customers on record without a contract are decided, of whom it is"
                    + " known what they bought up to the end of the last horizon. It runs"
                    + " in the background, one at a time, and is held"
                    + " in memory: a restart forgets it, and no customer is stored.")
    @RequestBody(
            content = @Content(mediaType = CSV, schema = @Schema(type = SchemaType.STRING)),
            description = "Transactions, one per line: customer, date and amount, by their headings")
    @APIResponse(
            responseCode = "202",
            description = "It is queued; `Location` says where it is",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = BacktestView.class)))
    @APIResponse(
            responseCode = "400",
            description = "The request has faults, or the log can't be read",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(implementation = ProblemView.class)))
    @APIResponse(
            responseCode = "413",
            description = "The log is too large",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(implementation = ProblemView.class)))
    @APIResponse(
            responseCode = "415",
            description = "The body is not text/csv",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(implementation = ProblemView.class)))
    @APIResponse(
            responseCode = "422",
            description = "The draft has errors",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(implementation = ProblemView.class)))
    public Response start(
            byte @Nullable [] log,
            @QueryParam("cut")
                    @Parameter(
                            required = true,
                            description = "The last day that is known; several between commas: 2025-12-31,2026-03-31")
                    @Nullable
                    String cut,
            @QueryParam("horizon")
                    @Parameter(description = "Days after each cut to look at; 90 by default. The log must reach so far")
                    @Nullable
                    String horizon,
            @QueryParam("draft") @Parameter(description = "A draft to compare with the active release") @Nullable
                    String draft,
            @QueryParam("columns")
                    @Parameter(
                            description = "Which column holds what, by number or by name: customer=1,date=day,amount=3;"
                                    + " recognised by the heading by default")
                    @Nullable
                    String columns,
            @QueryParam("unitMargin")
                    @Parameter(description = "Margin as a share of the amount, -1 to 1, where the log has no margins")
                    @Nullable
                    String unitMargin,
            @QueryParam("record")
                    @Parameter(
                            description = "Whether the customers on record are decided, instead of a log; then there is"
                                    + " no body",
                            schema = @Schema(type = SchemaType.BOOLEAN, defaultValue = "false"))
                    @Nullable
                    String record,
            @BeanParam RequestContext request) {
        if (backtests.isUnsatisfied()) {
            return unsupported(request);
        }
        Locale locale = request.locale();
        return switch (backtests
                .get()
                .start(request.queryParameters(), log == null ? new byte[0] : log, request.userName(), locale)) {
            case Backtests.Rejected(Problem problem) -> request.problem(problem);
            case Backtests.Accepted(BacktestView backtest) -> {
                if (Boolean.parseBoolean(record)) {
                    access.recordBacktest(request, backtest.id());
                }
                yield request.respond(
                        Response.accepted(backtest)
                                .type(MediaType.APPLICATION_JSON_TYPE)
                                .location(URI.create("/api/v1/backtests/" + backtest.id())),
                        locale);
            }
        };
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "backtests", summary = "The backtests that are held, the latest first")
    @APIResponse(
            responseCode = "200",
            description = "The backtests",
            content = @Content(schema = @Schema(implementation = BacktestView[].class)))
    public Response backtests(@BeanParam RequestContext request) {
        return backtests.isUnsatisfied()
                ? unsupported(request)
                : request.ok(backtests.get().all(request.locale()));
    }

    @GET
    @Path("/{id}")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "backtest", summary = "How far a backtest is")
    @APIResponse(
            responseCode = "200",
            description = "The backtest",
            content = @Content(schema = @Schema(implementation = BacktestView.class)))
    @APIResponse(
            responseCode = "404",
            description = "There is no such backtest",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(implementation = ProblemView.class)))
    public Response backtest(@PathParam("id") String id, @BeanParam RequestContext request) {
        return of(
                id,
                request,
                (all, backtest) -> all.find(backtest, request.locale()).map(request::ok));
    }

    @GET
    @Path("/{id}/result")
    @Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_HTML})
    @Operation(
            operationId = "backtestResult",
            summary = "What a backtest found",
            description =
                    "As JSON, with an object for each cut, as `./tenure backtest --json` prints it; or as one page"
                            + " with plots that needs no network, in the language of Accept-Language.")
    @APIResponse(
            responseCode = "200",
            description = "The result",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(type = SchemaType.ARRAY, implementation = Object.class)),
                @Content(mediaType = MediaType.TEXT_HTML, schema = @Schema(type = SchemaType.STRING))
            })
    @APIResponse(
            responseCode = "404",
            description = "There is no such backtest",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(implementation = ProblemView.class)))
    @APIResponse(
            responseCode = "409",
            description = "It waits, runs, or failed",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(implementation = ProblemView.class)))
    public Response result(@PathParam("id") String id, @BeanParam RequestContext request) {
        String type = request.responseType(MediaType.TEXT_HTML);
        return of(
                id,
                request,
                (all, backtest) -> all.result(backtest, type.equals(MediaType.TEXT_HTML), request.locale())
                        .map(result -> switch (result) {
                            case Backtests.Finished(byte[] content) ->
                                request.respond(
                                        Response.ok(
                                                content, MediaType.valueOf(type).withCharset("UTF-8")),
                                        request.locale());
                            case Backtests.Unfinished(BacktestView view) -> request.problem(unfinished(view));
                        }));
    }

    @DELETE
    @Path("/{id}")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "deleteBacktest", summary = "Stop and forget a backtest")
    @APIResponse(
            responseCode = "200",
            description = "The backtest as it was",
            content = @Content(schema = @Schema(implementation = BacktestView.class)))
    @APIResponse(
            responseCode = "404",
            description = "There is no such backtest",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(implementation = ProblemView.class)))
    public Response delete(@PathParam("id") String id, @BeanParam RequestContext request) {
        return of(
                id,
                request,
                (all, backtest) -> all.delete(backtest, request.locale()).map(request::ok));
    }

    private Response of(String id, RequestContext request, BiFunction<Backtests, UUID, Optional<Response>> answer) {
        if (backtests.isUnsatisfied()) {
            return unsupported(request);
        }
        UUID backtest = RequestContext.parseUuid(id);
        Optional<Response> response = backtest == null ? Optional.empty() : answer.apply(backtests.get(), backtest);
        return response.orElseGet(() -> request.problem(Problem.of(
                404,
                "no-such-backtest",
                Message.of("http.not-found.title"),
                Message.of("api.no-such-backtest.detail"))));
    }

    private static Problem unfinished(BacktestView backtest) {
        return Problem.of(
                409,
                "backtest-unfinished",
                Message.of("api.backtest-unfinished.title"),
                backtest.failure() == null
                        ? Message.of(
                                "api.backtest-unfinished.detail",
                                "decided",
                                backtest.decided(),
                                "decisions",
                                backtest.decisions())
                        : Message.of("api.backtest-unfinished.failed", "failure", backtest.failure()));
    }

    private static Response unsupported(RequestContext request) {
        return request.problem(RejectionProblem.unsupportedInNative(Message.of("api.unsupported-in-native.models")));
    }
}
