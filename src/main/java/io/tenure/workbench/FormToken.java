package io.tenure.workbench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tenure.people.Secrets;
import java.security.MessageDigest;
import java.util.Base64;

/// The token that every form of a page contains, so that no page of another site can send it: derived from a cookie
/// that such a page can't read.
final class FormToken {
    /// Of the form field.
    static final String FIELD = "token";

    /// The cookie of those who haven't signed in; the others have their session's.
    static final String COOKIE = "tenure-form";

    private static final String PURPOSE = "form ";

    private FormToken() {}

    /// @param secret the value of the cookie
    static String of(String secret) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Secrets.hash(PURPOSE + secret));
    }

    /// @param secret the value of the cookie
    /// @param token as sent
    static boolean isValid(String secret, String token) {
        return MessageDigest.isEqual(of(secret).getBytes(UTF_8), token.getBytes(UTF_8));
    }
}
