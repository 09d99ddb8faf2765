package io.tenure.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tenure.bundle.Ruleset;
import io.tenure.lifecycle.Action;
import io.tenure.lifecycle.DecisionInput;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/// Has a service decide customers that were made up, as known on the last days of twelve months, and the worked
/// examples C01 to C10; and reports to it what came of the advice.
public final class Demonstration {
    /// How many customers the demonstration has unless another number is asked for, beside the worked examples.
    public static final int CUSTOMERS = 1_990;

    /// How many worked examples there are.
    public static final int WORKED_EXAMPLES = 10;

    /// Reported half a month after a decision, when the next one isn't due yet.
    private static final int DAYS_TO_PURCHASE = 15;

    private final DemoCustomers customers;
    private final Ruleset bundled;
    private final AtomicInteger decisions = new AtomicInteger();

    /// @param count of customers beside the worked examples, 1 or more
    /// @param lastDay of the twelve months
    /// @param bundled the rules whose scenarios are the worked examples
    public Demonstration(int count, LocalDate lastDay, Ruleset bundled) {
        this.customers = new DemoCustomers(count, lastDay);
        this.bundled = bundled;
    }

    /// What decides and stores.
    public interface Service {
        /// @param request the body of a request for a decision
        /// @return the response
        JsonNode decide(JsonNode request) throws Exception;

        /// @param decision id of a decision
        /// @param feedback the body of a report about it
        void report(String decision, JsonNode feedback) throws Exception;
    }

    private interface Work<T> {
        void accept(T item) throws Exception;
    }

    /// How often [#run] tells of a step.
    public int steps() {
        return customers.count() * DemoCustomers.MONTHS;
    }

    /// How many decisions were made until now.
    public int decisions() {
        return decisions.get();
    }

    /// Month after month, so that each customer's decisions are told in their order.
    ///
    /// @param callers threads that call the service at once
    /// @param step told after each of [#steps]
    /// @throws ExecutionException with the first failure of the service, which ends it
    public void run(Service service, int callers, Runnable step) throws InterruptedException, ExecutionException {
        List<DemoCustomers.Life> lives =
                IntStream.range(0, customers.count()).mapToObj(customers::life).toList();
        try (ExecutorService threads = Executors.newFixedThreadPool(callers)) {
            for (int month = 0; month < DemoCustomers.MONTHS; month++) {
                LocalDate day = customers.day(month);
                LocalDate next = month + 1 < DemoCustomers.MONTHS ? customers.day(month + 1) : null;
                inParallel(threads, lives, life -> {
                    if (life.isKnownOn(day)) {
                        JsonNode decision = decide(service, life.request(day));
                        if (next != null) {
                            reportResponses(service, decision, life, day, next);
                        }
                    }
                    step.run();
                });
            }
            inParallel(threads, workedExamples(), request -> decide(service, request));
        }
    }

    /// Does work for all items; the first failure ends it.
    private static <T> void inParallel(ExecutorService threads, List<T> items, Work<T> work)
            throws InterruptedException, ExecutionException {
        List<Future<?>> running = items.stream()
                .<Future<?>>map(item -> threads.submit(() -> {
                    work.accept(item);
                    return null;
                }))
                .toList();
        try {
            for (Future<?> one : running) {
                one.get();
            }
        } finally {
            running.forEach(one -> one.cancel(true));
        }
    }

    private JsonNode decide(Service service, JsonNode request) throws Exception {
        JsonNode decision = service.decide(request);
        decisions.incrementAndGet();
        return decision;
    }

    /// Some customers take the advice, some decline it, and some buy whatever they were told.
    private static void reportResponses(
            Service service, JsonNode decision, DemoCustomers.Life life, LocalDate day, LocalDate next)
            throws Exception {
        String action = decision.at("/nextBestActions/0/action").asText();
        if (action.isEmpty() || action.equals(Action.NONE)) {
            return;
        }
        String id = decision.path("decisionId").asText();
        double chance = new Random((life.id() + day).hashCode()).nextDouble();
        String response = chance < 0.2 ? "ACCEPTED" : chance < 0.35 ? "DECLINED" : chance < 0.8 ? "PRESENTED" : "";
        if (response.isEmpty()) {
            return;
        }
        service.report(id, feedback(response, day, 0));
        double bought = life.boughtBetween(day, next);
        if (bought > 0) {
            service.report(id, feedback("PURCHASED", day.plusDays(DAYS_TO_PURCHASE), bought));
        }
    }

    private static JsonNode feedback(String type, LocalDate at, double amount) {
        ObjectNode feedback = JsonNodeFactory.instance.objectNode();
        feedback.put("type", type);
        feedback.put("at", at.toString());
        if (amount > 0) {
            feedback.put("amount", Math.round(100 * amount) / 100.0);
        }
        return feedback;
    }

    /// C01 to C10, as the scenarios of the bundled rules have them.
    private List<ObjectNode> workedExamples() {
        Map<String, ObjectNode> examples = new LinkedHashMap<>();
        bundled.scenarios().forEach(scenario -> {
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
