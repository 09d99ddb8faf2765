package io.tenure.cli;

import io.tenure.text.Message;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The command `load`: measures how many decisions a running Tenure makes.
@Command(
        name = "load",
        description = "Send decision requests to a running Tenure from concurrent callers, and print rate and latency.",
        footer = {
            "",
            "TENURE_URL is the address of the service (default: http://localhost:8080).",
            "TENURE_TOKEN, or TENURE_USER and TENURE_PASSWORD, sign in (default: the demo account caller).",
            "The decisions are stored there like any others."
        })
final class LoadCommand implements Callable<Integer> {
    private final Console console;
    private final ServiceClient service;
    private final Clock clock;

    @Option(names = "--callers", paramLabel = "N", description = "Concurrent callers (default: ${DEFAULT-VALUE}).")
    private int callers = 32;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            description = "Maximum duration in seconds (default: ${DEFAULT-VALUE}).")
    private int seconds = 20;

    @Option(names = "--decisions", paramLabel = "N", description = "Maximum number of decisions (default: no limit).")
    private long decisions = Long.MAX_VALUE;

    @Option(
            names = "--customers",
            paramLabel = "N",
            description = "Number of different customers (default: ${DEFAULT-VALUE}).")
    private int customers = 10_000;

    @Option(
            names = "--days",
            paramLabel = "N",
            description = "Number of different decision dates (default: ${DEFAULT-VALUE}).")
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
                throw CliException.usageError(Message.of("cli.load.positive", "option", option.getKey()));
            }
        }
        LoadGenerator load = new LoadGenerator(
                URI.create(service.url()),
                service.authorization("caller"),
                callers,
                Duration.ofSeconds(seconds),
                decisions,
                customers,
                LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC),
                days);
        LoadGenerator.LoadResult result;
        try (ProgressDisplay progress = ProgressDisplay.of(
                console, Message.of("cli.progress.deciding"), decisions == Long.MAX_VALUE ? -1 : decisions)) {
            result = load.run(progress::advanceTo);
        }
        console.print(figures(result));
        return result.countByStatus().keySet().stream().allMatch(status -> status == 200)
                ? 0
                : CliException.EXIT_FAILURE;
    }

    private static Message figures(LoadGenerator.LoadResult result) {
        List<Message> failed = result.countByStatus().entrySet().stream()
                .filter(e -> e.getKey() != 200)
                .map(e -> e.getKey() == 0
                        ? Message.of("cli.load.no-response", "count", e.getValue())
                        : Message.of("cli.load.status", "count", e.getValue(), "status", e.getKey()))
                .toList();
        if (result.decisions() == 0) {
            return failed.isEmpty()
                    ? Message.of("cli.load.nothing")
                    : Message.of("cli.load.all-failed", "failed", failed);
        }
        Message decided = Message.of(
                "cli.load.decided",
                "decisions",
                result.decisions(),
                "seconds",
                result.elapsed().toMillis() / 1e3,
                "rate",
                result.decisionsPerSecond(),
                "median",
                result.latencyMillis(0.5),
                "percentile",
                result.latencyMillis(0.99),
                "maximum",
                result.latencyMillis(1));
        return failed.isEmpty() ? decided : Message.of("cli.load.some-failed", "decided", decided, "failed", failed);
    }
}
