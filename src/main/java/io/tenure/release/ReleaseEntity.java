package io.tenure.release;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/// One row of table `release`. What has been published is never changed.
@Entity
@Immutable
@Table(name = "release")
class ReleaseEntity {
    @Id
    int number;

    String hash;

    /// The bundle's files as a zip.
    byte[] bundle;

    String author;

    @Nullable
    String approver;

    @Column(name = "comment")
    String comment;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "active_from")
    Instant activeFrom;

    /// For Hibernate.
    protected ReleaseEntity() {
        this(0, "", new byte[0], "", "", Instant.EPOCH);
    }

    ReleaseEntity(int number, String hash, byte[] bundle, String author, String comment, Instant at) {
        this.number = number;
        this.hash = hash;
        this.bundle = bundle;
        this.author = author;
        this.comment = comment;
        this.createdAt = at;
        this.activeFrom = at;
    }
}
