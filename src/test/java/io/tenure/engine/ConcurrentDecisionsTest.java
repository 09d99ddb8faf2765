package io.tenure.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenure.finding.Checked;
import io.tenure.lifecycle.DecisionInput;
import io.tenure.lifecycle.DecisionResult;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// One ruleset decides for many callers at once, by tables and rules alike.
class ConcurrentDecisionsTest {
    private static final int THREADS = 8;
    private static final int DECISIONS = 5_000;

    private final CompiledRuleset ruleset = Rulesets.bundled();

    ConcurrentDecisionsTest() throws IOException {}

    /// The failure that this is about came once in 5,000 decisions.
    @Test
    void customersDecidedAtOnceAreDecidedAsOneAfterTheOther() {
        List<DecisionInput> customers = ruleset.ruleset().scenarios().stream()
                .map(scenario -> scenario.input())
                .toList();
        List<String> alone = customers.stream().map(this::decide).toList();
        List<String> different = Collections.synchronizedList(new ArrayList<>());

        List<CompletableFuture<Void>> callers = IntStream.range(0, THREADS)
                .mapToObj(caller -> CompletableFuture.runAsync(
                        () -> {
                            Random random = new Random(caller);
                            for (int i = 0; i < DECISIONS; i++) {
                                int customer = random.nextInt(customers.size());
                                String decided = decide(customers.get(customer));
                                if (!decided.equals(alone.get(customer))) {
                                    different.add(decided + " instead of " + alone.get(customer));
                                }
                            }
                        },
                        task -> Thread.ofPlatform().start(task)))
                .toList();
        callers.forEach(CompletableFuture::join);

        assertThat(different).isEmpty();
    }

    /// Every outcome, how many rows and rules decided, and the ranking; or the rule that failed.
    private String decide(DecisionInput customer) {
        return switch (DecisionPipeline.decide(ruleset, customer)) {
            case Checked.Valid(DecisionResult result, var _) -> described(result);
            case Checked.Invalid(List<RuleFailure> failures) -> failures.toString();
        };
    }

    private String described(DecisionResult result) {
        Map<String, String> outcomes = ruleset.ruleset().dictionary().fields(FieldKind.OUTCOME).stream()
                .collect(Collectors.toMap(
                        Field::name, field -> String.valueOf(result.decision().value(field.index()))));
        return outcomes + ", " + result.hits().size() + " hits, " + result.nextBestActions();
    }
}
