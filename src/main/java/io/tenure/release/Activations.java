package io.tenure.release;

import io.quarkus.hibernate.orm.panache.PanacheRepository;
import io.quarkus.panache.common.Sort;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;

/// The rows of table `activation`.
@Singleton
class Activations implements PanacheRepository<ActivationEntity> {
    /// All of them, the latest moment first.
    List<ActivationEntity> latestFirst() {
        return listAll(Sort.descending("activeFrom", "id"));
    }

    /// The activations of a release that are still to come and not cancelled.
    List<ActivationEntity> pending(int release, Instant now) {
        return list(
                "release = ?1 and activeFrom > ?2 and id not in (select c.activation from ActivationCancellationEntity c)",
                release,
                now);
    }
}
