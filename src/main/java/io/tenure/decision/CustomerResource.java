package io.tenure.decision;

import io.tenure.history.Erasures;
import io.tenure.history.Paths;
import io.tenure.release.ActiveRuleset;
import io.tenure.release.Rulesets;
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
    private final Paths paths;
    private final Erasures erasures;
    private final Deciding deciding;
    private final Rulesets kept;
    private final ActiveRuleset active;
    private final Access access;
    private final Clock clock;

    CustomerResource(
            Paths paths,
            Erasures erasures,
            Deciding deciding,
            Rulesets kept,
            ActiveRuleset active,
            Access access,
            Clock clock) {
        this.paths = paths;
        this.erasures = erasures;
        this.deciding = deciding;
        this.kept = kept;
        this.active = active;
        this.access = access;
        this.clock = clock;
    }

    @GET
    @Path("/lifecycle")
    @RolesAllowed(Roles.VIEWER)
    @Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_PLAIN, Inquiry.PICTURE})
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
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = CustomerPath.class)),
                @Content(mediaType = MediaType.TEXT_PLAIN, schema = @Schema(type = SchemaType.STRING)),
                @Content(mediaType = Inquiry.PICTURE, schema = @Schema(type = SchemaType.STRING))
            })
    @APIResponse(
            responseCode = "404",
            description = "Nothing is on record about this customer",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(ref = "Problem")))
    public Response lifecycle(@PathParam("id") String id, @BeanParam Inquiry inquiry) {
        Optional<Paths.Path> found = paths.of(id);
        if (found.isEmpty()) {
            access.refused(
                    inquiry.who(),
                    "lifecycle-read",
                    null,
                    Problem.noSuchCustomer().detail().en());
            return inquiry.problem(Problem.noSuchCustomer());
        }
        access.toCustomer(inquiry, "lifecycle-read", found.get().number());
        CustomerPath path = CustomerPath.of(
                id,
                found.get(),
                LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC),
                new CustomerPath.Telling(deciding, kept, active, inquiry.locale()));
        return switch (inquiry.form()) {
            case Inquiry.TEXT -> inquiry.answer(PathText.of(path, inquiry.locale()), Inquiry.TEXT);
            case Inquiry.PICTURE -> inquiry.answer(PathPicture.of(path, inquiry.locale()), Inquiry.PICTURE);
            default -> inquiry.answer(path, MediaType.APPLICATION_JSON);
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
    public Response erase(@PathParam("id") String id, @BeanParam Inquiry inquiry) {
        return erasures.erase(id, inquiry.who())
                .map(receipt -> inquiry.answer(receipt, MediaType.APPLICATION_JSON))
                .orElseGet(() -> {
                    access.refused(
                            inquiry.who(),
                            "erase",
                            null,
                            Problem.noSuchCustomer().detail().en());
                    return inquiry.problem(Problem.noSuchCustomer());
                });
    }
}
