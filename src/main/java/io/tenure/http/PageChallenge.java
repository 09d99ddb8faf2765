package io.tenure.http;

import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;

/// Asks for credentials on the pages under `/q` with a problem; Quarkus would send no body.
///
/// It authenticates nobody: a challenge is only ever sent by a mechanism.
@Singleton
final class PageChallenge implements HttpAuthenticationMechanism {
    /// The first mechanism that sends a challenge sends the only one.
    private static final int FIRST = DEFAULT_PRIORITY + 2_000;

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager identities) {
        return Uni.createFrom().nullItem();
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return Uni.createFrom().nullItem();
    }

    @Override
    public Uni<Boolean> sendChallenge(RoutingContext context) {
        ProblemRoutes.respondUnauthenticated(context);
        return Uni.createFrom().item(true);
    }

    @Override
    public int getPriority() {
        return FIRST;
    }
}
