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

    /// @param operation `customers-read`
    /// @param after the number that the page of customers begins after
    public void recordBaseAccess(RequestContext request, String operation, long after) {
        audit.logSuccess(request.userName(), operation, "customers", "after " + after);
    }

    /// Audits that the customers on record are read for a backtest.
    public void recordBacktest(RequestContext request, UUID backtest) {
        audit.logSuccess(request.userName(), "customers-backtest", "customers", "backtest " + backtest);
    }

    /// Audits an attempt on a customer about whom nothing is stored.
    ///
    /// @param operation `timeline-read` or `decisions-read`
    public void recordUnknownCustomer(RequestContext request, String operation) {
        audit.logRejection(
                request.userName(),
                operation,
                "customer",
                Problem.noSuchCustomer().detail().en());
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
