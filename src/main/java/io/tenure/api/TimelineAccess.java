package io.tenure.api;

import io.tenure.decision.CustomerTimeline;
import io.tenure.decision.StoredDecisions;
import io.tenure.http.AccessAudit;
import io.tenure.http.RequestContext;
import io.tenure.input.CustomerIds;
import io.tenure.record.Timelines;
import io.tenure.release.ActiveRuleset;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/// Reads timelines for people. Each access is audited.
@Singleton
public final class TimelineAccess {
    private static final String OPERATION = "timeline-read";

    private final Timelines timelines;
    private final StoredDecisions storedDecisions;
    private final ActiveRuleset active;
    private final AccessAudit access;
    private final Clock clock;

    TimelineAccess(
            Timelines timelines,
            StoredDecisions storedDecisions,
            ActiveRuleset active,
            AccessAudit access,
            Clock clock) {
        this.timelines = timelines;
        this.storedDecisions = storedDecisions;
        this.active = active;
        this.access = access;
        this.clock = clock;
    }

    /// The timeline in the language of the request; empty if nothing is stored about the customer.
    public Optional<CustomerTimeline> read(String customerId, RequestContext request) {
        Optional<Timelines.StoredTimeline> found =
                CustomerIds.isValid(customerId) ? timelines.of(customerId) : Optional.empty();
        if (found.isEmpty()) {
            access.recordUnknownCustomer(request, OPERATION);
            return Optional.empty();
        }
        access.recordCustomerAccess(request, OPERATION, found.get().customerNumber());
        return Optional.of(CustomerTimeline.of(
                customerId,
                found.get(),
                LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC),
                new CustomerTimeline.ReasonTranslation(storedDecisions, active, request.locale())));
    }
}
