package io.tenure.people;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

/// Random passwords, tokens and secrets of sessions and forms, and the hash under which a token or a session is stored.
public final class Secrets {
    /// Every API token begins so; secret scanners know tokens by such prefixes.
    static final String TOKEN_PREFIX = "tnr_";

    private static final int PASSWORD_BYTES = 15;
    private static final int TOKEN_BYTES = 32;

    private Secrets() {}

    /// 20 characters of 120 random bits.
    static String password() {
        return random(PASSWORD_BYTES);
    }

    /// The prefix and 43 characters of 256 random bits.
    static String token() {
        return TOKEN_PREFIX + random(TOKEN_BYTES);
    }

    /// 43 characters of 256 random bits.
    public static String secret() {
        return random(TOKEN_BYTES);
    }

    /// SHA-256: a token has enough random bits that nothing slower is needed.
    public static byte[] hash(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JVM has SHA-256", e);
        }
    }

    /// Made at each call: a generator in a static field would be part of a native image, and the same in every
    /// process.
    private static String random(int length) {
        byte[] bytes = new byte[length];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
