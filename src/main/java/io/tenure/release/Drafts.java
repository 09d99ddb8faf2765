package io.tenure.release;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;

/// The rows of table `draft`.
@Singleton
class Drafts implements PanacheRepositoryBase<DraftEntity, Integer> {
    /// All of them, the latest first.
    List<DraftEntity> latestFirst() {
        return listAll(Sort.descending("id"));
    }

    /// Those that aren't published, the latest first.
    List<DraftEntity> open() {
        return list("release is null", Sort.descending("id"));
    }

    /// A draft that nobody else can change or publish until the end of the transaction.
    Optional<DraftEntity> lock(int id) {
        return findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE);
    }
}
