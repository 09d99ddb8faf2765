package io.tenure.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `load`: how many decisions a running Tenure makes.
@Command(
        name = "load",
        description = "Ask a running Tenure for decisions from many callers at once, and print how it fared.",
        footer = {
            "",
            "Where: TENURE_URL, or http://localhost:8080. Who: TENURE_TOKEN, or TENURE_USER and TENURE_PASSWORD,",
            "or the caller that './tenure run' made. What is decided goes on record there."
        },
        mixinStandardHelpOptions = true)
final class LoadCommand implements Callable<Integer> {
    private final Console console;
    private final ServiceClient service;
    private final Clock clock;

    @Option(names = "--callers", paramLabel = "N", description = "Callers at once; ${DEFAULT-VALUE}.")
    private int callers = 32;

    @Option(names = "--seconds", paramLabel = "S", description = "Longest time; ${DEFAULT-VALUE}.")
    private int seconds = 20;

    @Option(names = "--decisions", paramLabel = "N", description = "Most decisions; no limit if not said.")
    private long decisions = Long.MAX_VALUE;

    @Option(names = "--customers", paramLabel = "N", description = "Different customers; ${DEFAULT-VALUE}.")
    private int customers = 10_000;

    @Option(names = "--days", paramLabel = "N", description = "Days the decisions are as of; ${DEFAULT-VALUE}.")
    private int days = 30;

    LoadCommand(Console console, ServiceClient service, Clock clock) {
        this.console = console;
        this.service = service;
        this.clock = clock;
    }

    @Override
    public Integer call() throws Exception {
        for (Map.Entry<String, Long> option : Map.of(
                        "--callers", (long) callers,
                        "--seconds", (long) seconds,
                        "--decisions", decisions,
                        "--customers", (long) customers,
                        "--days", (long) days)
                .entrySet()) {
            if (option.getValue() < 1) {
                throw CliException.failure(option.getKey() + " needs a number from 1 on.");
            }
        }
        LoadGenerator load = new LoadGenerator(
                URI.create(service.url()),
                service.credentials("caller"),
                callers,
                Duration.ofSeconds(seconds),
                decisions,
                customers,
                LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC),
                days);
        LoadGenerator.LoadResult figures;
        try (ProgressDisplay bar =
                ProgressDisplay.of(console, "Deciding", decisions == Long.MAX_VALUE ? -1 : decisions)) {
            long[] shown = {0};
            figures = load.run(answered -> {
                bar.advance(answered - shown[0]);
                shown[0] = answered;
            });
        }
        console.out().write((format(figures) + "\n").getBytes(UTF_8));
        return figures.countByStatus().keySet().stream().allMatch(status -> status == 200)
                ? 0
                : CliException.EXIT_FAILURE;
    }

    static String format(LoadGenerator.LoadResult figures) {
        String others = figures.countByStatus().entrySet().stream()
                .filter(e -> e.getKey() != 200)
                .map(e -> e.getKey() == 0
                        ? String.format(Locale.ROOT, "%d broken", e.getValue())
                        : String.format(Locale.ROOT, "%d with status %d", e.getValue(), e.getKey()))
                .collect(Collectors.joining(", "));
        return String.format(
                Locale.ROOT,
                "%,d decisions in %.1f s: %,.0f a second; answered in %.1f ms (median), %.1f ms (99 of 100), %.1f ms (longest)%s",
                figures.decisions(),
                figures.elapsed().toMillis() / 1e3,
                figures.decisionsPerSecond(),
                figures.latencyMillis(0.5),
                figures.latencyMillis(0.99),
                figures.latencyMillis(1),
                others.isEmpty() ? "" : "; " + others);
    }
}
