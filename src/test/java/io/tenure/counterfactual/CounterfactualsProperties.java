package io.tenure.counterfactual;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenure.bundle.ActionableFact;
import io.tenure.bundle.ActionableFact.Actor;
import io.tenure.bundle.Ruleset;
import io.tenure.counterfactual.Counterfactual.FactChange;
import io.tenure.counterfactual.Counterfactual.Nearest;
import io.tenure.engine.CompiledRuleset;
import io.tenure.engine.DecisionPipeline;
import io.tenure.engine.Rulesets;
import io.tenure.finding.Checked;
import io.tenure.input.CustomerReader;
import io.tenure.input.InputFault;
import io.tenure.input.Json;
import io.tenure.lifecycle.DecisionInput;
import io.tenure.lifecycle.DecisionResult;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The nearest changes against brute force: on random customers of the shipped bundle no change of one fact is nearer,
/// none of many random pairs, and no customer is illegal.
class CounterfactualsProperties {
    private static final boolean ALL = Boolean.getBoolean("tenure.proofs");
    private static final int CUSTOMERS = ALL ? 10_000 : 12;
    private static final int VALUES = 60;
    private static final int PAIRS = 300;

    private static final List<String> WISHES = List.of(
            "{\"retentionLevel\": \"SOCIAL\"}",
            "{\"retentionLevel\": \"not FINANCIAL\"}",
            "{\"stage\": \"STABLE\"}",
            "{\"riskBand\": \"LOW\"}",
            "{\"nextBestAction\": \"not NO_ACTION\"}",
            "\"other\"");

    /// So late that waiting makes nobody's day a day of the future.
    private static final Clock LATER = Clock.fixed(Instant.parse("2090-01-01T00:00:00Z"), ZoneOffset.UTC);

    private final Random random = new Random(ALL ? System.nanoTime() : 20260101);
    private final Ruleset ruleset;
    private final CompiledRuleset compiled;
    private final CustomerReader reader;

    CounterfactualsProperties() throws IOException {
        compiled = Rulesets.bundled();
        ruleset = compiled.ruleset();
        reader = new CustomerReader(ruleset, LATER);
    }

    @Test
    void noChangeOfOneFactAndNoneOfManyPairsIsNearerAndNoCustomerIsIllegal() {
        int proven = 0;
        int found = 0;
        for (int i = 0; i < CUSTOMERS; i++) {
            DecisionInput customer = customer();
            Wish wish = wish(WISHES.get(i % WISHES.size()));
            DecisionResult now = DecisionPipeline.decide(compiled, customer).orElseThrow();
            Counterfactuals answer = Counterfactuals.of(compiled, reader, customer, wish, Duration.ofSeconds(2))
                    .orElseThrow();
            if (answer.alreadyMet()) {
                continue;
            }
            Wish meant = wish.about(now);
            for (Actor actor : new Actor[] {null, Actor.CUSTOMER, Actor.FIRM}) {
                Nearest nearest = actor == null
                        ? answer.nearest()
                        : actor == Actor.CUSTOMER ? answer.byCustomer() : answer.byFirm();
                if (nearest.found() != null) {
                    checkLeadsThere(customer, nearest.found(), meant, actor);
                    found++;
                }
                if (nearest.proven()) {
                    checkNothingIsNearer(customer, nearest, meant, actor);
                    proven++;
                }
            }
        }
        assertThat(found).isGreaterThan(CUSTOMERS / 2);
        assertThat(proven).isGreaterThan(CUSTOMERS / 2);
    }

    private void checkLeadsThere(DecisionInput customer, Counterfactual found, Wish wish, Actor actor) {
        Map<Field, Object> values = new LinkedHashMap<>();
        found.changes().forEach(change -> values.put(change.fact(), change.then()));
        DecisionInput changed = changed(customer, values);
        assertThat(read(changed)).as("%s", found).isInstanceOf(Checked.Valid.class);
        assertThat(wish.isMet(DecisionPipeline.decide(compiled, changed).orElseThrow()))
                .as("%s", found)
                .isTrue();
        if (actor != null) {
            assertThat(found.changes()).extracting(FactChange::changedBy).allMatch(by -> by.contains(actor));
        }
    }

    private void checkNothingIsNearer(DecisionInput customer, Nearest nearest, Wish wish, Actor actor) {
        double distance = nearest.found() == null ? 1e9 : nearest.found().distance() - 1e-9;
        List<List<Choice>> choices = new ArrayList<>();
        for (Dimension dimension : dimensions(customer)) {
            List<Choice> of = new ArrayList<>();
            for (int number = dimension.least(); number <= dimension.most(); number++) {
                if (number != 0 && dimension.allows(number, actor) && dimension.distance(number) < distance) {
                    of.add(new Choice(dimension, number));
                }
            }
            if (!of.isEmpty()) {
                choices.add(of);
                for (int i = 0; i < Math.min(VALUES, of.size()); i++) {
                    Choice choice = of.size() <= VALUES ? of.get(i) : of.get(random.nextInt(of.size()));
                    checkNotMet(customer, List.of(choice), wish, nearest);
                }
            }
        }
        for (int i = 0; i < PAIRS && choices.size() > 1; i++) {
            List<Choice> one = choices.get(random.nextInt(choices.size()));
            List<Choice> other = choices.get(random.nextInt(choices.size()));
            Choice first = one.get(random.nextInt(one.size()));
            Choice second = other.get(random.nextInt(other.size()));
            if (one != other && first.distance() + second.distance() < distance) {
                checkNotMet(customer, List.of(first, second), wish, nearest);
            }
        }
    }

