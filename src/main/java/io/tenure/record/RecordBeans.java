package io.tenure.record;

import com.github.luben.zstd.util.Native;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.tenure.storage.Database;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// What the record is made with.
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
                    settings.encryptionKeys().orElse(""), settings.pseudonymKey().orElse("")));
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(
                    "The record can't be kept: %s. Without a record, tenure.history.record=false needs no keys."
                            .formatted(e.getMessage()));
        }
    }

    /// At the start, where it is told in a sentence, and not at the first decision.
    private static void loadCompression() {
        try {
            Native.load();
        } catch (LinkageError e) {
            throw new ConfigurationException(
                    ("The record can't be kept: what compresses it is a library that is unpacked into %s and run from "
                                    + "there, which failed (%s). That folder has to be writable and not mounted noexec; "
                                    + "java.io.tmpdir names another.")
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
