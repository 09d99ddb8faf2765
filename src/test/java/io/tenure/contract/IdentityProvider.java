package io.tenure.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.lang.JoseException;

/// An identity provider on loopback, which publishes its metadata and keys over HTTP as Keycloak does.
///
/// It has two realms with different issuers: `tenure`, and `corporate`, whose roles are in another claim.
public final class IdentityProvider implements QuarkusTestResourceLifecycleManager {
    static final String TENURE = "tenure";
    static final String CORPORATE = "corporate";
    /// A claim of providers that require namespaced names.
    static final String CORPORATE_ROLES = "https://corporate.example/roles";

    private final List<RsaJsonWebKey> keys = new CopyOnWriteArrayList<>();
    private final HttpServer server = server();

    /// The page on which people sign in, and what they come back with.
    @SuppressWarnings("NullAway.Init")
    CodeFlow codeFlow;

    @Override
    public Map<String, String> start() {
        keys.add(key("first"));
        for (String realm : List.of(TENURE, CORPORATE)) {
            server.createContext("/realms/" + realm + "/.well-known/openid-configuration", this::discovery);
            server.createContext("/realms/" + realm + "/certs", this::keys);
        }
        codeFlow = new CodeFlow(this);
        server.createContext("/realms/" + TENURE + "/auth", codeFlow::signIn);
        server.createContext("/realms/" + TENURE + "/token", codeFlow::tokens);
        server.start();
        Map<String, String> configuration = new HashMap<>(Map.of(
                "quarkus.oidc.tenant-enabled", "true",
                "quarkus.oidc.auth-server-url", issuer(TENURE),
                "quarkus.oidc.client-id", "tenure",
                "quarkus.oidc.token.audience", "tenure",
                "quarkus.oidc.token.forced-jwk-refresh-interval", "1S",
                "quarkus.oidc.pages.tenant-enabled", "true",
                "quarkus.oidc.pages.credentials.secret", CodeFlow.CLIENT_SECRET,
                // Roles that have other names there.
                "quarkus.http.auth.roles-mapping.\"Retention Board\"", "approver"));
        configuration.putAll(Map.of(
                "quarkus.oidc.resolve-tenants-with-issuer", "true",
                "quarkus.oidc.corporate.auth-server-url", issuer(CORPORATE),
                "quarkus.oidc.corporate.client-id", "tenure",
                "quarkus.oidc.corporate.token.audience", "tenure",
                "quarkus.oidc.corporate.token.principal-claim", "sub",
                "quarkus.oidc.corporate.roles.role-claim-path", "\"" + CORPORATE_ROLES + "\""));
        return configuration;
    }

    @Override
    public void stop() {
        server.stop(0);
    }

    /// Tests obtain tokens through a field of this type.
    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(this, new TestInjector.MatchesType(IdentityProvider.class));
    }

    String issuer(String realm) {
        return "http://localhost:" + server.getAddress().getPort() + "/realms/" + realm;
    }

    /// A page of the provider: of another site than the service, as `localhost` is not `127.0.0.1`.
    String page(String realm, String name) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/realms/" + realm + "/" + name;
    }

    /// The current signing key.
    RsaJsonWebKey key() {
        return keys.getLast();
    }

    /// Changes the signing key; earlier tokens remain valid.
    void changeKey() {
        keys.add(key("number-" + keys.size()));
    }

    /// A key that is not published.
    static RsaJsonWebKey key(String id) {
        try {
            RsaJsonWebKey key = RsaJwkGenerator.generateJwk(2048);
            key.setKeyId(id);
            key.setAlgorithm("RS256");
            key.setUse("sig");
            return key;
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private void discovery(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String realm = path.split("/")[2];
        answer(
                exchange,
                Map.of(
                        "issuer", issuer(realm),
                        "jwks_uri", issuer(realm) + "/certs",
                        "token_endpoint", issuer(realm) + "/token",
                        "authorization_endpoint", page(realm, "auth"),
                        "end_session_endpoint", page(realm, "logout"),
                        "response_types_supported", List.of("code"),
                        "subject_types_supported", List.of("public"),
                        "id_token_signing_alg_values_supported", List.of("RS256")));
    }

    private void keys(HttpExchange exchange) throws IOException {
        answer(
                exchange,
                Map.of(
                        "keys",
                        keys.stream()
                                .map(key -> key.toParams(JsonWebKey.OutputControlLevel.PUBLIC_ONLY))
                                .toList()));
    }

    static void answer(HttpExchange exchange, Map<String, ?> content) throws IOException {
        byte[] body = JsonUtil.toJson(new HashMap<>(content)).getBytes(UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static HttpServer server() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
