package io.tenure.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WelcomeMessageTest {
    @Test
    void isPrintedAtOnceIfTheServiceIsReady() {
        AtomicInteger printed = new AtomicInteger();
        WelcomeMessage.whenReady(() -> true, printed::incrementAndGet);
        assertThat(printed).hasValue(1);
    }

    @Test
    void isPrintedOnceTheServiceIsReady() throws InterruptedException {
        AtomicInteger asked = new AtomicInteger();
        CountDownLatch printed = new CountDownLatch(1);
        WelcomeMessage.whenReady(() -> asked.incrementAndGet() > 1, () -> {
            assertThat(asked).hasValue(2);
            printed.countDown();
        });
        assertThat(printed.await(10, TimeUnit.SECONDS)).isTrue();
    }
}
