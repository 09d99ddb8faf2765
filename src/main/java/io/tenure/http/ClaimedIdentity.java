package io.tenure.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// What somebody whom nobody knows said of who they are; never their password.
///
/// @param name that was tried, or [#ANONYMOUS]
/// @param fault what the credentials lack
record ClaimedIdentity(String name, String fault) {
    static final String ANONYMOUS = "nobody";

    private static final String BASIC_PREFIX = "Basic ";
    private static final int MAX_NAME_LENGTH = 100;

    /// @param header `Authorization`; null where there was none
    static ClaimedIdentity of(@Nullable String header) {
        if (header == null || header.isBlank()) {
            return new ClaimedIdentity(ANONYMOUS, "no credentials");
        }
        if (!header.regionMatches(true, 0, BASIC_PREFIX, 0, BASIC_PREFIX.length())) {
            // What an invalid token says of its bearer is worth nothing.
            return new ClaimedIdentity(ANONYMOUS, "a token that is not valid");
        }
        String decoded;
        try {
            decoded = new String(
                    Base64.getDecoder()
                            .decode(header.substring(BASIC_PREFIX.length()).strip()),
                    UTF_8);
        } catch (IllegalArgumentException _) {
            decoded = "";
        }
        // Without a colon nobody knows where the password begins.
        int colon = decoded.indexOf(':');
        String name = colon < 0
                ? ""
                : decoded.substring(0, Math.min(colon, MAX_NAME_LENGTH))
                        .replaceAll("\\p{Cntrl}", "")
                        .strip();
        return name.isEmpty()
                ? new ClaimedIdentity(ANONYMOUS, "credentials that make no sense")
                : new ClaimedIdentity(name, "an unknown name or a wrong password");
    }
}
