package io.tenure.decision;

import io.tenure.history.Recorded;
import io.tenure.storage.Audit;
import jakarta.inject.Singleton;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Notes who looked at a customer's record, before they see it.
@Singleton
final class Access {
    private final Audit audit;

    Access(Audit audit) {
        this.audit = audit;
    }

    /// @param what `decision-read`
    void toDecision(Inquiry inquiry, String what, Recorded recorded) {
        audit.done(inquiry.who(), what, subject(recorded.customer(), recorded.id()), "decision " + recorded.id());
    }

    /// @param what `lifecycle-read`
    void toCustomer(Inquiry inquiry, String what, long customer) {
        audit.done(inquiry.who(), what, customer(customer), "");
    }

    /// Notes an attempt that came to nothing.
    ///
    /// @param customer null where nothing is on record
    void refused(String who, String what, @Nullable Long customer, String why) {
        audit.refused(who, what, customer == null ? "customer" : customer(customer), why);
    }

    void refused(Inquiry inquiry, String what, UUID decision, Problem problem) {
        audit.refused(
                inquiry.who(), what, "decision:" + decision, problem.title().en());
    }

    static String customer(long number) {
        return "customer:" + number;
    }

    private static String subject(@Nullable Long customer, UUID decision) {
        return customer == null ? "decision:" + decision : customer(customer);
    }
}
