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

/// What an impact run found for a version of a draft. Stays when the draft is deleted.
@Entity
@Immutable
@Table(name = "impact_run")
class ImpactRunEntity {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Nullable
    Long id;

    int draft;
    int version;
    int againstRelease;
    String createdBy;

    @Generated(sql = "clock_timestamp()")
    @Nullable
    Instant createdAt;

    int customers;
    int levelChanges;

    /// For Hibernate, which fills the fields.
    @SuppressWarnings("NullAway.Init")
    protected ImpactRunEntity() {}

    ImpactRunEntity(int draft, int version, int againstRelease, String createdBy, int customers, int levelChanges) {
        this.draft = draft;
        this.version = version;
        this.againstRelease = againstRelease;
        this.createdBy = createdBy;
        this.customers = customers;
        this.levelChanges = levelChanges;
    }
}
