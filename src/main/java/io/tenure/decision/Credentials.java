package io.tenure.decision;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// What somebody whom nobody knows said of who they are; never their password.
///
/// @param name that was tried, or [#NOBODY]
/// @param fault what the credentials lack
record Credentials(String name, String fault) {
    static final String NOBODY = "nobody";

    private static final String BASIC = "Basic ";
    private static final int LONGEST = 100;

    /// @param header `Authorization`; null where there was none
    static Credentials of(@Nullable String header) {
        if (header == null || header.isBlank()) {
            return new Credentials(NOBODY, "no credentials");
        }
        if (!header.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            // What an invalid token says of its bearer is worth nothing.
            return new Credentials(NOBODY, "a token that is not valid");
        }
        String decoded;
        try {
            decoded = new String(
                    Base64.getDecoder().decode(header.substring(BASIC.length()).strip()), UTF_8);
        } catch (IllegalArgumentException _) {
            decoded = "";
        }
        // Without a colon nobody knows where the password begins.
        int colon = decoded.indexOf(':');
        String name = colon < 0
                ? ""
                : decoded.substring(0, Math.min(colon, LONGEST))
                        .replaceAll("\\p{Cntrl}", "")
                        .strip();
        return name.isEmpty()
                ? new Credentials(NOBODY, "credentials that make no sense")
                : new Credentials(name, "an unknown name or a wrong password");
    }
}
