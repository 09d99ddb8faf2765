package io.tenure.record;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.tenure.encryption.CompressionLibrary;
import io.tenure.encryption.EncryptionKeys;
import io.tenure.encryption.PayloadCipher;
import io.tenure.storage.Database;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// Makes the beans of the record that need the configuration or a native library.
final class RecordBeans {
    private RecordBeans() {}

    @Produces
    @Singleton
    static PayloadCipher payloadCipher(RecordSettings settings) {
        if (!settings.enabled()) {
            return new PayloadCipher(EncryptionKeys.placeholder());
        }
        loadCompression();
        try {
            return new PayloadCipher(EncryptionKeys.of(
                    settings.encryptionKeys().orElse(""),
                    settings.pseudonymKey().orElse("")));
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(
                    "The decision log cannot be used: %s. With tenure.record.enabled=false no keys are needed."
                            .formatted(e.getMessage()));
        }
    }

    /// Loaded at the start, where a failure is reported in one sentence, and not at the first decision.
    private static void loadCompression() {
        try {
            CompressionLibrary.load();
        } catch (LinkageError e) {
            throw new ConfigurationException(
                    ("The decision log cannot be used: its compression library is unpacked into %s and loaded from "
                                    + "there, which failed (%s). That folder must be writable and not mounted noexec; "
                                    + "java.io.tmpdir names another one.")
                            .formatted(System.getProperty("java.io.tmpdir"), e.getMessage()),
                    e);
        }
    }

    @Produces
    @Singleton
    static MonthlyPartitions monthlyPartitions(Database database) {
        return new MonthlyPartitions(database);
    }
}
