package io.tenure.release;

import io.quarkus.hibernate.orm.panache.PanacheRepository;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.stream.Collectors;

/// The rows of table `activation_cancellation`.
@Singleton
class ActivationCancellations implements PanacheRepository<ActivationCancellationEntity> {
    /// Ids of all activations that were cancelled.
    Set<Long> cancelledIds() {
        return streamAll().map(c -> c.activation).collect(Collectors.toSet());
    }
}
