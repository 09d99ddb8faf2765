package io.tenure.api;

import io.tenure.http.Roles;
import io.tenure.storage.Audit;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Who changed what, who looked at a customer's record, and who tried to.
@Path("/api/v1/audit")
@Tag(name = "Changing rules")
@RolesAllowed({Roles.OPERATOR, Roles.APPROVER})
public class AuditResource {
    private final Audit audit;

    AuditResource(Audit audit) {
        this.audit = audit;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "audit",
            summary =
                    "Every change of the rules, every look at a customer's record, and every attempt that was refused",
            description = "The latest first; earlier ones by before, the smallest id seen.")
    @APIResponse(
            responseCode = "200",
            description = "The entries",
            content = @Content(schema = @Schema(implementation = Views.AuditView.class)))
    public Response audit(
            @QueryParam("limit") @DefaultValue("100") int limit,
            @QueryParam("before") @DefaultValue("9223372036854775807") long before,
            @BeanParam AuthoringContext asker) {
        return asker.ok(new Views.AuditView(audit.latest(limit, before).stream()
                .map(e -> new Views.AuditEntryView(
                        e.id(), e.at(), e.actor(), e.operation(), e.subject(), e.succeeded(), e.detail()))
                .toList()));
    }
}
