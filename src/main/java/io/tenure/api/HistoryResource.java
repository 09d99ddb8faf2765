package io.tenure.api;

import io.tenure.http.Problem;
import io.tenure.http.RequestContext;
import io.tenure.http.Roles;
import io.tenure.record.Erasures;
import io.tenure.record.KeyRotation;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Keeps the record in order: receipts of erasure, and the keys that seal it.
@Path("/api/v1")
@Tag(name = "Record")
@RolesAllowed(Roles.OPERATOR)
public class HistoryResource {
    private static final int ACCEPTED = 202;

    private final Erasures erasures;
    private final KeyRotation keyRotation;

    HistoryResource(Erasures erasures, KeyRotation resealing) {
        this.erasures = erasures;
        this.keyRotation = resealing;
    }

    @GET
    @Path("/erasures/{receipt}")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "erasure", summary = "The receipt of an erasure")
    @APIResponse(
            responseCode = "200",
            description = "The receipt",
            content = @Content(schema = @Schema(implementation = Erasures.Receipt.class)))
    @APIResponse(
            responseCode = "404",
            description = "There is no such receipt",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(ref = "Problem")))
    public Response erasure(@PathParam("receipt") String receipt, @BeanParam RequestContext inquiry) {
        UUID id = RequestContext.parseUuid(receipt);
        Optional<Erasures.Receipt> found = id == null ? Optional.empty() : erasures.receipt(id);
        return found.map(r -> inquiry.respond(r, MediaType.APPLICATION_JSON))
                .orElseGet(() -> inquiry.problem(Problem.noSuchReceipt()));
    }

    @POST
    @Path("/history/reseal")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "reseal",
            summary = "Seal everything under the current key",
            description = "In the background, in small batches. It may be stopped at any moment, and started again.")
    @APIResponse(
            responseCode = "202",
            description = "It has begun, or runs already",
            content = @Content(schema = @Schema(implementation = KeyRotation.Progress.class)))
    public Response startKeyRotation(@BeanParam RequestContext inquiry) {
        keyRotation.start(inquiry.userName());
        return inquiry.respond(
                Response.status(ACCEPTED).entity(keyRotation.progress()).type(MediaType.APPLICATION_JSON_TYPE),
                inquiry.locale());
    }

    @GET
    @Path("/history/reseal")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "resealing", summary = "How many rows each key seals")
    @APIResponse(
            responseCode = "200",
            description = "What is done, and what is left",
            content = @Content(schema = @Schema(implementation = KeyRotation.Progress.class)))
    public Response keyRotation(@BeanParam RequestContext inquiry) {
        return inquiry.respond(keyRotation.progress(), MediaType.APPLICATION_JSON);
    }
}
