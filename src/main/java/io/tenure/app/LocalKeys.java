package io.tenure.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;

/// The encryption keys of a local Tenure: a file of random keys, created at the first start.
///
/// Without it stored facts can't be decrypted, so it is next to the data folder, not in it.
final class LocalKeys {
    private static final int KEY_BYTES = 32;

    private LocalKeys() {}

    /// The file, created if it is missing.
    static Path createIfMissing(Path path) throws StartupException {
        var file = path.toAbsolutePath().normalize();
        try {
            if (Files.notExists(file)) {
                SecretFile.write(file, """
                        # The keys that encrypt the record. Without this file it can't be read any more: keep a copy.
                        # To change the key, put a new one first: tenure.record.encryption-keys=2:NEW,1:OLD
                        tenure.record.encryption-keys=1:%s
                        tenure.record.pseudonym-key=%s
                        """.formatted(key(), key()));
            }
            return file;
        } catch (IOException failure) {
            throw new StartupException("The keys in %s cannot be used: %s.".formatted(file, failure), failure);
        }
    }

    private static String key() {
        var bytes = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
