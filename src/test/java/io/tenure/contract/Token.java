package io.tenure.contract;

import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import java.security.Key;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/// An access token before it is signed: claims, algorithm and key.
record Token(Map<String, Object> claims, String algorithm, String keyId, Key key) {
    private static final Duration LIFE = Duration.ofMinutes(5);

    /// A valid token as Keycloak issues it in the realm `tenure`.
    static Token of(IdentityProvider provider, String name, String... roles) {
        Instant now = Instant.now();
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", provider.issuer(IdentityProvider.TENURE));
        claims.put("aud", List.of("tenure", "account"));
        claims.put("sub", UUID.nameUUIDFromBytes(name.getBytes()).toString());
        claims.put("preferred_username", name);
        claims.put("typ", "Bearer");
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", now.plus(LIFE).getEpochSecond());
        claims.put("realm_access", Map.of("roles", List.of(roles)));
        return new Token(
                claims, "RS256", provider.key().getKeyId(), provider.key().getRsaPrivateKey());
    }

    Token with(String claim, Object value) {
        Map<String, Object> changed = new LinkedHashMap<>(claims);
        changed.put(claim, value);
        return new Token(changed, algorithm, keyId, key);
    }

    Token without(String claim) {
        Map<String, Object> changed = new LinkedHashMap<>(claims);
        changed.remove(claim);
        return new Token(changed, algorithm, keyId, key);
    }

    Token signed(String by, String with, Key other) {
        return new Token(claims, by, with, other);
    }

    /// A request with this token.
    RequestSpecification request() {
        return RestAssured.given().auth().oauth2(serialized());
    }

    String serialized() {
        try {
            JsonWebSignature signature = new JsonWebSignature();
            // Attacks are created here, too.
            signature.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
            signature.setAlgorithmHeaderValue(algorithm);
            signature.setKeyIdHeaderValue(keyId);
            signature.setHeader("typ", "JWT");
            signature.setKey(key);
            signature.setDoKeyValidation(false);
            signature.setPayload(JsonUtil.toJson(claims));
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }
}
