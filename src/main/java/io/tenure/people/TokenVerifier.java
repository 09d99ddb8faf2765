package io.tenure.people;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.smallrye.mutiny.Uni;
import io.tenure.http.ClientAddress;
import io.tenure.storage.Database;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// Verifies API tokens by their hash, in a cache and otherwise in the database. Tokens can't be guessed, so nothing is
/// throttled.
@Singleton
final class TokenVerifier implements IdentityProvider<ApiTokenRequest> {
    private static final int MAX_ENTRIES = 10_000;

    /// How long another instance's revocation may go unnoticed.
    private static final Duration LIFETIME = Duration.ofSeconds(30);

    private record Known(SecurityIdentity identity, Instant expiresAt) {}

    private final Database database;
    private final SignInAudit audit;
    private final MeterRegistry registry;
    private final Clock clock;
    private final Cache<ByteBuffer, Known> known = Caffeine.newBuilder()
            .maximumSize(MAX_ENTRIES)
            .expireAfterWrite(LIFETIME)
            .build();

    TokenVerifier(Database database, SignInAudit audit, MeterRegistry registry, Clock clock) {
        this.database = database;
        this.audit = audit;
        this.registry = registry;
        this.clock = clock;
    }

    @Override
    public Class<ApiTokenRequest> getRequestType() {
        return ApiTokenRequest.class;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(ApiTokenRequest request, AuthenticationRequestContext context) {
        ByteBuffer hash = ByteBuffer.wrap(Secrets.hash(request.token()));
        Known remembered = known.getIfPresent(hash);
        if (remembered != null && remembered.expiresAt.isAfter(clock.instant())) {
            return Uni.createFrom().item(remembered.identity);
        }
        String address = ClientAddress.of(HttpSecurityUtils.getRoutingContextAttribute(request));
        return context.runBlocking(() -> {
            Optional<Known> found = find(hash);
            if (found.isEmpty()) {
                registry.counter("tenure.signin.failures").increment();
                audit.failed("API token", address);
                throw new AuthenticationFailedException("not a valid API token");
            }
            known.put(hash, found.get());
            return found.get().identity;
        });
    }

    void forgetAll() {
        known.invalidateAll();
    }

    private Optional<Known> find(ByteBuffer hash) {
        return database.first(
                r -> new Known(
                        QuarkusSecurityIdentity.builder()
                                .setPrincipal(new QuarkusPrincipal(r.getString(1)))
                                .addRoles(Set.of(r.getString(2).split(ApiTokenEntity.SEPARATOR)))
                                .build(),
                        Database.instant(r, 3)),
                "select name, roles, expires_at from api_token"
                        + " where hash = ? and revoked_at is null and expires_at > ?",
                hash.array(),
                clock.instant());
    }
}
