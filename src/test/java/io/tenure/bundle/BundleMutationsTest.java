package io.tenure.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/// Thousands of damaged workbooks and bundles: sheets or findings, never an exception, never more memory than
/// allowed.
///
/// `./tenure test --fuzz SECONDS` searches longer, guided by code coverage.
class BundleMutationsTest {
    private static final int MUTATIONS = 1_200;
    private static final long MAX_NANOS = 12_000_000_000L;

    @Test
    void readsOrRejectsEveryDamagedWorkbook() {
        each(BundleMutation::checkWorkbook);
    }

    @Test
    void readsOrRejectsEveryDamagedBundle() {
        each(BundleMutation::checkZip);
    }

    private static void each(Predicate<byte[]> check) {
        var start = System.nanoTime();
        var read = 0;
        var refused = 0;
        // Always the same sequence; a slow machine tries fewer.
        for (var seed = 0; seed < MUTATIONS && System.nanoTime() - start < MAX_NANOS; seed++) {
            var random = new Random(seed);
            var script = new byte[4 + random.nextInt(40)];
            random.nextBytes(script);
            try {
                if (check.test(script)) {
                    read++;
                } else {
                    refused++;
                }
            } catch (RuntimeException | AssertionError | StackOverflowError failure) {
                throw new AssertionError("mutant " + seed, failure);
            }
        }
        // If all were rejected at once, or unchanged, this would prove nothing.
        assertThat(read).isGreaterThan(refused / 20);
        assertThat(refused).isGreaterThan(read / 20);
    }
}
