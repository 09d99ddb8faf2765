package io.tenure.api;

import io.tenure.decision.CustomerTimeline;
import io.tenure.http.AccessAudit;
import io.tenure.http.Problem;
import io.tenure.http.ProblemView;
import io.tenure.http.RequestContext;
import io.tenure.http.Roles;
import io.tenure.input.CustomerIds;
import io.tenure.input.InputFault;
import io.tenure.record.Erasures;
import io.tenure.record.Timelines;
import io.tenure.text.Message;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// The stored history of one customer.
@Path("/api/v1/customers/{customerId}")
@Tag(name = "Stored decisions")
public class CustomerResource {
    private static final int MAX_DECISIONS = 1_000;

    private final Timelines timelines;
    private final TimelineAccess timelineAccess;
    private final Erasures erasures;
    private final AccessAudit access;

    CustomerResource(Timelines timelines, TimelineAccess timelineAccess, Erasures erasures, AccessAudit access) {
        this.timelines = timelines;
        this.timelineAccess = timelineAccess;
        this.erasures = erasures;
        this.access = access;
    }

    @GET
    @Path("/timeline")
    @RolesAllowed(Roles.VIEWER)
    @Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_PLAIN, RequestContext.SVG})
    @Operation(
            operationId = "timeline",
            summary = "The stages a customer went through, and why",
            description =
                    "The stages with their days, each decided day with the rows that decided its stage, contacts and"
                            + " feedback; as JSON, text or SVG. Reading it is audited.")
    @APIResponse(
            responseCode = "200",
            description = "The timeline",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = CustomerTimeline.class)),
                @Content(mediaType = MediaType.TEXT_PLAIN, schema = @Schema(type = SchemaType.STRING)),
                @Content(mediaType = RequestContext.SVG, schema = @Schema(type = SchemaType.STRING))
            })
    @APIResponse(
            responseCode = "404",
            description = "Nothing is stored about this customer",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(implementation = ProblemView.class)))
    public Response timeline(@PathParam(CustomerIds.NAME) String id, @BeanParam RequestContext request) {
        if (!CustomerIds.isValid(id)) {
            return invalidId(request, id);
        }
        Optional<CustomerTimeline> found = timelineAccess.read(id, request);
        if (found.isEmpty()) {
            return request.problem(Problem.noSuchCustomer());
        }
        CustomerTimeline timeline = found.get();
        return switch (request.responseType(RequestContext.TEXT, RequestContext.SVG)) {
            case RequestContext.TEXT ->
                request.confidential(TimelineText.of(timeline, request.locale()), RequestContext.TEXT);
            case RequestContext.SVG ->
                request.confidential(TimelineSvg.of(timeline, request.locale()), RequestContext.SVG);
            default -> request.confidential(timeline, MediaType.APPLICATION_JSON);
        };
    }

    @GET
    @Path("/decisions")
    @RolesAllowed(Roles.VIEWER)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "customerDecisions",
            summary = "The newest decisions about a customer",
            description = "In short, newest first; /api/v1/decisions/{id} has each whole. Reading it is audited.")
    @APIResponse(
            responseCode = "200",
            description = "The decisions",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = CustomerDecisionsView.class)))
    @APIResponse(
            responseCode = "404",
            description = "Nothing is stored about this customer",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(implementation = ProblemView.class)))
    public Response decisions(
            @PathParam(CustomerIds.NAME) String id,
            @QueryParam("limit") @DefaultValue("100") @Parameter(description = "Most decisions, 1 to 1000") int limit,
            @BeanParam RequestContext request) {
        if (!CustomerIds.isValid(id)) {
            return invalidId(request, id);
        }
        if (limit < 1 || limit > MAX_DECISIONS) {
            return request.problem(Problem.badInput(List.of(new InputFault(
                    "invalid-value",
                    "/limit",
                    limit,
                    Message.of("api.audit.limit.expected", "max", MAX_DECISIONS),
                    Message.of("api.audit.limit.message", "limit", limit, "max", MAX_DECISIONS)))));
        }
        Optional<Timelines.StoredDecisions> found = timelines.decisions(id, limit);
        if (found.isEmpty()) {
            access.recordUnknownCustomer(request, "decisions-read");
            return request.problem(Problem.noSuchCustomer());
        }
        access.recordCustomerAccess(request, "decisions-read", found.get().customerNumber());
        return request.confidential(CustomerDecisionsView.of(found.get().decisions()), MediaType.APPLICATION_JSON);
    }

    @DELETE
    @RolesAllowed(Roles.OPERATOR)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "eraseCustomer",
            summary = "Erase a customer",
            description = "Deletes the customer's facts, timeline, contacts and id for good. Decisions stay for the"
                    + " statistics, without the customer. The response is the receipt, also of a customer of whom"
                    + " nothing is stored: decisions that still wait to be stored are then stored without the"
                    + " customer.")
    @APIResponse(
            responseCode = "200",
            description = "The receipt",
            content = @Content(schema = @Schema(implementation = Erasures.Receipt.class)))
    public Response erase(@PathParam(CustomerIds.NAME) String id, @BeanParam RequestContext request) {
        if (!CustomerIds.isValid(id)) {
            return invalidId(request, id);
        }
        return request.confidential(erasures.erase(id, request.userName()), MediaType.APPLICATION_JSON);
    }

    private static Response invalidId(RequestContext request, String id) {
        return request.problem(Problem.badInput(List.of(CustomerIds.fault("/" + CustomerIds.NAME, id))));
    }
}
