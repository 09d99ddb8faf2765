package io.tenure.release;

import io.quarkus.hibernate.orm.panache.PanacheRepository;
import jakarta.inject.Singleton;
import java.util.List;

/// The rows of table `impact_run`.
@Singleton
class ImpactRuns implements PanacheRepository<ImpactRunEntity> {
    /// All runs of this version of a draft, the earliest first.
    List<ImpactRunEntity> of(Draft draft) {
        return list("draft = ?1 and version = ?2 order by id", draft.id(), draft.version());
    }

    /// All runs of this version of a draft against a release, the earliest first.
    List<ImpactRunEntity> of(Draft draft, int againstRelease) {
        return list(
                "draft = ?1 and version = ?2 and againstRelease = ?3 order by id",
                draft.id(),
                draft.version(),
                againstRelease);
    }
}
