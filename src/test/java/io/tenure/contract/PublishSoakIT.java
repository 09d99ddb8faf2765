package io.tenure.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Publishes repeatedly while callers decide without pause, and prints the figures: for a minute, or
/// `-Dtenure.test.soak-publishes` times. The first publication and each tenth after it change DRL.
@Tag("slow")
class PublishSoakIT {
    private static final int PUBLISHES = Integer.getInteger("tenure.test.soak-publishes", 0);
    private static final Duration DURATION = Duration.ofMinutes(1);

    /// Fewer say nothing about what accumulates.
    private static final int MIN_PUBLISHES = 12;

    /// How often memory is measured.
    private static final int MEASUREMENTS = 6;

    private static final int CALLERS = 2;
    private static final String CUSTOMER = """
        {"customerId": "C07", "asOf": "2026-06-30",
         "facts": {"relationshipType": "NON_CONTRACTUAL", "purchaseCount": 1, "recencyDays": 400}}
        """;

    private final PackagedService service = new PackagedService("publish-soak.log").withAllCompilers();

    @AfterEach
    void stop() throws InterruptedException {
        service.kill();
    }

    @Test
    void noDecisionFailsOrMixesTwoReleasesAndMemoryStaysFlat() throws Exception {
        service.start("-Xmx512m");
        byte[][] settings = {
            ChangedSettings.withDeclineLabel("Decline A"), ChangedSettings.withDeclineLabel("Decline B")
        };
        String drl = Files.readString(Path.of("rules/consent.drl"));
        AtomicBoolean over = new AtomicBoolean();
        AtomicLong decided = new AtomicLong();
        ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
        ConcurrentLinkedQueue<DecisionSample> seen = new ConcurrentLinkedQueue<>();
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            callers.add(Thread.ofPlatform().start(() -> decide(over, decided, wrong, seen)));
        }
        Map<Integer, String> labels = new ConcurrentHashMap<>();
        List<Long> millis = new ArrayList<>();
        List<Memory> memory = new ArrayList<>();
        Progress progress = new Progress(System.nanoTime());
        int publishes = 0;
        for (; progress.at(publishes) < 1 || publishes < MIN_PUBLISHES; publishes++) {
            int i = publishes;
            Map<String, byte[]> files = new HashMap<>(Map.of("settings.xlsx", settings[i % 2]));
            if (i % 10 == 0) {
                files.put("consent.drl", (drl + "// " + i + "\n").getBytes(UTF_8));
            }
            long begun = System.nanoTime();
            HttpResponse<String> published = service.publish(service.draft(files));
            millis.add((System.nanoTime() - begun) / 1_000_000);
            assertThat(published.statusCode()).as(published.body()).isEqualTo(200);
            labels.put(service.json(published).path("release").asInt(), i % 2 == 0 ? "Decline A" : "Decline B");
            if (progress.at(publishes) * MEASUREMENTS >= memory.size()) {
                memory.add(Memory.of(service.pid()));
            }
        }
        over.set(true);
        for (Thread caller : callers) {
            caller.join();
        }
        memory.add(Memory.of(service.pid()));
        List<Long> sorted = millis.stream().sorted().toList();
        System.out.printf(
                Locale.ROOT,
                "%d publishes, %d with DRL; upload to release in %d ms (median), %d ms (longest); %d decisions"
                        + " meanwhile, %d failed%nmemory after a collection, heap/metaspace MB: %s%n",
                publishes,
                (publishes + 9) / 10,
                sorted.get(sorted.size() / 2),
                sorted.getLast(),
                decided.get(),
                wrong.size(),
                memory);

        assertThat(wrong).isEmpty();
        assertThat(seen.stream().filter(s -> labels.containsKey(s.release))).isNotEmpty();
        assertThat(seen.stream().filter(s -> labels.containsKey(s.release)))
                .allMatch(s -> s.label.equals(labels.get(s.release)));
        // At the first measurements not all code has run yet, though DRL was compiled; after them nothing may
        // accumulate.
        assertThat(memory).hasSizeGreaterThan(4);
        Memory settled = memory.get(2);
        assertThat(memory.getLast().metaspace).isLessThan(settled.metaspace + 20);
        assertThat(memory.getLast().heap).isLessThan(settled.heap * 3 / 2 + 30);
    }

    private void decide(
            AtomicBoolean over,
            AtomicLong decided,
            ConcurrentLinkedQueue<String> wrong,
            ConcurrentLinkedQueue<DecisionSample> seen) {
        while (!over.get()) {
            try {
                HttpResponse<String> response = service.decide(CUSTOMER);
                decided.incrementAndGet();
                if (response.statusCode() != 200) {
                    wrong.add(response.body());
                    continue;
                }
                JsonNode answer = service.json(response);
                seen.add(new DecisionSample(
                        answer.path("ruleset").path("release").asInt(),
                        answer.path("labels").path("DECLINE").asText()));
            } catch (IOException | InterruptedException e) {
                wrong.add(e.toString());
            }
        }
    }

    /// How far the test is, from 0 to 1.
    private record Progress(long begun) {
        double at(int publishes) {
            return PUBLISHES > 0
                    ? (double) publishes / PUBLISHES
                    : (double) (System.nanoTime() - begun) / DURATION.toNanos();
        }
    }

    private record DecisionSample(int release, String label) {}

    /// What the service holds after a full collection, in MB.
    private record Memory(long heap, long metaspace) {
        static Memory of(long pid) throws Exception {
            ran("jcmd", pid, "GC.run");
            ran("jcmd", pid, "GC.run");
            List<List<String>> table = ran("jstat", "-gc", pid)
                    .lines()
                    .map(line -> List.of(line.strip().split("\\s+")))
                    .toList();
            double heap = 0;
            for (String space : List.of("S0U", "S1U", "EU", "OU")) {
                heap += kilobytes(table, space);
            }
            return new Memory((long) heap / 1024, (long) kilobytes(table, "MU") / 1024);
        }

        private static double kilobytes(List<List<String>> table, String column) {
            String value = table.get(1).get(table.get(0).indexOf(column));
            return value.equals("-") ? 0 : Double.parseDouble(value);
        }

        private static String ran(String tool, Object... arguments) throws Exception {
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", tool).toString());
            for (Object argument : arguments) {
                command.add(argument.toString());
            }
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            return new String(process.getInputStream().readAllBytes(), UTF_8);
        }

        @Override
        public String toString() {
            return heap + "/" + metaspace;
        }
    }
}
