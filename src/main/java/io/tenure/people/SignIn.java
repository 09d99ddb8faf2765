package io.tenure.people;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.elytron.security.common.BcryptUtil;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.UsernamePasswordAuthenticationRequest;
import io.quarkus.security.jpa.runtime.JpaIdentityProvider;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.smallrye.mutiny.Uni;
import io.tenure.http.ClientAddress;
import io.tenure.http.TooManySignInsException;
import io.tenure.storage.Database;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Signs people in with name and password.
///
/// The security extension's own provider verifies the password. This one comes before it: it throttles guessing,
/// takes what was verified a moment ago without hashing again, counts and audits failures, and makes an unknown name
/// take as long as a wrong password.
@Singleton
final class SignIn implements IdentityProvider<UsernamePasswordAuthenticationRequest> {
    /// The extension's provider has the default, 1,001; the highest is asked first.
    private static final int BEFORE_THE_EXTENSION = 2_000;

    private final JpaIdentityProvider passwords;
    private final VerifiedSignIns verified;
    private final SignInThrottle throttle;
    private final SignInAudit audit;
    private final Database database;
    private final Counter failures;
    private final int cost;

    SignIn(
            JpaIdentityProvider passwords,
            VerifiedSignIns verified,
            SignInThrottle throttle,
            SignInAudit audit,
            Database database,
            MeterRegistry registry,
            @ConfigProperty(name = "tenure.people.bcrypt-cost") int cost) {
        this.passwords = passwords;
        this.verified = verified;
        this.throttle = throttle;
        this.audit = audit;
        this.database = database;
        this.failures = Counter.builder("tenure.signin.failures")
                .description("Sign-ins with an unknown name, a wrong password or an invalid API token")
                .register(registry);
        this.cost = cost;
    }

    @Override
    public Class<UsernamePasswordAuthenticationRequest> getRequestType() {
        return UsernamePasswordAuthenticationRequest.class;
    }

    @Override
    public int priority() {
        return BEFORE_THE_EXTENSION;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(
            UsernamePasswordAuthenticationRequest request, AuthenticationRequestContext context) {
        String name = request.getUsername();
        char[] password = request.getPassword().getPassword();
        if (name.indexOf('\0') >= 0 || new String(password).indexOf('\0') >= 0) {
            // bcrypt ends a password there, and the database can't hold it.
            return Uni.createFrom().failure(new AuthenticationFailedException());
        }
        Optional<SecurityIdentity> known = verified.find(name, password);
        if (known.isPresent()) {
            return Uni.createFrom().item(known.get());
        }
        String address = ClientAddress.of(HttpSecurityUtils.getRoutingContextAttribute(request));
        Optional<Duration> wait = throttle.wait(name, address);
        if (wait.isPresent()) {
            return Uni.createFrom().failure(tooMany(wait.get()));
        }
        return passwords
                .authenticate(request, context)
                .invoke(identity -> {
                    throttle.succeeded(name, address);
                    verified.put(name, password, identity);
                })
                .onFailure(AuthenticationFailedException.class)
                .recoverWithUni(failure -> context.runBlocking(() -> {
                    failed(name, address, password);
                    throw (AuthenticationFailedException) failure;
                }));
    }

    private void failed(String name, String address, char[] password) {
        failures.increment();
        throttle.failed(name, address);
        audit.failed(name, address);
        boolean exists = database.first(r -> r.getBoolean(1), "select true from person where name = ?", name)
                .isPresent();
        if (!exists) {
            BcryptUtil.bcryptHash(new String(password), cost);
        }
    }

    static AuthenticationFailedException tooMany(Duration wait) {
        return new AuthenticationFailedException(new TooManySignInsException(wait));
    }
}
