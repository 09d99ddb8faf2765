package io.tenure.response;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;

/// Gives decisions their ids.
public interface DecisionIdGenerator {
    /// An id that sorts after those of earlier moments.
    UUID next(Instant now);

    /// UUIDs of version 7: the time in milliseconds, then random bits.
    @ApplicationScoped
    class UuidV7Generator implements DecisionIdGenerator {
        private final SecureRandom random = new SecureRandom();

        @Override
        public UUID next(Instant now) {
            long high = now.toEpochMilli() << 16 | 0x7000 | random.nextInt(0x1000);
            long low = random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L;
            return new UUID(high, low);
        }
    }
}
