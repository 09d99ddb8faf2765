package io.tenure.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CheckPoolTest {
    private final ExecutorService callers = Executors.newCachedThreadPool();
    private final CountDownLatch end = new CountDownLatch(1);

    @AfterEach
    void stop() {
        end.countDown();
        callers.shutdownNow();
    }

    @Test
    void givesWhatTheCheckGivesAndThrowsWhatItThrows() {
        CheckPool pool = new CheckPool(1, 1, Duration.ofSeconds(30));

        assertThat(pool.run(() -> "found")).isEqualTo("found");
        assertThatThrownBy(() -> pool.run(() -> {
                    throw new IllegalArgumentException("no");
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no");
    }

    @Test
    void refusesACheckWhereTooManyWaitAlready() throws Exception {
        CheckPool pool = new CheckPool(1, 1, Duration.ofSeconds(30));
        CountDownLatch begun = new CountDownLatch(1);
        Future<String> running = callers.submit(() -> pool.run(() -> {
            begun.countDown();
            return await();
        }));
        assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
        Future<String> waiting = callers.submit(() -> pool.run(this::await));
        while (pool.waiting() == 0) {
            Thread.sleep(5);
        }

        assertThatThrownBy(() -> pool.run(() -> "one more"))
                .isInstanceOfSatisfying(CheckRefusedException.class, refused -> {
                    assertThat(refused.code()).isEqualTo("checks-busy");
                    assertThat(refused.waitTime()).isEqualTo(Duration.ofSeconds(5));
                    assertThat(refused.detail().en()).isEqualTo("1 check waits already. Try again in 5 seconds.");
                });
        end.countDown();
        assertThat(running.get(20, TimeUnit.SECONDS)).isEqualTo("ended");
        assertThat(waiting.get(20, TimeUnit.SECONDS)).isEqualTo("ended");
        assertThat(pool.run(() -> "again")).isEqualTo("again");
    }

    @Test
    void givesUpACheckThatTakesTooLongAndInterruptsIt() throws Exception {
        CheckPool pool = new CheckPool(1, 1, Duration.ofMillis(200));
        CountDownLatch interrupted = new CountDownLatch(1);

        assertThatThrownBy(() -> pool.run(() -> {
                    try {
                        end.await();
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                    }
                    return "";
                }))
                .isInstanceOfSatisfying(
                        CheckRefusedException.class,
                        late -> assertThat(late.code()).isEqualTo("check-timeout"));
        assertThat(interrupted.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void runsACheckWhereNoneMayWait() {
        assertThat(new CheckPool(1, 0, Duration.ofSeconds(30)).run(() -> "found"))
                .isEqualTo("found");
    }

    @Test
    void replacesTheThreadOfACheckThatIgnoresTheInterruption() throws Exception {
        CheckPool pool = new CheckPool(1, 1, Duration.ofMillis(300));

        assertGivenUp(pool, this::awaitWhateverHappens);

        assertThat(pool.hung()).isEqualTo(1);
        assertThat(pool.run(() -> "next")).isEqualTo("next");
        end.countDown();
        while (pool.hung() > 0) {
            Thread.sleep(5);
        }
        assertThat(pool.run(() -> "last")).isEqualTo("last");
    }

    @Test
    void replacesNoMoreThanAFewThreadsAtATime() throws Exception {
        CheckPool pool = new CheckPool(1, 1, Duration.ofMillis(300));
        for (int i = 0; i <= CheckPool.MAX_HUNG; i++) {
            assertGivenUp(pool, this::awaitWhateverHappens);
        }

        // Nothing runs it, and it doesn't keep the place of the one that waits after it.
        assertGivenUp(pool, () -> "never");
        assertGivenUp(pool, () -> "never");

        end.countDown();
        while (pool.hung() > 0) {
            Thread.sleep(5);
        }
        assertThat(pool.run(() -> "again")).isEqualTo("again");
    }

    private static void assertGivenUp(CheckPool pool, Supplier<String> check) {
        assertThatThrownBy(() -> pool.run(check))
                .isInstanceOfSatisfying(
                        CheckRefusedException.class,
                        late -> assertThat(late.code()).isEqualTo("check-timeout"));
    }

    private String awaitWhateverHappens() {
        while (end.getCount() > 0) {
            await();
            Thread.interrupted();
        }
        return "ended";
    }

    private String await() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return "ended";
    }
}
