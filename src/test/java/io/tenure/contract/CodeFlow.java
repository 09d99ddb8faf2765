package io.tenure.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The authorization code flow of [IdentityProvider]: a page on which anybody signs in as whom they like with the roles
/// they like, and the exchange of a code, once, for tokens, to a client that knows its secret and the verifier (PKCE).
final class CodeFlow {
    static final String CLIENT_SECRET = "the secret of the client tenure, 41 chars";

    private static final String CLIENT = "tenure";

    private final IdentityProvider provider;
    private final Map<String, Grant> grants = new ConcurrentHashMap<>();

    /// @param request the parameters with which the service sent the browser here
    private record Grant(Map<String, String> request, String name, List<String> roles) {}

    CodeFlow(IdentityProvider provider) {
        this.provider = provider;
    }

    /// The form, or after it the way back.
    void signIn(HttpExchange exchange) throws IOException {
        Map<String, String> request = parameters(exchange.getRequestURI().getRawQuery());
        if (exchange.getRequestMethod().equals("GET")) {
            byte[] page = """
                    <!doctype html><title>Sign in</title><form method="post">
                    <label>Name <input name="name"></label> <label>Roles <input name="roles"></label>
                    <button>Sign in</button> <button name="refuse" value="1">Leave</button></form>
                    """.getBytes(UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
            return;
        }
        Map<String, String> form =
                parameters(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
        String answer = "error=access_denied";
        if (!form.containsKey("refuse")) {
            String code = UUID.randomUUID().toString();
            grants.put(
                    code,
                    new Grant(
                            request,
                            form.get("name"),
                            Stream.of(form.get("roles").split(",")).toList()));
            answer = "code=" + code;
        }
        exchange.getResponseHeaders()
                .add(
                        "Location",
                        request.get("redirect_uri") + "?" + answer + "&state="
                                + URLEncoder.encode(request.get("state"), UTF_8));
        exchange.sendResponseHeaders(302, -1);
        exchange.close();
    }

    void tokens(HttpExchange exchange) throws IOException {
        Map<String, String> request =
                parameters(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
        Grant grant = grants.remove(request.getOrDefault("code", ""));
        String client = Base64.getEncoder().encodeToString((CLIENT + ":" + CLIENT_SECRET).getBytes(UTF_8));
        if (grant == null
                || !("Basic " + client).equals(exchange.getRequestHeaders().getFirst("Authorization"))
                || !"authorization_code".equals(request.get("grant_type"))
                || !grant.request().get("redirect_uri").equals(request.get("redirect_uri"))
                || !grant.request().get("code_challenge").equals(challenge(request.get("code_verifier")))) {
            exchange.sendResponseHeaders(400, -1);
            exchange.close();
            return;
        }
        Token access = Token.of(provider, grant.name(), grant.roles().toArray(String[]::new));
        Token id = access.without("realm_access")
                .with("aud", CLIENT)
                .with("typ", "ID")
                .with("nonce", grant.request().get("nonce"));
        IdentityProvider.answer(
                exchange,
                Map.of(
                        "token_type",
                        "Bearer",
                        "access_token",
                        access.serialized(),
                        "id_token",
                        id.serialized(),
                        "expires_in",
                        300));
    }

    /// Signs somebody in as a browser would that was sent here.
    ///
    /// @param address where the service sent the browser
    /// @return where the provider sends it back
    static URI signIn(String address, String name, String... roles) {
        return URI.create(RestAssured.given()
                .urlEncodingEnabled(false)
                .redirects()
                .follow(false)
                .contentType("application/x-www-form-urlencoded")
                .body("name=" + name + "&roles=" + String.join(",", roles))
                .post(address)
                .then()
                .statusCode(302)
                .extract()
                .header("Location"));
    }

    private static String challenge(String verifier) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> parameters(String query) {
        return Stream.of(query.split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(
                        pair -> pair[0],
                        pair -> URLDecoder.decode(pair[1], UTF_8),
                        (first, second) -> second,
                        LinkedHashMap::new));
    }
}
