package io.tenure.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tenure.input.CustomerReader;
import io.tenure.lifecycle.DecisionOutcomes;
import io.tenure.lifecycle.DecisionResult;
import io.tenure.lifecycle.NextBestAction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// What any sensible answer about customers of many industries satisfies, decided by the bundled rules. Each line of
/// `cases/right-decisions/industries.jsonl` has a customer and what its answer must be: the codes that an outcome may
/// have, the actions that may come first, those that must be among the advice, and those that must not be.
class IndustriesTest {
    private static final List<String> SELLING = List.of(
            "CROSS_SELL_NEW_BUSINESS",
            "VOLUME_GROWTH",
            "TRIAL_AND_REPEAT_INCENTIVE",
            "PERSUADE_FIRST_PURCHASE",
            "REFERRAL_INVITE",
            "REACTIVATION_OFFER");

    @TestFactory
    Stream<DynamicTest> everyCustomerIsDecidedAsItMustBe() throws IOException {
        CompiledRuleset compiled = Rulesets.bundled();
        CustomerReader reader = new CustomerReader(compiled.ruleset(), Rulesets.CLOCK);
        List<DynamicTest> tests = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of("src/test/resources/cases/right-decisions/industries.jsonl"))) {
            JsonNode customer = new ObjectMapper().readTree(line);
            byte[] request = customer.required("request").toString().getBytes(StandardCharsets.UTF_8);
            tests.add(dynamicTest(
                    customer.required("story").asText(),
                    () -> check(
                            customer.required("must"),
                            DecisionPipeline.decide(
                                            compiled, reader.read(request).orElseThrow())
                                    .orElseThrow())));
        }
        return tests.stream();
    }

    private static void check(JsonNode must, DecisionResult result) {
        List<String> actions =
                result.nextBestActions().stream().map(NextBestAction::action).toList();
        DecisionOutcomes outcomes = result.decision();
        must.fieldNames().forEachRemaining(name -> {
            List<@Nullable String> codes = codes(must.required(name));
            switch (name) {
                case "first" -> assertThat(codes).as("first of %s", actions).contains(actions.getFirst());
                case "includes" -> assertThat(actions).containsAll(codes);
                case "never" ->
                    codes.forEach(code -> {
                        if ("SELLING".equals(code)) {
                            assertThat(actions).doesNotContainAnyElementsOf(SELLING);
                        } else if ("NO_ACTION_FIRST".equals(code)) {
                            assertThat(actions.getFirst()).isNotEqualTo("NO_ACTION");
                        } else {
                            assertThat(actions).doesNotContain(code);
                        }
                    });
                default -> assertThat(codes).as("%s; actions %s", name, actions).contains(outcome(outcomes, name));
            }
        });
    }

    private static @Nullable String outcome(DecisionOutcomes outcomes, String name) {
        return switch (name) {
            case "stage" -> outcomes.getStage();
            case "pattern" -> outcomes.getPattern();
            case "signature" -> outcomes.getStageSignature();
            case "segment" -> outcomes.getValueSegment();
            case "risk" -> outcomes.getRiskBand();
            case "cause" -> outcomes.getChurnCause();
            case "worth" -> outcomes.getWorthKeeping();
            case "level" -> outcomes.getRetentionLevel();
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static List<@Nullable String> codes(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(code -> code.isNull() ? null : code.asText())
                .toList();
    }
}
