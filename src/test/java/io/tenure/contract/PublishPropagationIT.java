package io.tenure.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Two real processes on one database: a release published on one is used by the other. Prints the delay between the
/// activation of the release and the first decision by it there. `-Dtenure.test.propagation-rounds` sets how often.
@Tag("slow")
class PublishPropagationIT {
    private static final int ROUNDS = Integer.getInteger("tenure.test.propagation-rounds", 4);
    private static final int STARTS = (ROUNDS + 1) / 2;
    private static final int CALLERS = 4;
    private static final int PUBLISHES_UNDER_LOAD = 3;
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final Duration MAX_DURATION = Duration.ofSeconds(60);
    private static final String CUSTOMER = """
        {"customerId": "C07", "asOf": "2026-06-30",
         "facts": {"relationshipType": "NON_CONTRACTUAL", "purchaseCount": 1, "recencyDays": 400}}
        """;

    private final PackagedService here = new PackagedService("publish-here.log");
    private final PackagedService elsewhere = here.secondInstance("publish-elsewhere.log");

    @AfterEach
    void stop() throws InterruptedException {
        here.kill();
        elsewhere.kill();
    }

    @Test
    void aPublicationOnOneInstanceReachesTheOther() throws Exception {
        here.start();
        elsewhere.start();
        byte[][] settings = {
            ChangedSettings.withDeclineLabel("Decline A"), ChangedSettings.withDeclineLabel("Decline B")
        };
        String drl = Files.readString(Path.of("rules/consent.drl"));
        List<Long> tables = new ArrayList<>();
        List<Long> code = new ArrayList<>();
        List<Long> started = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            tables.add(swap(Map.of("settings.xlsx", settings[i % 2])));
            code.add(swap(Map.of("consent.drl", (drl + "// " + i + "\n").getBytes(UTF_8))));
        }
        for (int i = 0; i < STARTS; i++) {
            elsewhere.kill();
            elsewhere.start();
            started.add(swap(Map.of("consent.drl", (drl + "// started " + i + "\n").getBytes(UTF_8))));
        }
        print("tables", tables);
        print("DRL", code);
        print("DRL, the other just started", started);
    }

    /// No request fails meanwhile, and nobody is decided by an earlier release again.
    @Test
    void anOlderInstanceUnderLoadFollowsTheChangedCodeOfANewerOne() throws Exception {
        here.start();
        elsewhere.start();
        String drl = Files.readString(Path.of("rules/consent.drl"));
        AtomicBoolean over = new AtomicBoolean();
        AtomicIntegerArray latest = new AtomicIntegerArray(CALLERS);
        List<CompletableFuture<Void>> callers = IntStream.range(0, CALLERS)
                .mapToObj(caller -> CompletableFuture.runAsync(
                        () -> {
                            while (!over.get()) {
                                int release = decideHere();
                                assertThat(release).isGreaterThanOrEqualTo(latest.getAndSet(caller, release));
                                // Compiling needs a processor, too.
                                LockSupport.parkNanos(PAUSE.toNanos());
                            }
                        },
                        task -> Thread.ofPlatform().start(task)))
                .toList();
        try {
            for (int i = 0; i < PUBLISHES_UNDER_LOAD; i++) {
                int draft = elsewhere.draft(Map.of("consent.drl", (drl + "// under load " + i + "\n").getBytes(UTF_8)));
                HttpResponse<String> response = elsewhere.publish(draft);
                assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
                int published = elsewhere.json(response).path("release").asInt();
                Instant end = Instant.now().plus(MAX_DURATION);
                while (IntStream.range(0, CALLERS).anyMatch(caller -> latest.get(caller) < published)) {
                    assertThat(callers).noneMatch(CompletableFuture::isDone);
                    assertThat(Instant.now()).as("release " + published).isBefore(end);
                    Thread.sleep(20);
                }
            }
        } finally {
            over.set(true);
        }
        callers.forEach(CompletableFuture::join);
    }

    private int decideHere() {
        try {
            return release(here.decide(CUSTOMER));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /// Publishes on one instance; returns the milliseconds until the other decides by it.
    private long swap(Map<String, byte[]> files) throws Exception {
        int before = release(elsewhere.decide(CUSTOMER));
        int draft = here.draft(files);
        CompletableFuture<Instant> swapped = CompletableFuture.supplyAsync(() -> awaitOtherRelease(before));
        HttpResponse<String> response = here.publish(draft);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        JsonNode published = here.json(response);
        Instant then = swapped.join();
        assertThat(release(elsewhere.decide(CUSTOMER)))
                .isEqualTo(published.path("release").asInt());
        return Duration.between(Instant.parse(published.path("from").asText()), then)
                .toMillis();
    }

    private static void print(String what, List<Long> millis) {
        List<Long> sorted = millis.stream().sorted().toList();
        System.out.printf(
                Locale.ROOT,
                "%d publishes of changed %s: the other decides by them after %d ms (median), %d ms (longest); %s%n",
                millis.size(),
                what,
                sorted.get(sorted.size() / 2),
                sorted.getLast(),
                millis);
    }

    /// The time at which the other instance first decided by another release.
    private Instant awaitOtherRelease(int before) {
        Instant begun = Instant.now();
        try {
            while (release(elsewhere.decide(CUSTOMER)) == before) {
                if (Duration.between(begun, Instant.now()).compareTo(MAX_DURATION) > 0) {
                    elsewhere.printThreads();
                    throw new AssertionError(
                            "The other still decides by release " + before + "; see its threads in its log.");
                }
                Thread.sleep(5);
            }
            return Instant.now();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private int release(HttpResponse<String> decision) throws Exception {
        assertThat(decision.statusCode()).as(decision.body()).isEqualTo(200);
        return elsewhere.json(decision).path("ruleset").path("release").asInt();
    }
}
