package io.tenure.api;

import io.tenure.decision.CustomerTimeline;
import io.tenure.decision.DecisionService;
import io.tenure.http.AccessAudit;
import io.tenure.http.Problem;
import io.tenure.http.RequestContext;
import io.tenure.http.Roles;
import io.tenure.record.Erasures;
import io.tenure.record.Timelines;
import io.tenure.release.ActiveRuleset;
import io.tenure.release.CompiledRulesetCache;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// What is on record about one customer.
@Path("/api/v1/customers/{id}")
@Tag(name = "Record")
public class CustomerResource {
    private final Timelines timelines;
    private final Erasures erasures;
    private final DecisionService decisionService;
    private final CompiledRulesetCache rulesetCache;
    private final ActiveRuleset active;
    private final AccessAudit access;
    private final Clock clock;

    CustomerResource(
            Timelines paths,
            Erasures erasures,
            DecisionService deciding,
            CompiledRulesetCache kept,
            ActiveRuleset active,
            AccessAudit access,
            Clock clock) {
        this.timelines = paths;
        this.erasures = erasures;
        this.decisionService = deciding;
        this.rulesetCache = kept;
        this.active = active;
        this.access = access;
        this.clock = clock;
    }

    @GET
    @Path("/lifecycle")
    @RolesAllowed(Roles.VIEWER)
    @Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_PLAIN, RequestContext.SVG})
    @Operation(
            operationId = "lifecycle",
            summary = "A customer's way through the stages, and why",
            description =
                    "Stages with their days, every decided day with the rows that decided its stage, and contacts and"
                            + " outcomes on the way; as JSON, text, or a picture. Who looks is noted in the audit.")
    @APIResponse(
            responseCode = "200",
            description = "The path",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = CustomerTimeline.class)),
                @Content(mediaType = MediaType.TEXT_PLAIN, schema = @Schema(type = SchemaType.STRING)),
                @Content(mediaType = RequestContext.SVG, schema = @Schema(type = SchemaType.STRING))
            })
    @APIResponse(
            responseCode = "404",
            description = "Nothing is on record about this customer",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(ref = "Problem")))
    public Response timeline(@PathParam("id") String id, @BeanParam RequestContext inquiry) {
        Optional<Timelines.StoredTimeline> found = timelines.of(id);
        if (found.isEmpty()) {
            access.recordRejection(
                    inquiry.userName(),
                    "lifecycle-read",
                    null,
                    Problem.noSuchCustomer().detail().en());
            return inquiry.problem(Problem.noSuchCustomer());
        }
        access.recordCustomerAccess(inquiry, "lifecycle-read", found.get().customerNumber());
        CustomerTimeline path = CustomerTimeline.of(
                id,
                found.get(),
                LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC),
                new CustomerTimeline.ReasonTranslation(decisionService, rulesetCache, active, inquiry.locale()));
        return switch (inquiry.responseType()) {
            case RequestContext.TEXT -> inquiry.respond(TimelineText.of(path, inquiry.locale()), RequestContext.TEXT);
            case RequestContext.SVG -> inquiry.respond(TimelineSvg.of(path, inquiry.locale()), RequestContext.SVG);
            default -> inquiry.respond(path, MediaType.APPLICATION_JSON);
        };
    }

    @DELETE
    @RolesAllowed(Roles.OPERATOR)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "eraseCustomer",
            summary = "Erase a customer",
            description =
                    "Takes the customer's facts, path, contacts and id out of the record for good. What was decided"
                            + " stays for the counts, tied to nobody. The answer is the receipt.")
    @APIResponse(
            responseCode = "200",
            description = "The receipt",
            content = @Content(schema = @Schema(implementation = Erasures.Receipt.class)))
    @APIResponse(
            responseCode = "404",
            description = "Nothing is on record about this customer",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(ref = "Problem")))
    public Response erase(@PathParam("id") String id, @BeanParam RequestContext inquiry) {
        return erasures.erase(id, inquiry.userName())
                .map(receipt -> inquiry.respond(receipt, MediaType.APPLICATION_JSON))
                .orElseGet(() -> {
                    access.recordRejection(
                            inquiry.userName(),
                            "erase",
                            null,
                            Problem.noSuchCustomer().detail().en());
                    return inquiry.problem(Problem.noSuchCustomer());
                });
    }
}
