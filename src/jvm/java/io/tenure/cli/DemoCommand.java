package io.tenure.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.tenure.demo.Demonstration;
import io.tenure.text.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The command `demo`: has a running Tenure decide customers that were made up, as known on the last days of twelve
/// months, and reports to it what came of the advice.
@Command(
        name = "demo",
        description = "Fill a running Tenure with customers that were made up, decided over twelve months.",
        footer = {
            "",
            "The customers are D0001 and so on, and C01 to C10, the worked examples. They are decided like any others.",
            "",
            "TENURE_URL is the address of the service (default: http://localhost:8080).",
            "TENURE_TOKEN, or TENURE_USER and TENURE_PASSWORD, sign in (default: the demo accounts caller and viewer)."
        })
final class DemoCommand implements Callable<Integer> {
    private static final int CALLERS = 8;

    private final Console console;
    private final RulesetLoader rulesetLoader;
    private final ServiceClient service;
    private final Clock clock;

    @Option(
            names = "--customers",
            paramLabel = "N",
            description = "Number of customers beside the worked examples (default: ${DEFAULT-VALUE}).")
    private int customers = Demonstration.CUSTOMERS;

    @Option(names = "--add", description = "Add them although there are customers on record.")
    private boolean add;

    DemoCommand(Console console, RulesetLoader rulesetLoader, ServiceClient service, Clock clock) {
        this.console = console;
        this.rulesetLoader = rulesetLoader;
        this.service = service;
        this.clock = clock;
    }

    @Override
    public Integer call() throws IOException, CliException {
        if (customers < 1) {
            throw CliException.usageError(Message.of("cli.load.positive", "option", "--customers"));
        }
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        long known = service.sendJson("viewer", console.locale(), "GET", "/stages", null)
                .path("customers")
                .asLong();
        if (known > 0 && !add) {
            throw CliException.failure(Message.of("cli.demo.not-empty", "customers", known));
        }
        Demonstration demonstration = new Demonstration(
                customers, today, rulesetLoader.load(null).ruleset().ruleset());
        try (ProgressDisplay progress =
                ProgressDisplay.of(console, Message.of("cli.progress.deciding"), demonstration.steps())) {
            run(demonstration, progress);
        }
        console.print(Message.of(
                "cli.demo.done",
                "decisions",
                demonstration.decisions(),
                "customers",
                customers + Demonstration.WORKED_EXAMPLES,
                "url",
                service.url()));
        return 0;
    }

    private void run(Demonstration demonstration, ProgressDisplay progress) throws CliException {
        try {
            demonstration.run(new CalledService(), CALLERS, () -> progress.advance(1));
        } catch (InterruptedException | CancellationException _) {
            Thread.currentThread().interrupt();
            throw CliException.failure(Message.of("cli.interrupted"));
        } catch (ExecutionException failed) {
            switch (failed.getCause()) {
                case CliException expected -> throw expected;
                case IOException unreadable -> throw new UncheckedIOException(unreadable);
                case RuntimeException bug -> throw bug;
                case null, default -> throw new IllegalStateException(failed);
            }
        }
    }

    /// The service over its API.
    private final class CalledService implements Demonstration.Service {
        @Override
        public JsonNode decide(JsonNode request) throws IOException, CliException {
            return service.sendJson("caller", console.locale(), "POST", "/decisions", request);
        }

        @Override
        public void report(String decision, JsonNode feedback) throws IOException, CliException {
            service.sendJson("caller", console.locale(), "POST", "/decisions/" + decision + "/feedback", feedback);
        }
    }
}
