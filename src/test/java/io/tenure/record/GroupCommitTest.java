package io.tenure.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class GroupCommitTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final List<Integer> sizes = Collections.synchronizedList(new ArrayList<>());

    @Test
    void whoIsAloneWaitsForNobody() throws InterruptedException {
        GroupCommit<Integer, Integer> groups =
                started(items -> items.stream().map(i -> i * 2).toList());
        assertThat(groups.submit(21, TIMEOUT)).isEqualTo(42);
        assertThat(sizes).containsExactly(1);
        groups.stop();
    }

    @Test
    void aWorkerThatRunsBeforeItsStartReturnsWorksAllTheSame() throws InterruptedException {
        for (int i = 0; i < 300; i++) {
            GroupCommit<Integer, Integer> groups = started(items -> items);
            assertThat(groups.submit(i, Duration.ofSeconds(5))).isEqualTo(i);
            groups.stop();
        }
    }

    @Test
    void whoComesMeanwhileSharesTheNextGroupAndGetsTheirOwnResult() throws Exception {
        CountDownLatch gathered = new CountDownLatch(1);
        GroupCommit<Integer, Integer> groups = started(items -> {
            await(gathered);
            return items.stream().map(i -> i * 2).toList();
        });
        try (ExecutorService callers = Executors.newFixedThreadPool(20)) {
            List<Future<Integer>> results = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                int item = i;
                results.add(callers.submit(() -> groups.submit(item, TIMEOUT)));
            }
            Thread.sleep(300);
            gathered.countDown();
            for (int i = 0; i < 20; i++) {
                assertThat(results.get(i).get()).isEqualTo(2 * i);
            }
        }
        assertThat(sizes).hasSizeLessThan(20);
        assertThat(sizes.stream().mapToInt(i -> i).sum()).isEqualTo(20);
        groups.stop();
    }

    @Test
    void aFailureReachesEveryoneOfItsGroupAndNobodyElse() throws InterruptedException {
        GroupCommit<Integer, Integer> groups = started(items -> {
            if (items.contains(1)) {
                throw new RecordUnavailable("gone", null);
            }
            return items;
        });
        assertThatThrownBy(() -> groups.submit(1, TIMEOUT)).isInstanceOf(RecordUnavailable.class);
        assertThat(groups.submit(2, TIMEOUT)).isEqualTo(2);
        groups.stop();
    }

    @Test
    void anItemAtFaultFailsNobodyButItsCaller() throws Exception {
        CountDownLatch gathered = new CountDownLatch(1);
        GroupCommit<Integer, Integer> groups = started(items -> {
            await(gathered);
            if (items.contains(7)) {
                throw new StackOverflowError();
            }
            if (items.contains(12)) {
                throw new IllegalArgumentException();
            }
            return items;
        });
        try (ExecutorService callers = Executors.newFixedThreadPool(20)) {
            List<Future<Integer>> results = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                int item = i;
                results.add(callers.submit(() -> groups.submit(item, TIMEOUT)));
            }
            gathered.countDown();
            for (int i = 0; i < 20; i++) {
                if (i == 7 || i == 12) {
                    assertThatThrownBy(results.get(i)::get).hasCauseInstanceOf(IllegalStateException.class);
                } else {
                    assertThat(results.get(i).get()).isEqualTo(i);
                }
            }
        }
        groups.stop();
    }

    @Test
    void aGroupThatIsProcessedAgainIsToldSo() throws InterruptedException {
        List<Boolean> again = new ArrayList<>();
        GroupCommit<Integer, Integer> groups = new GroupCommit<>("test", 100, 1_000, (items, repeated) -> {
            again.add(repeated);
            throw new IllegalArgumentException();
        });
        groups.start();
        assertThatThrownBy(() -> groups.submit(1, TIMEOUT)).isInstanceOf(IllegalStateException.class);
        groups.stop();
        assertThat(again).containsExactly(false);
    }

    @Test
    void whoWaitsTooLongIsToldSo() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        GroupCommit<Integer, Integer> groups = started(items -> {
            await(never);
            return items;
        });
        assertThatThrownBy(() -> groups.submit(1, Duration.ofMillis(50))).isInstanceOf(RecordUnavailable.class);
        never.countDown();
        groups.stop();
    }

    @Test
    void afterItsEndNobodyIsKeptWaiting() throws InterruptedException {
        GroupCommit<Integer, Integer> groups = started(items -> items);
        groups.stop();
        assertThatThrownBy(() -> groups.submit(1, TIMEOUT)).isInstanceOf(RecordUnavailable.class);
    }

    private GroupCommit<Integer, Integer> started(UnaryOperator<List<Integer>> work) {
        GroupCommit<Integer, Integer> groups = new GroupCommit<>("test", 100, 1_000, (items, _) -> {
            sizes.add(items.size());
            return work.apply(items);
        });
        groups.start();
        return groups;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
