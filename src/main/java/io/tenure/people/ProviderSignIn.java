package io.tenure.people;

import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.oidc.OidcConfigurationMetadata;
import io.quarkus.oidc.OidcSession;
import io.quarkus.oidc.TenantIdentityProvider;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.SecurityIdentity;
import io.tenure.people.Sessions.SignInResult;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Signs people in at the page of the identity provider.
///
/// The security extension does the authorization code flow. The access token that it fetches counts as it does for the
/// API: the same name, the same roles, the same checks.
@Singleton
public final class ProviderSignIn {
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final Sessions sessions;
    private final TenantIdentityProvider api;
    private final OidcSession flow;
    private final OidcConfigurationMetadata metadata;
    private final SecurityIdentity identity;
    private final Optional<String> host;

    ProviderSignIn(
            Sessions sessions,
            TenantIdentityProvider api,
            OidcSession flow,
            OidcConfigurationMetadata metadata,
            SecurityIdentity identity,
            @ConfigProperty(name = "quarkus.oidc.pages.tenant-enabled") boolean enabled,
            @ConfigProperty(name = "quarkus.oidc.auth-server-url") Optional<URI> provider) {
        this.sessions = sessions;
        this.api = api;
        this.flow = flow;
        this.metadata = metadata;
        this.identity = identity;
        this.host = enabled ? provider.map(URI::getHost) : Optional.empty();
    }

    /// The host of the provider; empty if people don't sign in there.
    public Optional<String> host() {
        return host;
    }

    /// Opens the session of the person whom the provider has just sent back with a code.
    ///
    /// @return empty if the API wouldn't accept the access token
    public Optional<SignInResult.SignedIn> signIn() {
        AccessTokenCredential token = identity.getCredential(AccessTokenCredential.class);
        String signOut = metadata.getEndSessionUri();
        // What the extension keeps of the flow isn't needed any more.
        flow.logout().await().atMost(LONGEST);
        if (token == null) {
            return Optional.empty();
        }
        try {
            SecurityIdentity person = api.authenticate(token).await().atMost(LONGEST);
            return Optional.of(
                    sessions.signIn(person.getPrincipal().getName(), List.copyOf(person.getRoles()), signOut));
        } catch (AuthenticationFailedException _) {
            return Optional.empty();
        }
    }
}
