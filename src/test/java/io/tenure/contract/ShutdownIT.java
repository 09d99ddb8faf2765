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

/// The packaged service is stopped during decisions and a publication.
///
/// The callers behave like a load balancer: they send nothing more once the service is not ready.
class ShutdownIT {
    private static final int CALLERS = 4;
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final String CUSTOMER = """
            {"customerId": "C07", "asOf": "2026-06-30",
             "facts": {"relationshipType": "NON_CONTRACTUAL", "purchaseCount": 12, "recencyDays": 45}}
            """;

    private final PackagedService service = new PackagedService("shutdown.log");
    private final AtomicBoolean ready = new AtomicBoolean(true);
    private final AtomicBoolean stopRequested = new AtomicBoolean();

    @AfterEach
    void stop() throws InterruptedException {
        service.kill();
    }

    @Test
    void finishesRequestsInProgressOnceItIsNotReady() throws Exception {
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
            stopRequested.set(true);
            service.terminate();
            // First it reports that it is not ready; it still answers requests.
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
        // Everything acknowledged is stored.
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
                if (stopRequested.get()) {
                    afterAsking.incrementAndGet();
                }
            }
            return null;
        };
    }

    /// The unchanged scenarios: a draft that changes no decision.
    private static byte[] edges() throws Exception {
        return Files.readAllBytes(Path.of("scenarios/edges.xlsx"));
    }
}
