package io.tenure.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tenure.bundle.Ruleset;
import io.tenure.lifecycle.DecisionInput;
import io.tenure.text.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
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
    private static final int WORKED_EXAMPLES = 10;

    /// Reported half a month after a decision, when the next one isn't due yet.
    private static final int DAYS_TO_PURCHASE = 15;

    private final Console console;
    private final RulesetLoader rulesetLoader;
    private final ServiceClient service;
    private final Clock clock;

    @Option(
            names = "--customers",
            paramLabel = "N",
            description = "Number of customers beside the worked examples (default: ${DEFAULT-VALUE}).")
    private int customers = 1_990;

    @Option(names = "--add", description = "Add them although there are customers on record.")
    private boolean add;

    private final AtomicInteger decisions = new AtomicInteger();

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
        DemoCustomers demo = new DemoCustomers(customers, today);
        List<DemoCustomers.Life> lives =
                IntStream.range(0, customers).mapToObj(demo::life).toList();
        try (ProgressDisplay progress = ProgressDisplay.of(
                        console, Message.of("cli.progress.deciding"), (long) customers * DemoCustomers.MONTHS);
                ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
            // Month after month, so that each customer's decisions are told in their order.
            for (int month = 0; month < DemoCustomers.MONTHS; month++) {
                LocalDate day = demo.day(month);
                LocalDate next = month + 1 < DemoCustomers.MONTHS ? demo.day(month + 1) : null;
                inParallel(callers, lives, life -> {
                    if (life.isKnownOn(day)) {
                        JsonNode decision = decide(life.request(day));
                        if (next != null) {
                            reportResponses(decision, life, day, next);
                        }
                    }
                    progress.advance(1);
                });
            }
            inParallel(callers, workedExamples(), this::decide);
        }
        console.print(Message.of(
                "cli.demo.done",
                "decisions",
                decisions.get(),
                "customers",
                customers + WORKED_EXAMPLES,
                "url",
                service.url()));
        return 0;
    }

    private interface Work<T> {
        void accept(T item) throws IOException, CliException;
    }

    /// Does work for all items; the first failure ends it.
    private static <T> void inParallel(ExecutorService callers, List<T> items, Work<T> work) throws CliException {
        List<Future<?>> running = items.stream()
                .<Future<?>>map(item -> callers.submit(() -> {
                    work.accept(item);
                    return null;
                }))
                .toList();
        try {
            for (Future<?> one : running) {
                one.get();
            }
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
        } finally {
            running.forEach(one -> one.cancel(true));
        }
    }

    private JsonNode decide(JsonNode request) throws IOException, CliException {
        JsonNode decision = service.sendJson("caller", console.locale(), "POST", "/decisions", request);
        decisions.incrementAndGet();
        return decision;
    }

    /// Some customers take the advice, some decline it, and some buy whatever they were told.
    private void reportResponses(JsonNode decision, DemoCustomers.Life life, LocalDate day, LocalDate next)
            throws IOException, CliException {
        String action = decision.at("/nextBestActions/0/action").asText();
        if (action.isEmpty() || action.equals("NO_ACTION")) {
            return;
        }
        String path = "/decisions/" + decision.path("decisionId").asText() + "/feedback";
        double chance = new Random((life.id() + day).hashCode()).nextDouble();
        String response = chance < 0.2 ? "ACCEPTED" : chance < 0.35 ? "DECLINED" : chance < 0.8 ? "PRESENTED" : "";
        if (response.isEmpty()) {
            return;
        }
        report(path, response, day, 0);
        double bought = life.boughtBetween(day, next);
        if (bought > 0) {
            report(path, "PURCHASED", day.plusDays(DAYS_TO_PURCHASE), bought);
        }
    }

    private void report(String path, String type, LocalDate at, double amount) throws IOException, CliException {
        ObjectNode feedback = JsonNodeFactory.instance.objectNode();
        feedback.put("type", type);
        feedback.put("at", at.toString());
        if (amount > 0) {
            feedback.put("amount", Math.round(100 * amount) / 100.0);
        }
        service.sendJson("caller", console.locale(), "POST", path, feedback);
    }

    /// C01 to C10, as the scenarios of the bundled rules have them.
    private List<ObjectNode> workedExamples() throws CliException {
        Ruleset ruleset = rulesetLoader.load(null).ruleset().ruleset();
        Map<String, ObjectNode> examples = new LinkedHashMap<>();
        ruleset.scenarios().forEach(scenario -> {
            String id = Objects.requireNonNull(scenario.input().customer().getCustomerId());
            if (id.matches("C(0[1-9]|10)")) {
                examples.putIfAbsent(id, request(scenario.input()));
            }
        });
        return List.copyOf(examples.values());
    }

    private static ObjectNode request(DecisionInput input) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ObjectNode facts = body.putObject("facts");
        input.known()
                .forEach((name, value) ->
                        put(name.equals("customerId") || name.equals("asOf") ? body : facts, name, value));
        return body;
    }

    private static void put(ObjectNode target, String name, Object value) {
        switch (value) {
            case Boolean yes -> target.put(name, yes);
            case Integer number -> target.put(name, number);
            case Double number -> target.put(name, number);
            default -> target.put(name, value.toString());
        }
    }
}
