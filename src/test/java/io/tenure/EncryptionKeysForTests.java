package io.tenure;

import io.tenure.encryption.EncryptionKeys;
import io.tenure.encryption.PayloadCipher;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;

/// Random encryption keys for this test run.
public final class EncryptionKeysForTests {
    /// The class is loaded more than once; its copies share system properties.
    private static final String SHARED = "tenure.test.key.";

    private EncryptionKeysForTests() {}

    public static Map<String, String> configuration() {
        return Map.of(
                "tenure.record.encryption-keys",
                numbered("1:encryption"),
                "tenure.record.pseudonym-key",
                key("pseudonym"));
    }

    /// The setting for these keys, the current one first.
    ///
    /// @param uses number and use of each: `2:new,1:encryption`
    public static String numbered(String uses) {
        return Arrays.stream(uses.split(","))
                .map(key -> key.split(":"))
                .map(key -> key[0] + ":" + key(key[1]))
                .collect(Collectors.joining(","));
    }

    /// A cipher with these keys, and the pseudonyms of this test run.
    ///
    /// @param uses as [#numbered] takes them
    public static PayloadCipher cipher(String uses) {
        return new PayloadCipher(EncryptionKeys.of(numbered(uses), key("pseudonym")));
    }

    public static synchronized String key(String use) {
        String known = System.getProperty(SHARED + use);
        if (known == null) {
            byte[] bytes = new byte[32];
            new SecureRandom().nextBytes(bytes);
            known = Base64.getEncoder().encodeToString(bytes);
            System.setProperty(SHARED + use, known);
        }
        return known;
    }
}
