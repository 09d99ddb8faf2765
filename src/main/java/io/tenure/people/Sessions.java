package io.tenure.people;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.credential.PasswordCredential;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.request.UsernamePasswordAuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.tenure.http.TooManySignInsException;
import io.tenure.storage.Audit;
import io.tenure.storage.Database;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/// The sessions of people who signed in on a page: opened with a password or at the identity provider, kept in the
/// database for all instances, and over when the person signs out, doesn't use it for a while, or its time has come.
@Singleton
public final class Sessions {
    /// The cookie that holds the secret of the session.
    public static final String COOKIE = "tenure-session";

    private static final String OPERATION = "session-open";

    /// Number of parameters that every session has.
    private static final int FIXED = 4;

    private final IdentityProviderManager identities;
    private final Database database;
    private final Audit audit;
    private final Clock clock;
    private final Duration lifetime;
    private final Duration idleTime;

    Sessions(
            IdentityProviderManager identities,
            Database database,
            Audit audit,
            Clock clock,
            @ConfigProperty(name = "tenure.people.session.lifetime") Duration lifetime,
            @ConfigProperty(name = "tenure.people.session.idle-time") Duration idleTime) {
        this.identities = identities;
        this.database = database;
        this.audit = audit;
        this.clock = clock;
        this.lifetime = lifetime;
        this.idleTime = idleTime;
    }

    /// The result of trying to sign in.
    public sealed interface SignInResult {
        /// @param secret of the session, for the cookie
        /// @param lifetime until it is over whatever happens
        record SignedIn(String secret, Duration lifetime) implements SignInResult {}

        /// The name or the password is wrong, or the account is disabled.
        record WrongPassword() implements SignInResult {}

        /// Too many attempts failed.
        ///
        /// @param waitTime until the next may be made
        record TooManyAttempts(Duration waitTime) implements SignInResult {}
    }

    /// Signs a person in, as the API would with the same name and password.
    public SignInResult signIn(String name, String password, RoutingContext context) {
        try {
            identities.authenticateBlocking(HttpSecurityUtils.setRoutingContextAttribute(
                    new UsernamePasswordAuthenticationRequest(name, new PasswordCredential(password.toCharArray())),
                    context));
        } catch (AuthenticationFailedException e) {
            return e.getCause() instanceof TooManySignInsException tooMany
                    ? new SignInResult.TooManyAttempts(tooMany.waitTime())
                    : new SignInResult.WrongPassword();
        }
        return open(
                        name,
                        "insert into session (hash, person, created_at, used_at, expires_at)"
                                + " select ?, id, ?, ?, ? from person where name = ? and not disabled",
                        name)
                .<SignInResult>map(opened -> opened)
                .orElseGet(SignInResult.WrongPassword::new);
    }

    /// Signs a person in whom the identity provider has vouched for.
    ///
    /// @param roles as the provider calls them
    /// @param signOut the page of the provider on which people sign out there; null if it has none
    public SignInResult.SignedIn signIn(String name, List<String> roles, @Nullable String signOut) {
        return open(
                        name,
                        "insert into session (hash, created_at, used_at, expires_at, name, roles, provider_sign_out)"
                                + " values (?, ?, ?, ?, ?, ?, ?)",
                        name,
                        roles.toArray(String[]::new),
                        signOut)
                .orElseThrow();
    }

    /// @param insert whose first parameters are the hash, and when the session was opened, used and will be over
    private Optional<SignInResult.SignedIn> open(String name, String insert, @Nullable Object... more) {
        String secret = Secrets.secret();
        Instant now = clock.instant();
        @Nullable Object[] parameters = new @Nullable Object[FIXED + more.length];
        parameters[0] = Secrets.hash(secret);
        parameters[1] = now;
        parameters[2] = now;
        parameters[3] = now.plus(lifetime);
        System.arraycopy(more, 0, parameters, FIXED, more.length);
        boolean opened = database.transaction(c -> {
            Database.execute(c, "delete from session where expires_at < ? or used_at < ?", now, now.minus(idleTime));
            return Database.execute(c, insert, parameters) > 0;
        });
        if (!opened) {
            return Optional.empty();
        }
        audit.logSuccess(name, OPERATION, Accounts.subject(name), "");
        return Optional.of(new SignInResult.SignedIn(secret, lifetime));
    }

    /// Whose session it is.
    record Owner(String name, List<String> roles) {}

    /// The owner of a session, which is used now; empty if there is no such session or it is over.
    Optional<Owner> use(String secret) {
        Instant now = clock.instant();
        return database.first(
                r -> new Owner(r.getString(1), List.of((String[]) r.getArray(2).getArray())),
                "update session s set used_at = ? from session o left join person p on p.id = o.person"
                        + " where o.hash = ? and s.hash = o.hash and p.disabled is not true"
                        + " and s.expires_at > ? and s.used_at > ?"
                        + " returning coalesce(p.name, s.name), coalesce(string_to_array(p.roles, ','), s.roles)",
                now,
                Secrets.hash(secret),
                now,
                now.minus(idleTime));
    }

    /// Ends a session; nothing happens if there is none.
    ///
    /// @return the page of the identity provider on which the person signs out there; empty for one with an account
    public Optional<String> signOut(String secret) {
        return database.first(
                        r -> Optional.ofNullable(r.getString(1)),
                        "delete from session where hash = ? returning provider_sign_out",
                        Secrets.hash(secret))
                .flatMap(address -> address);
    }
}
