package io.tenure.engine;

import io.tenure.bundle.Ruleset;
import io.tenure.bundle.Scenario;
import io.tenure.experiment.Experiment;
import io.tenure.experiment.Experiment.ExperimentKind;
import io.tenure.experiment.Randomization;
import io.tenure.lifecycle.DecisionInput;
import io.tenure.table.Table;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Prints how many customers of the scenarios are decided in a second of one thread's processor time, and how much
/// memory each allocates: by the shipped bundle, by it with three experiments, by its tables alone, and by some of
/// them. `mvn test
/// -Dtest=DecisionSpeed`; the name keeps it out of the usual run.
class DecisionSpeed {
    private static final int ROUNDS = Integer.getInteger("tenure.test.speed-rounds", 9);
    private static final long ROUND_NANOS = 1_000_000_000L;

    static {
        // As in the service; by default everything would be logged.
        Logger.getLogger("").setLevel(Level.WARNING);
    }

    @Test
    void printsDecisionsASecond() throws IOException {
        CompiledRuleset bundled = Rulesets.bundled();
        Ruleset ruleset = bundled.ruleset();
        List<DecisionInput> customers =
                ruleset.scenarios().stream().map(DecisionSpeed::withPseudonym).toList();
        Map<String, CompiledRuleset> measured = new LinkedHashMap<>();
        measured.put("the shipped bundle", bundled);
        measured.put("with 3 experiments", bundled.with(withExperiments(ruleset)));
        measured.put("its tables alone", tables(ruleset, _ -> true));
        measured.put("one table", tables(ruleset, table -> table.name().equals("Stage")));
        Map<String, List<Double>> speeds = new LinkedHashMap<>();
        // In turns, so that a busy moment of the machine meets all of them.
        for (int round = -3; round < ROUNDS; round++) {
            for (Map.Entry<String, CompiledRuleset> one : measured.entrySet()) {
                double speed = speed(one.getValue(), customers);
                if (round >= 0) {
                    speeds.computeIfAbsent(one.getKey(), _ -> new ArrayList<>()).add(speed);
                }
            }
        }
        speeds.forEach((name, all) -> {
            List<Double> sorted = all.stream().sorted().toList();
            System.out.printf(
                    Locale.ROOT,
                    "%-20s median %,.0f a second (%,.0f to %,.0f), %,d bytes each%n",
                    name,
                    sorted.get(sorted.size() / 2),
                    sorted.getFirst(),
                    sorted.getLast(),
                    bytes(measured.get(name), customers));
        });
    }

    @Test
    void printsWhatDrawingForThreeExperimentsTakes() throws IOException {
        Randomization three =
                new Randomization(withExperiments(Rulesets.bundled().ruleset()).experiments());
        List<String> pseudonyms = IntStream.range(0, 200_000)
                .mapToObj(i -> String.format(Locale.ROOT, "%032x", i))
                .toList();
        var clock = ManagementFactory.getThreadMXBean();
        List<Double> nanos = new ArrayList<>();
        for (int round = -3; round < ROUNDS; round++) {
            long start = clock.getCurrentThreadCpuTime();
            int draws = 0;
            for (String pseudonym : pseudonyms) {
                draws += three.arms(pseudonym, LocalDate.EPOCH, _ -> null).size();
            }
            if (round >= 0) {
                nanos.add((clock.getCurrentThreadCpuTime() - start) / 200_000.0);
            }
            if (draws < 200_000) {
                throw new AssertionError(draws);
            }
        }
        System.out.printf(
                Locale.ROOT,
                "three draws: median %.0f ns%n",
                nanos.stream().sorted().toList().get(ROUNDS / 2));
    }

    private static DecisionInput withPseudonym(Scenario scenario) {
        return new DecisionInput(
                scenario.input().customer(),
                scenario.input().measureOverrides(),
                String.format(Locale.ROOT, "%032x", scenario.name().hashCode()));
    }

    /// Shares so small that nearly every customer is drawn for by all three.
    private static Ruleset withExperiments(Ruleset r) {
        return new Ruleset(
                r.hash(),
                r.dictionary(),
                r.phases(),
                r.parameters(),
                r.indicators(),
                r.actions(),
                r.contactLimits(),
                Stream.of("H1", "H2", "H3")
                        .map(name -> new Experiment(
                                name,
                                ExperimentKind.HOLDOUT,
                                0.01,
                                null,
                                null,
                                List.of(),
                                name,
                                "settings.xlsx",
                                "Experiments",
                                2))
                        .toList(),
                r.actionableFacts(),
                r.labels(),
                r.tables(),
                r.sources(),
                r.freeForms(),
                r.scenarios());
    }

    private static CompiledRuleset tables(Ruleset r, Predicate<Table> wanted) {
        return new Engine()
                .compile(new Ruleset(
                        r.hash(),
                        r.dictionary(),
                        r.phases(),
                        r.parameters(),
                        r.indicators(),
                        r.actions(),
                        r.contactLimits(),
                        r.experiments(),
                        r.actionableFacts(),
                        r.labels(),
                        r.tables().stream().filter(wanted).toList(),
                        List.of(),
                        List.of(),
                        List.of()))
                .orElseThrow();
    }

    private static double speed(CompiledRuleset ruleset, List<DecisionInput> customers) {
        var clock = ManagementFactory.getThreadMXBean();
        long start = clock.getCurrentThreadCpuTime();
        long decided = 0;
        long now = start;
        while (now - start < ROUND_NANOS) {
            decideAll(ruleset, customers);
            decided += customers.size();
            now = clock.getCurrentThreadCpuTime();
        }
        return decided * 1e9 / (now - start);
    }

    private static long bytes(CompiledRuleset ruleset, List<DecisionInput> customers) {
        var counter = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = counter.getCurrentThreadAllocatedBytes();
        decideAll(ruleset, customers);
        return (counter.getCurrentThreadAllocatedBytes() - before) / customers.size();
    }

    private static void decideAll(CompiledRuleset ruleset, List<DecisionInput> customers) {
        for (DecisionInput customer : customers) {
            if (DecisionPipeline.decide(ruleset, customer)
                    .orElseThrow()
                    .nextBestActions()
                    .isEmpty()) {
                throw new AssertionError(customer);
            }
        }
    }
}
