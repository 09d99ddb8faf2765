package io.tenure.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Faults of a real PostgreSQL and of the service itself: every acknowledged decision is stored, and none is stored
/// twice.
///
/// Callers repeat each request with its own idempotency key until it succeeds, so that in the end there must be
/// exactly one decision per request.
@Tag("slow")
class RecordOutageIT {
    private static final int CALLERS = 8;
    private static final Duration MAX_RECOVERY = Duration.ofMinutes(3);

    private final PackagedService service = new PackagedService("record-faults.log");
    private final Map<String, String> acknowledged = new ConcurrentHashMap<>();
    private final Map<Integer, AtomicInteger> refusals = new ConcurrentHashMap<>();
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicBoolean givenUp = new AtomicBoolean();
    private final AtomicInteger sent = new AtomicInteger();
    private final List<Thread> callers = new ArrayList<>();
    private FaultyPostgres postgres;

    @BeforeEach
    void startPostgres() throws Exception {
        postgres = FaultyPostgres.fresh();
        postgres.start();
    }

    @AfterEach
    void stopEverything() throws Exception {
        over.set(true);
        givenUp.set(true);
        for (Thread caller : callers) {
            caller.join();
        }
        service.kill();
        postgres.close();
    }

    @Test
    void theServerIsStoppedAndStartedUnderLoad() throws Exception {
        start(postgres.port);
        callersAt(true);
        for (int i = 0; i < 3; i++) {
            afterMore(50);
            postgres.stop();
            Thread.sleep(3_000);
            postgres.start();
            afterMore(50);
        }
        assertEverythingAcknowledgedIsStoredOnce();
        assertThat(refusals.keySet()).isSubsetOf(0, 503);
        assertThat(refusals).containsKey(503);
    }

    @Test
    void theServerIsKilledUnderLoad() throws Exception {
        start(postgres.port);
        callersAt(true);
        for (int i = 0; i < 3; i++) {
            afterMore(50);
            postgres.kill();
            Thread.sleep(1_000);
            postgres.start();
            afterMore(50);
        }
        assertEverythingAcknowledgedIsStoredOnce();
        assertThat(refusals.keySet()).isSubsetOf(0, 503);
    }

    @Test
    void theServiceIsKilledUnderLoad() throws Exception {
        start(postgres.port);
        callersAt(true);
        for (int i = 0; i < 3; i++) {
            afterMore(50);
            service.kill();
            service.start(OPTIONS);
            afterMore(50);
        }
        assertEverythingAcknowledgedIsStoredOnce();
    }

    @Test
    void theConnectionIsCutDuringCommits() throws Exception {
        try (ConnectionCuttingProxy proxy = new ConnectionCuttingProxy(postgres.port)) {
            // Sends the text of each statement, so that the proxy can recognise it.
            start(proxy.port(), "?prepareThreshold=0");
            callersAt(true);
            afterMore(50);
            proxy.cutNext(10);
            afterMore(300);
            assertEverythingAcknowledgedIsStoredOnce();
            assertThat(proxy.cutsMade()).isEqualTo(10);
        }
    }

    @Test
    void theDiskIsFull() throws Exception {
        Path disk = Path.of("target", "small-disk-" + UUID.randomUUID()).toAbsolutePath();
        Files.createDirectories(disk);
        assumeTrue(
                runs("mount", "-t", "tmpfs", "-o", "size=300m,mode=0777", "tmpfs", disk.toString()),
                "a small disk can't be mounted here: that takes root");
        try {
            postgres.close();
            postgres = FaultyPostgres.in(disk.resolve("postgres"));
            postgres.start();
            start(postgres.port);
            callersAt(true);
            afterMore(50);
            Path filler = disk.resolve("filler");
            fill(filler);
            until("decisions are refused", () -> refusals.containsKey(503));
            Files.delete(filler);
            // It may have ended because of the full disk, as it should; it is started again.
            postgres.startIfDead();
            afterMore(100);
            assertEverythingAcknowledgedIsStoredOnce();
        } finally {
            over.set(true);
            givenUp.set(true);
            service.kill();
            postgres.close();
            runs("umount", "-l", disk.toString());
        }
    }

    @Test
    void theDiskIsSlow() throws Exception {
        Path source = Path.of("src/test/c/slow_disk.c");
        Path library = Path.of("target", "slow_disk.so").toAbsolutePath();
        assumeTrue(
                runs("gcc", "-shared", "-fPIC", "-o", library.toString(), source.toString(), "-ldl"),
                "a slow disk can't be made here: that takes gcc");
        postgres.stop();
        postgres.environment("LD_PRELOAD", library.toString());
        Path slowness = Path.of("target", "slow-disk-" + UUID.randomUUID()).toAbsolutePath();
        postgres.environment("SLOW_DISK_MILLIS_FILE", slowness.toString());
        postgres.start();
        start(postgres.port);
        Files.writeString(slowness, "400");
        callersAt(true);
        afterMore(100);
        assertEverythingAcknowledgedIsStoredOnce();
        // Concurrent requests share one wait for the disk.
        assertThat(refusals).isEmpty();
    }

