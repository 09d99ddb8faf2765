package io.tenure.release;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;

/// The cancellation of an activation before its moment. The database rejects changes.
@Entity
@Immutable
@Table(name = "activation_cancellation")
class ActivationCancellationEntity {
    /// Id of the activation.
    @Id
    long activation;

    String createdBy;

    Instant createdAt;

    /// For Hibernate, which fills the fields.
    @SuppressWarnings("NullAway.Init")
    protected ActivationCancellationEntity() {}

    ActivationCancellationEntity(long activation, String createdBy, Instant createdAt) {
        this.activation = activation;
        this.createdBy = createdBy;
        this.createdAt = createdAt;
    }
}
