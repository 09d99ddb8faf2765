package io.tenure.http;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/// Rejects names and passwords that came over a network unencrypted: whoever listens has them, too.
///
/// Encrypted is a request over TLS, or one of which a trusted proxy says so in `X-Forwarded-Proto`, which the HTTP
/// extension reads if `quarkus.http.proxy.*` tells it to. Connections from this machine don't pass a network.
@Singleton
final class PlainPasswords {
    /// After requests of other sites are rejected and before bodies are received.
    private static final int PRIORITY = 1_500;

    private static final String BASIC = "Basic ";
    private static final String SIGN_IN_PATH = "/sign-in";

    private final boolean allowed;

    /// @throws ConfigurationException if anybody could claim to be the proxy
    PlainPasswords(
            @ConfigProperty(name = "tenure.http.allow-basic-without-tls") boolean allowed,
            @ConfigProperty(name = "quarkus.http.proxy.proxy-address-forwarding") boolean forwarding,
            @ConfigProperty(name = "quarkus.http.proxy.trusted-proxies") Optional<List<String>> trusted) {
        if (forwarding && trusted.isEmpty()) {
            throw new ConfigurationException(
                    "quarkus.http.proxy.proxy-address-forwarding is true, so anybody could claim"
                            + " in a header to have used TLS. Name the proxies in quarkus.http.proxy.trusted-proxies.");
        }
        this.allowed = allowed;
    }

    void reject(@Observes Filters filters) {
        filters.register(
                context -> {
                    HttpServerRequest request = context.request();
                    boolean encrypted = request.isSSL() || "https".equals(request.scheme());
                    if (isRejected(
                            isSignIn(request) || isBasic(request.getHeader(HttpHeaders.AUTHORIZATION)),
                            encrypted,
                            // Of the connection itself, whatever a proxy says of the client.
                            request.connection().remoteAddress())) {
                        ProblemRoutes.reject(context, Problem.plainPassword());
                    } else {
                        context.next();
                    }
                },
                PRIORITY);
    }

    /// Whether the form has a password, too.
    private static boolean isSignIn(HttpServerRequest request) {
        return request.method().equals(HttpMethod.POST) && SIGN_IN_PATH.equals(request.path());
    }

    static boolean isBasic(@Nullable String authorization) {
        return authorization != null && authorization.stripLeading().regionMatches(true, 0, BASIC, 0, BASIC.length());
    }

    boolean isRejected(boolean hasPassword, boolean encrypted, @Nullable SocketAddress remote) {
        return !allowed && !encrypted && hasPassword && !isLoopback(remote);
    }

    private static boolean isLoopback(@Nullable SocketAddress remote) {
        if (remote == null || remote.hostAddress() == null) {
            return false;
        }
        try {
            return InetAddress.getByName(remote.hostAddress()).isLoopbackAddress();
        } catch (UnknownHostException _) {
            return false;
        }
    }
}
