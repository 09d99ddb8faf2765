package io.tenure.api;

import io.tenure.http.AccessAudit;
import io.tenure.http.Problem;
import io.tenure.http.RequestContext;
import io.tenure.http.Roles;
import io.tenure.record.DecisionLog;
import io.tenure.record.DecisionPayload;
import io.tenure.record.StoredDecision;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;

/// Reads stored decisions for those who may: a viewer every one, a caller those that the same account requested. Each
/// access is audited.
@Singleton
public final class StoredDecisionAccess {
    private final DecisionLog log;
    private final AccessAudit access;

    StoredDecisionAccess(DecisionLog log, AccessAudit access) {
        this.log = log;
        this.access = access;
    }

    /// Answers with a stored decision that the caller may read, or with why not.
    ///
    /// @param text the decision's id
    /// @param operation as the audit log names it
    public Response withPayload(
            String text,
            String operation,
            RequestContext request,
            BiFunction<StoredDecision, DecisionPayload, Response> response) {
        UUID id = RequestContext.parseUuid(text);
        Optional<StoredDecision> found = id == null ? Optional.empty() : log.find(id);
        if (found.isEmpty()) {
            return request.problem(Problem.noSuchDecision());
        }
        StoredDecision decision = found.get();
        DecisionPayload payload = decision.payload();
        if (payload == null) {
            access.recordRejection(request, operation, decision.id(), Problem.customerErased());
            return request.problem(Problem.customerErased());
        }
        if (!request.hasRole(Roles.VIEWER) && !payload.caller().equals(request.userName())) {
            access.recordRejection(request, operation, decision.id(), Problem.noSuchDecision());
            return request.problem(Problem.noSuchDecision());
        }
        access.recordDecisionAccess(request, operation, decision);
        return response.apply(decision, payload);
    }
}
