package io.tenure.storage;

import io.quarkus.hibernate.orm.panache.PanacheRepository;
import jakarta.inject.Singleton;

/// Adds rows to the audit log.
@Singleton
class AuditEntries implements PanacheRepository<AuditEntryEntity> {}
