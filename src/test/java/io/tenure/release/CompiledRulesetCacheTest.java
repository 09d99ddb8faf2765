package io.tenure.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenure.bundle.Bundle;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class CompiledRulesetCacheTest {
    private final AtomicInteger attempts = new AtomicInteger();

    @SuppressWarnings("NullAway")
    private final ReleaseReader releases = new ReleaseReader(null) {
        @Override
        Optional<String> hash(int number) {
            if (attempts.incrementAndGet() == 1) {
                throw new OutOfMemoryError();
            }
            return Optional.empty();
        }

        @Override
        Optional<Bundle> bundle(int number) {
            return Optional.of(Bundle.ofClasspath("seed/"));
        }
    };

    @Test
    @Timeout(120)
    void aReleaseThatCouldNotBeCompiledOnceIsCompiledTheNextTime() {
        CompiledRulesetCache cache = new CompiledRulesetCache(releases, 4);
        assertThatThrownBy(() -> cache.load(1)).isInstanceOf(OutOfMemoryError.class);
        assertThat(cache.find(1)).isPresent();
    }
}
