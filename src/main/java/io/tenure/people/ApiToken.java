package io.tenure.people;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A token by which a program signs in. The token itself is known only to who created it.
///
/// @param id number by which it is revoked
/// @param name of the program; stands in the audit log and as the caller of its decisions
/// @param roles names of [io.tenure.http.Roles], at least one
/// @param expiresAt from this moment on it is invalid
/// @param revokedAt null while it may be used
public record ApiToken(
        long id,
        String name,
        List<String> roles,
        String createdBy,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Instant revokedAt) {
    public ApiToken {
        roles = List.copyOf(roles);
    }
}
