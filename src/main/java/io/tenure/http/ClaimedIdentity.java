package io.tenure.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tenure.storage.Audit;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// The name in credentials that aren't valid, and what is wrong with them; never a password.
///
/// @param name the name that was claimed, or [Audit#ANONYMOUS]
/// @param fault what is wrong with the credentials, in English for the audit
record ClaimedIdentity(String name, String fault) {
    private static final String BASIC_PREFIX = "Basic ";
    private static final int MAX_NAME_LENGTH = 100;

    /// The same name with another fault.
    ClaimedIdentity withFault(String other) {
        return new ClaimedIdentity(name, other);
    }

    /// @param header `Authorization`; null if the request had none
    static ClaimedIdentity of(@Nullable String header) {
        if (header == null || header.isBlank()) {
            return new ClaimedIdentity(Audit.ANONYMOUS, "no credentials");
        }
        if (!header.regionMatches(true, 0, BASIC_PREFIX, 0, BASIC_PREFIX.length())) {
            // The name in an invalid token could be anyone's.
            return new ClaimedIdentity(Audit.ANONYMOUS, "an invalid token");
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
        // Without a colon it could all be the password.
        int colon = decoded.indexOf(':');
        String name = colon < 0
                ? ""
                : decoded.substring(0, Math.min(colon, MAX_NAME_LENGTH))
                        .replaceAll("\\p{Cntrl}", "")
                        .strip();
        return name.isEmpty()
                ? new ClaimedIdentity(Audit.ANONYMOUS, "unreadable credentials")
                : new ClaimedIdentity(name, "an unknown name or a wrong password");
    }
}