    @Test
    void withAJournalDecisionsContinueWithoutTheDatabaseAndAKillLosesNone() throws Exception {
        service.configuration.put("tenure.record.on-outage", "journal");
        service.configuration.put(
                "tenure.record.journal.directory",
                Path.of("target", "journal-" + UUID.randomUUID())
                        .toAbsolutePath()
                        .toString());
        start(postgres.port);
        callersAt(false);
        afterMore(50);
        postgres.kill();
        afterMore(100);
        service.kill();
        until("the callers have noticed", () -> refusals.containsKey(0));
        postgres.start();
        service.start(OPTIONS);
        afterMore(50);
        postgres.kill();
        afterMore(50);
        postgres.start();
        afterMore(50);
        over.set(true);
        for (Thread caller : callers) {
            caller.join();
        }
        until("the journal is taken over", () -> missing() == 0);
        assertThat(refusals.keySet()).isSubsetOf(0, 503);
    }

    private static final String[] OPTIONS = {"-Xmx512m", "-Dtenure.record.timeout=2s"};

    private void start(int port) throws Exception {
        start(port, "");
    }

    private void start(int port, String options) throws Exception {
        service.configuration.put(
                "quarkus.datasource.jdbc.url", "jdbc:postgresql://localhost:" + port + "/postgres" + options);
        service.start(OPTIONS);
    }

    private void callersAt(boolean keyed) {
        for (int i = 0; i < CALLERS; i++) {
            callers.add(Thread.ofPlatform().start(() -> call(keyed)));
        }
    }

    private void call(boolean keyed) {
        while (!over.get()) {
            String customer = "c-" + sent.incrementAndGet();
            String key = UUID.randomUUID().toString();
            boolean answered = false;
            while (!answered && !givenUp.get()) {
                try {
                    HttpResponse<String> response = service.decide(CUSTOMER.formatted(customer), keyed ? key : null);
                    answered = response.statusCode() == 200;
                    if (answered) {
                        JsonNode answer = service.json(response);
                        acknowledged.put(answer.path("decisionId").textValue(), customer);
                    } else {
                        // A rejected request has a Retry-After header.
                        boolean hasRetryAfter =
                                response.headers().firstValue("Retry-After").isPresent();
                        rejected(hasRetryAfter ? response.statusCode() : -response.statusCode());
                    }
                } catch (IOException _) {
                    rejected(0);
                } catch (InterruptedException _) {
                    return;
                }
            }
        }
    }

    private void rejected(int status) throws RuntimeException {
        refusals.computeIfAbsent(status, _ -> new AtomicInteger()).incrementAndGet();
        try {
            Thread.sleep(100);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static final String CUSTOMER = """
            {"customerId": "%s", "asOf": "2026-06-30",
             "facts": {"relationshipType": "NON_CONTRACTUAL", "purchaseCount": 4, "recencyDays": 10}}""";

    private void afterMore(int decisions) throws Exception {
        int goal = acknowledged.size() + decisions;
        until(decisions + " more decisions are acknowledged", () -> acknowledged.size() >= goal);
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void until(String what, Condition condition) throws Exception {
        Instant begun = Instant.now();
        while (!condition.holds()) {
            assertThat(Duration.between(begun, Instant.now())).as(what).isLessThan(MAX_RECOVERY);
            Thread.sleep(100);
        }
    }

    private void assertEverythingAcknowledgedIsStoredOnce() throws Exception {
        over.set(true);
        for (Thread caller : callers) {
            caller.join();
        }
        assertThat(missing()).as("acknowledged and lost").isZero();
        assertThat(postgres.count("select count(*) from decision"))
                .as("one decision for each request")
                .isEqualTo(acknowledged.size());
        System.out.printf(
                Locale.ROOT,
                "%d decisions acknowledged, all stored once; rejected or failed meanwhile: %s%n",
                acknowledged.size(),
                refusals);
    }

    /// The number of acknowledged decisions that are not stored.
    private long missing() throws Exception {
        List<String> ids = List.copyOf(acknowledged.keySet());
        return ids.size()
                - postgres.count("select count(*) from decision where id = any('{" + String.join(",", ids) + "}')");
    }

    private static void fill(Path file) throws IOException {
        try (RandomAccessFile filler = new RandomAccessFile(file.toFile(), "rw")) {
            byte[] block = new byte[1 << 16];
            while (true) {
                filler.write(block);
            }
        } catch (IOException _) {
            // Full, as it should be.
        }
    }

    private static boolean runs(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException _) {
            return false;
        }
    }
}
