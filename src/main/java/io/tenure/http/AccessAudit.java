package io.tenure.http;

import io.tenure.record.StoredDecision;
import io.tenure.storage.Audit;
import jakarta.inject.Singleton;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Notes who looked at a customer's record, before they see it.
@Singleton
public final class AccessAudit {
    private final Audit audit;

    AccessAudit(Audit audit) {
        this.audit = audit;
    }

    /// @param what `decision-read`
    public void recordDecisionAccess(RequestContext inquiry, String what, StoredDecision recorded) {
        audit.logSuccess(
                inquiry.userName(), what, subject(recorded.customer(), recorded.id()), "decision " + recorded.id());
    }

    /// @param what `lifecycle-read`
    public void recordCustomerAccess(RequestContext inquiry, String what, long customer) {
        audit.logSuccess(inquiry.userName(), what, customerSubject(customer), "");
    }

    /// Notes an attempt that came to nothing.
    ///
    /// @param customer null where nothing is on record
    public void recordRejection(String who, String what, @Nullable Long customer, String why) {
        audit.logRejection(who, what, customer == null ? "customer" : customerSubject(customer), why);
    }

    public void recordRejection(RequestContext inquiry, String what, UUID decision, Problem problem) {
        audit.logRejection(
                inquiry.userName(),
                what,
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
