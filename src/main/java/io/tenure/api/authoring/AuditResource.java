package io.tenure.api.authoring;

import io.tenure.http.Problem;
import io.tenure.http.RequestContext;
import io.tenure.http.Roles;
import io.tenure.input.InputFault;
import io.tenure.storage.Audit;
import io.tenure.text.Message;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// The audit trail: changes of rules, reads of customers' stored data, and rejected attempts.
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
            summary = "Every change of rules, every read of a customer's stored data, and every rejected attempt",
            description = "The latest first. For earlier entries, give the smallest id so far as `before`.")
    @APIResponse(
            responseCode = "200",
            description = "The entries",
            content = @Content(schema = @Schema(implementation = AuditView.class)))
    public Response audit(
            @QueryParam("limit") @DefaultValue("100") int limit,
            @QueryParam("before") @DefaultValue("9223372036854775807") long before,
            @BeanParam RequestContext request) {
        if (limit < 1 || limit > Audit.MAX_ENTRIES) {
            return request.problem(Problem.badInput(List.of(new InputFault(
                    "out-of-range",
                    "/limit",
                    limit,
                    Message.of("api.audit.limit.expected", "max", Audit.MAX_ENTRIES),
                    Message.of("api.audit.limit.message", "limit", limit, "max", Audit.MAX_ENTRIES)))));
        }
        return request.ok(AuditView.of(audit.latest(limit, before)));
    }
}
