package io.tenure.record;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Period;
import java.util.Optional;

/// The configuration of the decision log, `tenure.record.*`.
@ConfigMapping(prefix = "tenure.record")
public interface RecordSettings {
    /// Whether decisions are stored at all. Without a record nothing is recalled, replayed or reported.
    boolean enabled();

    /// Keys that encrypt payloads: `NUMBER:BASE64`, separated by commas; the first encrypts, the others only decrypt.
    Optional<String> encryptionKeys();

    /// Key of the pseudonyms by which customers are found, 32 bytes in Base64.
    Optional<String> pseudonymKey();

    /// Longest time that a caller waits for the database.
    Duration timeout();

    /// What happens to decisions while the database is unavailable.
    OnOutage onOutage();

    Journal journal();

    DataRetention dataRetention();

    enum OnOutage {
        /// They are rejected with status 503.
        REJECT,
        /// They are made without recalled facts, and stored in a local file until the database is back.
        JOURNAL
    }

    interface Journal {
        /// Folder of the file; it must outlive the process.
        Path directory();

        /// Largest size of the file in bytes; a decision that would exceed it is rejected.
        long maxBytes();
    }

    /// How long each kind of data is kept.
    interface DataRetention {
        /// Decisions with their payloads and feedback. They are dropped by whole months.
        Period decisions();

        /// The stages that customers were in, which later decisions recall.
        Period timeline();

        /// Contacts that we started.
        Period contacts();

        /// How long a request may be sent again with its idempotency key.
        Period idempotencyKeys();

        /// The pseudonyms of erased customers, by which decisions that are stored late are recognized as theirs.
        Period erasurePseudonyms();
    }
}
