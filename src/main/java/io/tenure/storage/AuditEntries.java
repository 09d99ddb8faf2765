package io.tenure.storage;

import io.quarkus.hibernate.orm.panache.PanacheRepository;
import jakarta.inject.Singleton;
import java.util.List;

/// The rows of the audit log.
@Singleton
class AuditEntries implements PanacheRepository<AuditEntryEntity> {
    /// The latest entries with a smaller id, the latest first.
    List<AuditEntryEntity> before(long id, int max) {
        return find("id < ?1 order by id desc", id).page(0, max).list();
    }
}
