package io.tenure.people;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A row of the table `api_token`.
@Entity
@Table(name = "api_token")
class ApiTokenEntity {
    static final String SEPARATOR = ",";

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Nullable
    Long id;

    String name;

    /// SHA-256 of the token.
    byte[] hash;

    String roles;
    String createdBy;
    Instant createdAt;
    Instant expiresAt;

    @Nullable
    Instant revokedAt;

    /// For Hibernate, which fills the fields.
    @SuppressWarnings("NullAway.Init")
    protected ApiTokenEntity() {}

    ApiTokenEntity(
            String name, byte[] hash, List<String> roles, String createdBy, Instant createdAt, Instant expiresAt) {
        this.name = name;
        this.hash = hash;
        this.roles = String.join(SEPARATOR, roles);
        this.createdBy = createdBy;
        this.createdAt = createdAt;
        this.expiresAt = expiresAt;
    }

    ApiToken toToken() {
        return new ApiToken(
                Objects.requireNonNull(id),
                name,
                List.of(roles.split(SEPARATOR)),
                createdBy,
                createdAt,
                expiresAt,
                revokedAt);
    }
}
