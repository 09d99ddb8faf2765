package io.tenure.record;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Period;
import java.util.Optional;

/// How decisions are kept.
@ConfigMapping(prefix = "tenure.history")
public interface RecordSettings {
    /// Whether decisions are put on record at all. Without a record there is no memory, replay or effect.
    boolean enabled();

    /// Keys that seal facts: `NUMBER:BASE64`, comma between them; the first seals, the others only open.
    Optional<String> encryptionKeys();

    /// Key of the marks by which customers are found, 32 bytes in Base64.
    Optional<String> pseudonymKey();

    /// Longest that a caller waits for the database.
    Duration timeout();

    /// What happens to decisions while the database is away.
    OnOutage onOutage();

    Journal journal();

    DataRetention dataRetention();

    enum OnOutage {
        /// They are refused with 503.
        REJECT,
        /// They are answered without memory, and kept in a local file until the database is back.
        JOURNAL
    }

    interface Journal {
        /// Where the file is kept; it has to outlive the process.
        Path directory();

        /// Largest size of the file; what doesn't fit is refused.
        long maxBytes();
    }

    /// How long what is kept.
    interface DataRetention {
        /// Decisions with all that was said, and what came of them. They go by whole months.
        Period decisions();

        /// The stages that customers were in: what memory is made of.
        Period timeline();

        /// Contacts of ours.
        Period contacts();

        /// How long a request may be sent again under its key.
        Period idempotencyKeys();

        /// The marks of the erased, by which what comes in late is known as theirs.
        Period erasurePseudonyms();
    }
}
