package io.tenure.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What is packaged, asked to stop while callers decide and somebody publishes.
///
/// The callers do as a load balancer does: they send nothing more once readiness is gone.
class ShutdownIT {
    private static final int CALLERS = 4;
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final String CUSTOMER = """
            {"customerId": "C07", "asOf": "2026-06-30",
             "facts": {"relationshipType": "NON_CONTRACTUAL", "purchaseCount": 12, "recencyDays": 45}}
            """;

    private final PackagedService service = new PackagedService("shutdown.log");
    private final AtomicBoolean ready = new AtomicBoolean(true);
    private final AtomicBoolean asked = new AtomicBoolean();

    @AfterEach
    void stop() throws InterruptedException {
        service.kill();
    }

    @Test
    void finishesWhatWasBegunOnceReadinessIsGone() throws Exception {
        service.start("-Dquarkus.shutdown.delay=3S");
        int draft = service.draft(Map.of("scenarios/more-edges.xlsx", edges()));
        AtomicInteger afterAsking = new AtomicInteger();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Void>> callers = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                callers.add(threads.submit(caller(afterAsking)));
            }
            Thread.sleep(500);
            Future<HttpResponse<String>> publishing = threads.submit(() -> service.publish(draft));
            asked.set(true);
            service.terminate();
            // First of all it is no longer ready; what it gets all the same, it answers.
            while (service.readiness() == 200) {
                Thread.sleep(20);
            }
            HttpResponse<String> late = service.decide(CUSTOMER);
            ready.set(false);
            assertThat(late.statusCode()).as(late.body()).isEqualTo(200);
            for (Future<Void> caller : callers) {
                caller.get();
            }
            assertThat(publishing.get().statusCode()).isEqualTo(200);
        }
        assertThat(service.hasEnded(LONGEST)).isTrue();
        assertThat(afterAsking).hasPositiveValue();
        // What was acknowledged is there.
        service.start();
        assertThat(service.json(service.decide(CUSTOMER))
                        .path("ruleset")
                        .path("release")
                        .asInt())
                .isEqualTo(2);
    }

    private Callable<Void> caller(AtomicInteger afterAsking) {
        return () -> {
            while (ready.get()) {
                HttpResponse<String> answer = service.decide(CUSTOMER);
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
                if (asked.get()) {
                    afterAsking.incrementAndGet();
                }
            }
            return null;
        };
    }

    /// The scenarios once more: a change that decides nothing differently.
    private static byte[] edges() throws Exception {
        return Files.readAllBytes(Path.of("scenarios/edges.xlsx"));
    }
}