    /// A value that a fact may come to have.
    private record Choice(Dimension dimension, int number) {
        double distance() {
            return dimension.distance(number);
        }
    }

    private void checkNotMet(DecisionInput customer, List<Choice> choices, Wish wish, Nearest nearest) {
        Map<Field, Object> values = new LinkedHashMap<>();
        choices.forEach(choice ->
                values.put(choice.dimension().fact(), choice.dimension().value(choice.number())));
        DecisionInput changed = changed(customer, values);
        if (wish.isMet(DecisionPipeline.decide(compiled, changed).orElseThrow())) {
            assertThat(read(changed))
                    .as(
                            "%s is nearer than %s for %s",
                            values, nearest, customer.customer().known())
                    .isInstanceOf(Checked.Invalid.class);
        }
    }

    private List<Dimension> dimensions(DecisionInput customer) {
        return ruleset.actionableFacts().stream()
                .filter(fact -> fact.fact().kind() == FieldKind.FACT)
                .map(fact -> Dimension.of(
                        fact,
                        customer.customer().value(fact.fact().index()),
                        Objects.requireNonNull(customer.customer().getAsOf())))
                .toList();
    }

    private static DecisionInput changed(DecisionInput customer, Map<Field, Object> values) {
        return new DecisionInput(customer.customer().with(values), Map.of());
    }

    /// Reads a customer as a row of a file, with every check of a request.
    private Checked<DecisionInput, InputFault> read(DecisionInput input) {
        Map<String, String> row = new HashMap<>();
        input.customer().known().forEach((name, value) -> row.put(name, cell(value)));
        return reader.readRow(row);
    }

    private static String cell(Object value) {
        return value instanceof Boolean yes ? yes ? "TRUE" : "FALSE" : value.toString();
    }

    private Wish wish(String json) {
        Checked<Json, InputFault> parsed = Json.parse(json.getBytes(StandardCharsets.UTF_8));
        return Wish.read(parsed.orElseThrow(), "/wish", ruleset).orElseThrow();
    }

    /// A customer of the scenarios without records and given measures, of which some facts are otherwise.
    private DecisionInput customer() {
        while (true) {
            DecisionInput scenario = ruleset.scenarios()
                    .get(random.nextInt(ruleset.scenarios().size()))
                    .input();
            Map<String, Object> facts = new LinkedHashMap<>(scenario.customer().known());
            LocalDate asOf = Objects.requireNonNull(scenario.customer().getAsOf());
            for (int i = 0; i < 4; i++) {
                ActionableFact fact = ruleset.actionableFacts()
                        .get(random.nextInt(ruleset.actionableFacts().size()));
                Dimension dimension = Dimension.of(fact, null, asOf);
                if (fact.fact().kind() == FieldKind.FACT && !fact.fact().name().equals("asOf")) {
                    facts.put(fact.fact().name(), dimension.value(1 + random.nextInt(dimension.most())));
                }
            }
            Map<String, String> row = new HashMap<>();
            facts.forEach((name, value) -> row.put(name, cell(value)));
            if (reader.readRow(row) instanceof Checked.Valid(DecisionInput input, var _)) {
                return input;
            }
        }
    }

    @Test
    void whatIsAlreadySoNeedsNoChange() {
        DecisionInput customer = customer();
        String level = String.valueOf(DecisionPipeline.decide(compiled, customer)
                .orElseThrow()
                .decision()
                .getRetentionLevel());
        Counterfactuals answer = Counterfactuals.of(
                        compiled,
                        reader,
                        customer,
                        wish("{\"retentionLevel\": \"" + level + "\"}"),
                        Duration.ofSeconds(1))
                .orElseThrow();
        assertThat(answer.alreadyMet()).isTrue();
        assertThat(answer.nearest().found()).isNull();
    }

    @Test
    void aWishNamesOutcomesAndConditions() {
        Checked<Json, InputFault> parsed =
                Json.parse("{\"stage\": \"SATBLE\", \"openComplaints\": 0, \"riskBand\": \"-\", \"riskPoints\": true}"
                        .getBytes(StandardCharsets.UTF_8));
        assertThat(Wish.read(parsed.orElseThrow(), "/wish", ruleset).findings())
                .extracting(InputFault::pointer)
                .containsExactly("/wish/stage", "/wish/openComplaints", "/wish/riskBand", "/wish/riskPoints");
        assertThat(wish("{\"riskPoints\": \"<= 2\", \"nextBestAction\": \"not NO_ACTION\"}")
                        .names())
                .containsExactly("riskPoints", "nextBestAction");
    }

    @Test
    void everyFactOfTheSheetHasLegalValuesOnly() {
        DecisionInput customer = customer();
        for (Dimension dimension : dimensions(customer)) {
            int step = 1 + (dimension.most() - dimension.least()) / 1_000;
            for (int number = dimension.least(); number <= dimension.most(); number += step) {
                if (number != 0) {
                    assertThat(dimension.fact().accepts(dimension.value(number)))
                            .as("%s %s", dimension.fact().name(), dimension.value(number))
                            .isTrue();
                    assertThat(dimension.distance(number)).isPositive();
                }
            }
        }
        assertThat(Set.copyOf(ruleset.actionableFacts())).hasSizeGreaterThan(50);
    }
}
