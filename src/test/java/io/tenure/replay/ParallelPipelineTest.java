package io.tenure.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenure.csv.UnreadableFileException;
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
                    if (entry % 1000 == 0) {
                        Thread.yield();
                    }
                    return entry;
                },
                line -> {
                    lines.add(line);
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

    private record Numbered(int count, AtomicInteger taken) implements ParallelPipeline.Source<Long> {
        @Override
        public @Nullable Long next() {
            int line = taken.incrementAndGet();
            return line > count ? null : (long) line;
        }
    }
}
