package io.tenure.people;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Set;

/// Verifies sessions in the database at each request, so that signing out and disabling an account count at once on
/// every instance.
@Singleton
final class SessionVerifier implements IdentityProvider<SessionRequest> {
    private final Sessions sessions;

    SessionVerifier(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public Class<SessionRequest> getRequestType() {
        return SessionRequest.class;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(SessionRequest request, AuthenticationRequestContext context) {
        return context.runBlocking(() -> sessions.use(request.secret())
                .map(owner -> QuarkusSecurityIdentity.builder()
                        .setPrincipal(new QuarkusPrincipal(owner.name()))
                        .addRoles(Set.copyOf(owner.roles()))
                        .build())
                .orElseThrow(() -> new AuthenticationFailedException("not a session, or one that is over")));
    }
}
