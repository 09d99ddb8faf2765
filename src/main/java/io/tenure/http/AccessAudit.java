package io.tenure.http;

import io.tenure.record.StoredDecision;
import io.tenure.storage.Audit;
import jakarta.inject.Singleton;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Audits who reads a customer's stored data, before they see it.
@Singleton
public final class AccessAudit {
    private final Audit audit;

    AccessAudit(Audit audit) {
        this.audit = audit;
    }

    /// @param operation `decision-read` or `decision-replay`
    public void recordDecisionAccess(RequestContext request, String operation, StoredDecision decision) {
        audit.logSuccess(
                request.userName(),
                operation,
                subject(decision.customerNumber(), decision.id()),
                "decision " + decision.id());
    }

    /// @param operation `timeline-read`
    /// @param customer the customer's number in the record
    public void recordCustomerAccess(RequestContext request, String operation, long customer) {
        audit.logSuccess(request.userName(), operation, customerSubject(customer), "");
    }

    /// Audits an attempt that was rejected.
    ///
    /// @param customer the customer's number in the record; null if nothing is stored about them
    public void recordRejection(String userName, String operation, @Nullable Long customer, String reason) {
        audit.logRejection(userName, operation, customer == null ? "customer" : customerSubject(customer), reason);
    }

    /// Audits an attempt on a decision that was rejected with a problem.
    public void recordRejection(RequestContext request, String operation, UUID decision, Problem problem) {
        audit.logRejection(
                request.userName(),
                operation,
                "decision:" + decision,
                problem.title().en());
    }

    static String customerSubject(long number) {
        return "customer:" + number;
    }

    private static String subject(@Nullable Long customer, UUID decision) {
        return customer == null ? "decision:" + decision : customerSubject(customer);
    }
}
