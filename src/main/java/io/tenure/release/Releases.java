package io.tenure.release;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.inject.Singleton;
import java.util.List;

/// The rows of table `release`.
@Singleton
class Releases implements PanacheRepositoryBase<ReleaseEntity, Integer> {
    /// All of them, the latest first.
    List<ReleaseEntity> latestFirst() {
        return listAll(Sort.descending("number"));
    }

    /// The number that the next release gets. The releases must be locked.
    int nextNumber() {
        return find("order by number desc")
                        .firstResultOptional()
                        .map(r -> r.number)
                        .orElse(0)
                + 1;
    }
}
