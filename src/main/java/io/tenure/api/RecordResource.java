package io.tenure.api;

import io.tenure.http.Problem;
import io.tenure.http.ProblemView;
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

/// Administration of the record: erasure receipts and key rotation.
@Path("/api/v1")
@Tag(name = "Stored decisions")
@RolesAllowed(Roles.OPERATOR)
public class RecordResource {
    private static final int ACCEPTED = 202;

    private final Erasures erasures;
    private final KeyRotation keyRotation;

    RecordResource(Erasures erasures, KeyRotation keyRotation) {
        this.erasures = erasures;
        this.keyRotation = keyRotation;
    }

    @GET
    @Path("/erasures/{id}")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "erasure", summary = "The receipt of an erasure")
    @APIResponse(
            responseCode = "200",
            description = "The receipt",
            content = @Content(schema = @Schema(implementation = Erasures.Receipt.class)))
    @APIResponse(
            responseCode = "404",
            description = "There is no such receipt",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(implementation = ProblemView.class)))
    public Response erasure(@PathParam("id") String id, @BeanParam RequestContext request) {
        UUID receipt = RequestContext.parseUuid(id);
        Optional<Erasures.Receipt> found = receipt == null ? Optional.empty() : erasures.receipt(receipt);
        return found.map(r -> request.confidential(r, MediaType.APPLICATION_JSON))
                .orElseGet(() -> request.problem(Problem.noSuchReceipt()));
    }

    @POST
    @Path("/history/key-rotation")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "startKeyRotation",
            summary = "Encrypt all stored data with the current key",
            description = "In the background, in small batches. It can be interrupted at any time and started again.")
    @APIResponse(
            responseCode = "202",
            description = "It has started, or is already running",
            content = @Content(schema = @Schema(implementation = KeyRotation.Progress.class)))
    public Response startKeyRotation(@BeanParam RequestContext request) {
        keyRotation.start(request.userName());
        return request.confidential(
                Response.status(ACCEPTED).entity(keyRotation.progress()).type(MediaType.APPLICATION_JSON_TYPE),
                request.locale());
    }

    @GET
    @Path("/history/key-rotation")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "keyRotation", summary = "Progress of the key rotation: how many rows each key encrypts")
    @APIResponse(
            responseCode = "200",
            description = "Rows done and remaining",
            content = @Content(schema = @Schema(implementation = KeyRotation.Progress.class)))
    public Response keyRotation(@BeanParam RequestContext request) {
        return request.confidential(keyRotation.progress(), MediaType.APPLICATION_JSON);
    }
}
