package io.tenure.release;

import io.quarkus.hibernate.orm.panache.PanacheRepository;
import jakarta.inject.Singleton;
import java.util.Optional;

/// The rows of table `impact_run`.
@Singleton
class ImpactRuns implements PanacheRepository<ImpactRunEntity> {
    /// The share of customers, 0 to 1, whose retention level changes by the latest run of this version of a draft
    /// against a release; empty where there is no run that decided a customer.
    Optional<Double> levelChangeShare(Draft draft, int againstRelease) {
        return find(
                        "draft = ?1 and version = ?2 and againstRelease = ?3 and customers > 0 order by id desc",
                        draft.id(),
                        draft.version(),
                        againstRelease)
                .firstResultOptional()
                .map(run -> (double) run.levelChanges / run.customers);
    }
}
