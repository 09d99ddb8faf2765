package io.tenure.workbench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

/// The token that every form of a page contains, so that no page of another site can send it: derived from a cookie
/// that such a page can't read.
final class FormToken {
    /// Of the form field.
    static final String FIELD = "token";

    /// The cookie of those who haven't signed in; the others have their session's.
    static final String COOKIE = "tenure-form";

    private static final int SECRET_BYTES = 32;
    private static final String PURPOSE = "form ";

    private FormToken() {}

    /// A new value for the cookie. Made at each call: a generator in a static field would be part of a native image.
    static String newSecret() {
        byte[] bytes = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /// @param secret the value of the cookie
    static String of(String secret) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest((PURPOSE + secret).getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JVM has SHA-256", e);
        }
    }

    /// @param secret the value of the cookie
    /// @param token as sent
    static boolean isValid(String secret, String token) {
        return MessageDigest.isEqual(of(secret).getBytes(UTF_8), token.getBytes(UTF_8));
    }
}
