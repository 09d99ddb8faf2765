package io.tenure;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;

/// Random encryption keys for this test run.
public final class EncryptionKeysForTests {
    /// The class is loaded more than once; its copies share system properties.
    private static final String SHARED = "tenure.test.key.";

    private EncryptionKeysForTests() {}

    public static Map<String, String> configuration() {
        return Map.of(
                "tenure.record.encryption-keys",
                "1:" + key("encryption"),
                "tenure.record.pseudonym-key",
                key("pseudonym"));
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
