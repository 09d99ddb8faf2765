package io.tenure.release;

import jakarta.persistence.Basic;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/// A published bundle. The database rejects changes.
@Entity
@Immutable
@Table(name = "release")
class ReleaseEntity {
    @Id
    int number;

    String hash;

    /// The zip of its files. Read when asked for, so that lists of releases don't load it.
    @Basic(fetch = FetchType.LAZY)
    byte[] bundle;

    String author;

    @Nullable
    String approver;

    String comment;

    Instant createdAt;

    /// Names of the indicators of the retention score, in the order in which decisions record their points.
    String[] retentionIndicators;

    /// Names of the outcomes of its own, in the order in which decisions record their codes.
    String[] outcomes;

    /// For Hibernate, which fills the fields.
    @SuppressWarnings("NullAway.Init")
    protected ReleaseEntity() {}

    ReleaseEntity(
            int number,
            String hash,
            byte[] bundle,
            String author,
            @Nullable String approver,
            String comment,
            Instant createdAt,
            List<String> retentionIndicators,
            List<String> outcomes) {
        this.number = number;
        this.hash = hash;
        this.bundle = bundle;
        this.author = author;
        this.approver = approver;
        this.comment = comment;
        this.createdAt = createdAt;
        this.retentionIndicators = retentionIndicators.toArray(String[]::new);
        this.outcomes = outcomes.toArray(String[]::new);
    }
}
