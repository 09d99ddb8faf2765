package io.tenure.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenure.cli.LoadGenerator;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The cost of storing decisions: throughput with and without it, measured alternately, each service with its own
/// PostgreSQL that waits for the disk at each commit. Prints the result.
@Tag("measurement")
class DecisionLogCostIT {
    private static final int CALLERS = 32;
    private static final int ROUNDS = Integer.getInteger("tenure.test.load-rounds", 5);
    private static final Duration ROUND = Duration.ofSeconds(Integer.getInteger("tenure.test.load-seconds", 10));

    private final List<PackagedService> services = new ArrayList<>();

    @AfterEach
    void stop() throws InterruptedException {
        for (PackagedService service : services) {
            service.stop();
        }
    }

    @Test
    void decisionsWithAndWithoutTheRecord() throws Exception {
        PackagedService with = service("with");
        PackagedService without = service("without", "-Dtenure.record.enabled=false");
        load(with, ROUND);
        load(without, ROUND);
        List<Double> on = new ArrayList<>();
        List<Double> off = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            on.add(load(with, ROUND).decisionsPerSecond());
            off.add(load(without, ROUND).decisionsPerSecond());
        }
        System.out.printf(
                Locale.ROOT,
                "decisions a second, %d callers, medians of %d rounds of %d s in turns: %.0f with the record %s, %.0f"
                        + " without %s: %.0f %%%n",
                CALLERS,
                ROUNDS,
                ROUND.toSeconds(),
                median(on),
                rounded(on),
                median(off),
                rounded(off),
                100 * median(on) / median(off));
        assertThat(on).allMatch(rate -> rate > 0);
    }

    private PackagedService service(String name, String... options) throws Exception {
        PackagedService service = new PackagedService("load-" + name + ".log").withAllCompilers();
        services.add(service);
        for (String database : List.of("quarkus.datasource.jdbc.url", "quarkus.datasource.username")) {
            service.configuration.remove(database);
        }
        service.configuration.put(
                "tenure.database.directory",
                Path.of("target", "load-" + UUID.randomUUID()).toAbsolutePath().toString());
        List<String> all = new ArrayList<>(List.of(options));
        all.add("-Xmx1g");
        service.start(all.toArray(String[]::new));
        return service;
    }

    private static LoadGenerator.LoadResult load(PackagedService service, Duration duration)
            throws InterruptedException {
        LoadGenerator.LoadResult result = new LoadGenerator(
                        URI.create(service.address()),
                        PackagedService.authorization("caller"),
                        CALLERS,
                        duration,
                        Long.MAX_VALUE,
                        10_000,
                        LocalDate.of(2026, 6, 30),
                        30)
                .run(_ -> {});
        assertThat(result.countByStatus()).containsOnlyKeys(200);
        return result;
    }

    private static double median(List<Double> rates) {
        return rates.stream().sorted().toList().get(rates.size() / 2);
    }

    private static List<Long> rounded(List<Double> rates) {
        return rates.stream().map(Math::round).toList();
    }
}
