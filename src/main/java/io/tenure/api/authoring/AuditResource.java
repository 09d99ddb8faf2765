package io.tenure.api.authoring;

import io.tenure.http.Problem;
import io.tenure.http.RequestContext;
import io.tenure.http.Roles;
import io.tenure.input.InputFault;
import io.tenure.storage.Audit;
import io.tenure.storage.AuditChain;
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
import java.util.Locale;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// The audit trail: changes of rules, reads of customers' stored data, and rejected attempts.
@Path("/api/v1/audit")
@Tag(name = "Changing rules")
@RolesAllowed({Roles.OPERATOR, Roles.APPROVER})
public class AuditResource {
    private static final Pattern HASH = Pattern.compile("[0-9a-fA-F]{64}");

    private final Audit audit;
    private final AuditChain chain;

    AuditResource(Audit audit, AuditChain chain) {
        this.audit = audit;
        this.chain = chain;
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

    @GET
    @Path("/verification")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "verifyAudit",
            summary = "Whether the audit log is as it was written",
            description = "Each entry's hash covers the entry and the hash before it; all are computed anew. The first"
                    + " entry that was changed, removed or slipped in is named.")
    @APIResponse(
            responseCode = "200",
            description = "What was found",
            content = @Content(schema = @Schema(implementation = AuditVerificationView.class)))
    public Response verify(
            @QueryParam("head")
                    @Parameter(description = "A head of an earlier verification, which the log must still contain")
                    @Nullable
                    String head,
            @BeanParam RequestContext request) {
        if (head != null && !HASH.matcher(head).matches()) {
            return request.problem(Problem.badInput(List.of(new InputFault(
                    "malformed",
                    "/head",
                    head,
                    Message.of("api.audit.head.expected"),
                    Message.of("api.audit.head.message", "head", head)))));
        }
        String digits = head == null ? null : head.toLowerCase(Locale.ROOT);
        return request.ok(AuditVerificationView.of(chain.verify(digits), digits, request.locale()));
    }
}
