package io.tenure.people;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Names and passwords that were verified a moment ago, so that a client that sends them with each request is hashed
/// once and not each time.
///
/// It holds no password: only a keyed hash of name and password, whose key exists in this process alone.
@Singleton
final class VerifiedSignIns {
    private static final int MAX_ENTRIES = 10_000;
    private static final Duration LIFETIME = Duration.ofMinutes(1);
    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_BYTES = 32;

    private final SecretKeySpec key;
    private final Cache<String, SecurityIdentity> identities = Caffeine.newBuilder()
            .maximumSize(MAX_ENTRIES)
            .expireAfterWrite(LIFETIME)
            .build();

    VerifiedSignIns() {
        byte[] bytes = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(bytes);
        key = new SecretKeySpec(bytes, ALGORITHM);
    }

    Optional<SecurityIdentity> find(String name, char[] password) {
        return Optional.ofNullable(identities.getIfPresent(fingerprint(name, password)));
    }

    void put(String name, char[] password, SecurityIdentity identity) {
        identities.put(fingerprint(name, password), identity);
    }

    /// After any change of an account; other instances follow when their entries expire.
    void forgetAll() {
        identities.invalidateAll();
    }

    private String fingerprint(String name, char[] password) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(name.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return Base64.getEncoder()
                    .encodeToString(mac.doFinal(new String(password).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JVM has " + ALGORITHM, e);
        }
    }
}
