package io.tenure.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenure.csv.UnreadableFileException;
import io.tenure.input.CustomerSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Work on all cores, results in order.
class ParallelPipelineTest {
    @Test
    void handsResultsOnInTheOrderOfTheFileAndHoldsOnlyAFew() throws IOException, UnreadableFileException {
        List<Long> lines = new ArrayList<>();
        AtomicInteger taken = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();

        ParallelPipeline.run(
                new Numbered(20_000, taken),
                entry -> {
                    if (entry.line() % 1000 == 0) {
                        Thread.yield();
                    }
                    return new CustomerResult.Rejected(entry.line(), "", List.of());
                },
                verdict -> {
                    lines.add(((CustomerResult.Rejected) verdict).line());
                    most.accumulateAndGet(taken.get() - lines.size(), Math::max);
                });

        assertThat(lines).isEqualTo(LongStream.rangeClosed(1, 20_000).boxed().toList());
        assertThat(most.get()).isLessThan(Runtime.getRuntime().availableProcessors() * 64 * 6);
    }

    @Test
    void aBugIsNotSwallowed() {
        assertThatThrownBy(() -> ParallelPipeline.run(
                        new Numbered(100, new AtomicInteger()),
                        _ -> {
                            throw new IllegalStateException("bug");
                        },
                        _ -> {}))
                .hasMessage("bug");
    }

    private static final class Numbered implements CustomerSource {
        private final int count;
        private final AtomicInteger taken;

        Numbered(int count, AtomicInteger taken) {
            this.count = count;
            this.taken = taken;
        }

        @Override
        public @Nullable Entry next() {
            int line = taken.incrementAndGet();
            return line > count
                    ? null
                    : new Entry(line, "", () -> {
                        throw new AssertionError();
                    });
        }

        @Override
        public void close() {}
    }
}
