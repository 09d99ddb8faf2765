package io.tenure.record;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/// The receipt of an erasure. Only [DataRetentionJob] changes it, which removes the pseudonym.
@Entity
@Immutable
@Table(name = "erasure")
class ErasureEntity {
    @Id
    UUID id;

    byte @Nullable [] pseudonym;

    Instant erasedAt;
    String erasedBy;
    int decisions;
    int feedback;
    int contacts;
    int timelinePoints;

    /// For Hibernate, which fills the fields.
    @SuppressWarnings("NullAway.Init")
    protected ErasureEntity() {}

    ErasureEntity(
            UUID id,
            byte[] pseudonym,
            Instant erasedAt,
            String erasedBy,
            int decisions,
            int feedback,
            int contacts,
            int timelinePoints) {
        this.id = id;
        this.pseudonym = pseudonym;
        this.erasedAt = erasedAt;
        this.erasedBy = erasedBy;
        this.decisions = decisions;
        this.feedback = feedback;
        this.contacts = contacts;
        this.timelinePoints = timelinePoints;
    }
}
