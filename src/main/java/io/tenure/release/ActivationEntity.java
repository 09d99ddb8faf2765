package io.tenure.release;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Generated;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/// A moment from which a release is active. The database rejects changes.
@Entity
@Immutable
@Table(name = "activation")
class ActivationEntity {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Nullable
    Long id;

    int release;
    Instant activeFrom;
    String createdBy;

    @Generated(sql = "clock_timestamp()")
    @Nullable
    Instant createdAt;

    /// For Hibernate, which fills the fields.
    @SuppressWarnings("NullAway.Init")
    protected ActivationEntity() {}

    ActivationEntity(int release, Instant activeFrom, String createdBy) {
        this.release = release;
        this.activeFrom = activeFrom;
        this.createdBy = createdBy;
    }
}
