package io.tenure.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tenure.EncryptionKeysForTests;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The key rotation of `docs/operating.md` with two instances under load, each change as a rolling restart: first both
/// keys everywhere, then the new one first, then the old one removed. No request fails, and both instances read
/// every decision all the time.
///
/// The callers behave like a load balancer: they send nothing more to an instance that is about to end.
@Tag("slow")
class KeyRotationIT {
    private static final int CALLERS = 3;
    private static final int MAX_REMEMBERED = 500;
    private static final Duration MAX_ROTATION = Duration.ofMinutes(2);
    private static final Duration MAX_STOP = Duration.ofSeconds(40);

    /// Requests that are on their way are still answered.
    private static final String DELAY = "-Dquarkus.shutdown.delay=1S";

    private static final String KEYS = "tenure.record.encryption-keys";
    private static final String CUSTOMER = """
        {"customerId": "%s", "asOf": "2026-06-30",
         "facts": {"relationshipType": "NON_CONTRACTUAL", "purchaseCount": 12, "recencyDays": 45}}
        """;

    private record Instance(PackagedService service, AtomicBoolean balanced) {}

    private record Decided(String id, String response) {}

    private final PackagedService first = new PackagedService("key-rotation-1.log");
    private final List<Instance> instances = List.of(
            new Instance(first, new AtomicBoolean()),
            new Instance(first.secondInstance("key-rotation-2.log"), new AtomicBoolean()));
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger read = new AtomicInteger();
    private final ConcurrentLinkedQueue<String> failed = new ConcurrentLinkedQueue<>();
    private final List<Decided> decided = new ArrayList<>();

    @AfterEach
    void stop() throws InterruptedException {
        over.set(true);
        for (Instance instance : instances) {
            instance.service.kill();
        }
    }

    @Test
    void noRequestFailsWhileTheKeyIsChangedByRollingRestarts() throws Exception {
        String old = "1:" + EncryptionKeysForTests.key("encryption");
        String next = "2:" + EncryptionKeysForTests.key("next-encryption");
        for (Instance instance : instances) {
            instance.service.start(DELAY);
            instance.balanced.set(true);
        }
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            callers.add(Thread.ofPlatform().start(this::call));
        }
        restartOneByOne(old + "," + next);
        restartOneByOne(next + "," + old);
        rotate();
        restartOneByOne(next);
        over.set(true);
        for (Thread caller : callers) {
            caller.join();
        }
        System.out.printf(
                Locale.ROOT,
                "%d decisions and %d readings during three rolling restarts, %d failed%n",
                sent.get(),
                read.get(),
                failed.size());
        assertThat(failed).isEmpty();
        assertThat(decided).isNotEmpty();
        for (Instance instance : instances) {
            for (Decided decision : decided) {
                assertThat(read(instance.service, decision).body()).isEqualTo(decision.response);
            }
        }
    }

    private void restartOneByOne(String keys) throws Exception {
        first.configuration.put(KEYS, keys);
        for (Instance instance : instances) {
            instance.balanced.set(false);
            instance.service.terminate();
            assertThat(instance.service.hasEnded(MAX_STOP)).isTrue();
            instance.service.start(DELAY);
            instance.balanced.set(true);
            // The old and the new instance decide together for a while.
            Thread.sleep(2_000);
        }
    }

    private void rotate() throws Exception {
        HttpResponse<String> started = first.request("olga", "POST", "/api/v1/history/key-rotation");
        assertThat(started.statusCode()).as(started.body()).isBetween(200, 202);
        Instant begun = Instant.now();
        JsonNode progress;
        do {
            Thread.sleep(200);
            progress = first.json(first.get("olga", "/api/v1/history/key-rotation"));
            assertThat(Duration.between(begun, Instant.now()))
                    .as(progress.toString())
                    .isLessThan(MAX_ROTATION);
        } while (progress.path("remaining").asLong(1) > 0
                || progress.path("running").asBoolean());
        assertThat(progress.path("currentKey").asInt()).isEqualTo(2);
        assertThat(progress.path("missingKeys")).isEmpty();
    }

    /// Decides on one instance, and reads on any what was decided earlier.
    private void call() {
        while (!over.get()) {
            try {
                HttpResponse<String> answer = anyInstance().decide(CUSTOMER.formatted("c-" + sent.incrementAndGet()));
                check(answer);
                remember(answer);
                Decided earlier = anyDecided();
                HttpResponse<String> again = read(anyInstance(), earlier);
                read.incrementAndGet();
                check(again);
                if (!again.body().equals(earlier.response)) {
                    failed.add("read " + again.body() + " instead of " + earlier.response);
                }
            } catch (IOException e) {
                failed.add(e.toString());
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    private void check(HttpResponse<String> response) {
        if (response.statusCode() != 200) {
            failed.add(response.statusCode() + " " + response.body());
        }
    }

    private void remember(HttpResponse<String> answer) throws IOException {
        if (answer.statusCode() == 200) {
            String id = first.json(answer).path("decisionId").asText();
            synchronized (decided) {
                if (decided.size() < MAX_REMEMBERED) {
                    decided.add(new Decided(id, answer.body()));
                } else {
                    // The first half stays from the beginning on.
                    decided.set(
                            ThreadLocalRandom.current().nextInt(MAX_REMEMBERED / 2, MAX_REMEMBERED),
                            new Decided(id, answer.body()));
                }
            }
        }
    }

    private Decided anyDecided() {
        synchronized (decided) {
            return decided.get(ThreadLocalRandom.current().nextInt(decided.size()));
        }
    }

    private PackagedService anyInstance() {
        List<Instance> balanced =
                instances.stream().filter(instance -> instance.balanced.get()).toList();
        return balanced.get(ThreadLocalRandom.current().nextInt(balanced.size())).service;
    }

    private static HttpResponse<String> read(PackagedService service, Decided decision)
            throws IOException, InterruptedException {
        return service.get("viewer", "/api/v1/decisions/" + decision.id);
    }
}
