package io.tenure.storage;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Generated;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/// A row of the audit log. The database sets its number and time, and rejects changes.
@Entity
@Immutable
@Table(name = "audit")
class AuditEntryEntity {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Nullable
    Long id;

    @Generated(sql = "clock_timestamp()")
    @Nullable
    Instant at;

    String actor;
    String operation;
    String subject;
    boolean succeeded;
    String detail;

    /// For Hibernate, which fills the fields.
    @SuppressWarnings("NullAway.Init")
    protected AuditEntryEntity() {}

    AuditEntryEntity(String actor, String operation, String subject, boolean succeeded, String detail) {
        this.actor = storable(actor);
        this.operation = operation;
        this.subject = storable(subject);
        this.succeeded = succeeded;
        this.detail = storable(detail);
    }

    /// An attempt is logged whatever it sent; the database can't hold U+0000.
    private static String storable(String text) {
        return text.replace('\0', '\uFFFD');
    }
}
