package io.tenure.release;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Objects;
import org.hibernate.annotations.Generated;
import org.hibernate.annotations.OptimisticLock;
import org.jspecify.annotations.Nullable;

/// A draft, without its files.
@Entity
@Table(name = "draft")
class DraftEntity {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Nullable
    Integer id;

    int base;
    String author;
    String comment;

    @Generated(sql = "clock_timestamp()")
    @Nullable
    Instant createdAt;

    /// Set by every change, also of a file: that is what makes Hibernate count the version.
    Instant updatedAt;

    /// Counts the changes, from 1.
    @Version
    int version = 1;

    /// What it was published as. Publishing is no change of the draft.
    @OptimisticLock(excluded = true)
    @Nullable
    Integer release;

    /// For Hibernate, which fills the fields.
    @SuppressWarnings("NullAway.Init")
    protected DraftEntity() {}

    DraftEntity(int base, String author, String comment, Instant now) {
        this.base = base;
        this.author = author;
        this.comment = comment;
        this.updatedAt = now;
    }

    int id() {
        return Objects.requireNonNull(id);
    }
}
