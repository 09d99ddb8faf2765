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

/// The sessions of people who signed in on a page: opened with a password, kept in the database for all instances, and
/// over when the person signs out, doesn't use it for a while, or its time has come.
@Singleton
public final class Sessions {
    /// The cookie that holds the secret of the session.
    public static final String COOKIE = "tenure-session";

    private static final String OPERATION = "session-open";

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
        String secret = Secrets.secret();
        Instant now = clock.instant();
        boolean opened = database.transaction(c -> {
            Database.execute(c, "delete from session where expires_at < ? or used_at < ?", now, now.minus(idleTime));
            return Database.execute(
                            c,
                            "insert into session select ?, id, ?, ?, ? from person where name = ? and not disabled",
                            Secrets.hash(secret),
                            now,
                            now,
                            now.plus(lifetime),
                            name)
                    > 0;
        });
        if (!opened) {
            return new SignInResult.WrongPassword();
        }
        audit.logSuccess(name, OPERATION, Accounts.subject(name), "");
        return new SignInResult.SignedIn(secret, lifetime);
    }

    /// The person of a session, which is used now; empty if there is no such session or it is over.
    Optional<Person> use(String secret) {
        Instant now = clock.instant();
        return database.first(
                r -> new Person(r.getString(1), List.of(r.getString(2).split(",")), false, Database.instant(r, 3)),
                "update session s set used_at = ? from person p where s.hash = ? and p.id = s.person"
                        + " and not p.disabled and s.expires_at > ? and s.used_at > ?"
                        + " returning p.name, p.roles, p.created_at",
                now,
                Secrets.hash(secret),
                now,
                now.minus(idleTime));
    }

    /// Ends a session; nothing happens if there is none.
    public void signOut(String secret) {
        database.transaction(c -> Database.execute(c, "delete from session where hash = ?", Secrets.hash(secret)));
    }
}
