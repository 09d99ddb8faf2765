package io.tenure.counterfactual;

import io.tenure.bundle.Ruleset;
import io.tenure.bundle.Scenario;
import io.tenure.engine.CompiledRuleset;
import io.tenure.engine.DecisionPipeline;
import io.tenure.engine.Rulesets;
import io.tenure.input.CustomerReader;
import io.tenure.input.Json;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/// Prints the processor time of searches for the nearest change, of one fact and of two, over the scenarios of the
/// shipped bundle. `mvn test -Dtest=CounterfactualSpeed`; the name keeps it out of the usual run.
class CounterfactualSpeed {
    private static final int CUSTOMERS = 40;

    static {
        // As in the service; by default everything would be logged.
        Logger.getLogger("").setLevel(Level.WARNING);
    }

    @Test
    void printsTimes() throws IOException {
        CompiledRuleset compiled = Rulesets.bundled();
        Ruleset ruleset = compiled.ruleset();
        CustomerReader reader = new CustomerReader(ruleset, Clock.systemUTC());
        for (String json : List.of(
                "{\"retentionLevel\": \"SOCIAL\"}",
                "{\"stage\": \"STABLE\"}",
                "{\"riskBand\": \"LOW\"}",
                "{\"nextBestAction\": \"not NO_ACTION\"}")) {
            Wish wish = Wish.read(
                            Json.parse(json.getBytes(StandardCharsets.UTF_8)).orElseThrow(), "/wish", ruleset)
                    .orElseThrow();
            for (int facts = 1; facts <= 2; facts++) {
                measure(compiled, reader, wish, facts);
                List<Long> times = measure(compiled, reader, wish, facts);
                System.out.printf(
                        Locale.ROOT,
                        "%-36s %d fact(s): median %.1f ms, nine of ten %.1f ms, longest %.1f ms, of %d%n",
                        json,
                        facts,
                        times.get(times.size() / 2) / 1e6,
                        times.get(times.size() * 9 / 10) / 1e6,
                        times.getLast() / 1e6,
                        times.size());
            }
        }
    }

    private static List<Long> measure(CompiledRuleset compiled, CustomerReader reader, Wish wish, int facts) {
        Ruleset ruleset = compiled.ruleset();
        var clock = ManagementFactory.getThreadMXBean();
        List<Long> times = new ArrayList<>();
        for (Scenario scenario : ruleset.scenarios()) {
            if (times.size() == CUSTOMERS) {
                break;
            }
            if (wish.isMet(DecisionPipeline.decide(compiled, scenario.input()).orElseThrow())) {
                continue;
            }
            long start = clock.getCurrentThreadCpuTime();
            DependencySlice slice = new DependencySlice(
                    ruleset,
                    wish.conditions(),
                    !scenario.input().customer().contacts().isEmpty());
            List<Dimension> dimensions = Counterfactuals.dimensions(ruleset, scenario.input());
            Trials trials = new Trials(compiled, reader, scenario.input(), wish, slice, dimensions);
            new NearestSearch(trials, wish, dimensions, slice, null, System.nanoTime() + 20_000_000_000L).find(facts);
            times.add(clock.getCurrentThreadCpuTime() - start);
        }
        return times.stream().sorted().toList();
    }
}
