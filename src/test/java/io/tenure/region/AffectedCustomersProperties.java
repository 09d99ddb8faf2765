package io.tenure.region;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenure.RandomCases;
import io.tenure.bundle.Bundle;
import io.tenure.bundle.BundleReader;
import io.tenure.bundle.Ruleset;
import io.tenure.engine.CompiledRuleset;
import io.tenure.engine.Engine;
import io.tenure.lifecycle.Hit;
import io.tenure.region.AffectedCustomers.FoundRegion;
import io.tenure.table.Condition;
import io.tenure.table.Row;
import io.tenure.table.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Random edits of the bundled tables, against random customers decided by both rulesets.
class AffectedCustomersProperties {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-07-15T12:00:00Z"), ZoneOffset.UTC);
    private static final CompiledRuleset BUNDLED = compile(read());
    private static final List<Map<String, String>> CUSTOMERS = customers();
    private static final int CUSTOMERS_PER_EDIT = 60;

    private static Ruleset read() {
        try {
            return new BundleReader().read(Bundle.ofDirectory(Path.of("."))).orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Ruleset bundled() {
        return BUNDLED.ruleset();
    }

    static CompiledRuleset compile(Ruleset ruleset) {
        return new Engine().compile(ruleset).orElseThrow();
    }

    /// Those of the scenarios, and crossings of them.
    private static List<Map<String, String>> customers() {
        List<Map<String, String>> all = new ArrayList<>();
        BUNDLED.ruleset().scenarios().forEach(scenario -> all.add(ExampleSearch.cells(scenario.input())));
        Random random = new Random(7);
        Decider decider = new Decider(BUNDLED, BUNDLED, CLOCK);
        int own = all.size();
        while (all.size() < 3_000) {
            Map<String, String> crossed = new TreeMap<>(all.get(random.nextInt(own)));
            Map<String, String> other = all.get(random.nextInt(own));
            other.forEach((name, value) -> {
                if (random.nextInt(3) == 0) {
                    crossed.put(name, value);
                }
            });
            if (decider.read(crossed) != null) {
                all.add(crossed);
            }
        }
        return all;
    }

    /// None missed, none invented.
    @Test
    void regionsHoldJustTheCustomersWhoChange() {
        boolean all = Boolean.getBoolean("tenure.proofs");
        Random seeds = all ? new Random() : new Random(11);
        for (int i = 0; i < (all ? 10_000 : 60); i++) {
            long seed = seeds.nextLong();
            assertRegionsHoldJustTheCustomersWhoChange(seed);
        }
    }

    private static void assertRegionsHoldJustTheCustomersWhoChange(long seed) {
        Random random = new Random(seed);
        CompiledRuleset edited = compile(RandomEdits.edit(BUNDLED.ruleset(), random));
        AffectedCustomers affected =
                AffectedCustomers.between(BUNDLED, edited, CLOCK, new RegionLimits(20_000, 1_000, 0));

        assertThat(affected.nobodyElse()).as("seed %s", seed).isTrue();
        EditAttribution attribution = EditAttribution.between(BUNDLED.ruleset(), edited.ruleset());
        Decider decider = new Decider(BUNDLED, edited, CLOCK);
        for (int i = 0; i < CUSTOMERS_PER_EDIT; i++) {
            Sample sample = decider.decide(CUSTOMERS.get(random.nextInt(CUSTOMERS.size())));
            boolean isInside =
                    affected.regions().stream().anyMatch(f -> f.region().isRoot() && sample.hasReadingOf(f.region()));
            if (!sample.differences().isEmpty()) {
                assertThat(isInside)
                        .as("seed %s: %s %s", seed, sample.cells(), sample.differences())
                        .isTrue();
                assertThat(attribution.cells(sample.before(), sample.after()).values())
                        .as("seed %s: the only cell that was edited moved %s", seed, sample.cells())
                        .singleElement()
                        .satisfies(cells -> assertThat(cells).hasSize(1));
            }
            for (FoundRegion found : affected.regions()) {
                if (found.region().isRoot() && sample.hasReadingOf(found.region())) {
                    Table table = found.region().table();
                    assertThat(wrote(sample.before().result().hits(), table))
                            .as("%s %s", sample.cells(), found.region())
                            .isNotEqualTo(wrote(sample.after().result().hits(), table));
                }
            }
        }
    }

    /// The row writes the probability of leaving, and the region asks what it was before.
    @Test
    void aCustomerIsOfARegionByWhatAnOutcomeWasWhenTheTableWasAsked() {
        CompiledRuleset edited = withCondition("RiskRecencyFrequency", "RF1.2", "relationshipType", "CONTRACTUAL");

        Sample sample = new Decider(BUNDLED, edited, CLOCK)
                .decide(Map.of(
                        "customerId", "C-1",
                        "asOf", "2026-06-30",
                        "lastPurchaseDate", "2026-06-29",
                        "purchaseCount", "2",
                        "relationshipType", "NON_CONTRACTUAL"));

        assertThat(sample.differences()).containsKey("riskProbability");
        assertThat(AffectedCustomers.between(BUNDLED, edited, CLOCK).regions())
                .anyMatch(found -> found.region().isRoot() && sample.isOf(found.region()));
    }

    /// `LV3` has the weights 0 and 0, for calibrating.
    @Test
    void anEditOfARowThatWeighsNothingConcernsNobody() {
        AffectedCustomers affected =
                AffectedCustomers.between(BUNDLED, withCondition("Levers", "LV3", "stage", "DECLINE"), CLOCK);

        assertThat(affected.regions()).isEmpty();
        assertThat(affected.nobodyElse()).isTrue();
    }

    private static CompiledRuleset withCondition(String tableName, String row, String field, String code) {
        List<Table> tables = new ArrayList<>(BUNDLED.ruleset().tables());
        tables.replaceAll(table -> table.name().equals(tableName)
                ? table.withRows(table.rows().stream()
                        .map(r -> r.name().equals(row) ? withCondition(table, r, field, code) : r)
                        .toList())
                : table);
        return compile(BUNDLED.ruleset().withTables(tables));
    }

    private static Row withCondition(Table table, Row row, String field, String code) {
        List<String> fields =
                table.conditions().stream().map(column -> column.field().name()).toList();
        assertThat(fields).contains(field);
        return row.withCondition(fields.indexOf(field), new Condition.Codes(code, Set.of(code), false, false));
    }

    /// Of several edits those that decide otherwise about a customer are found: the others make no difference.
    @Test
    void theEditsThatMoveACustomerAreEnoughToMoveThem() {
        Random random = new Random(5);
        int moved = 0;
        for (int i = 0; i < RandomCases.of(200); i++) {
            Ruleset edited = BUNDLED.ruleset();
            for (int edit = 0; edit < 4; edit++) {
                edited = RandomEdits.edit(edited, random);
            }
            EditAttribution attribution = EditAttribution.between(BUNDLED.ruleset(), edited);
            CompiledRuleset compiled = BUNDLED.with(edited);
            Decider decider = new Decider(BUNDLED, compiled, CLOCK);
            for (int c = 0; c < CUSTOMERS_PER_EDIT; c++) {
                Sample sample = decider.decide(CUSTOMERS.get(random.nextInt(CUSTOMERS.size())));
                Set<String> tables =
                        attribution.cells(sample.before(), sample.after()).keySet();
                moved += sample.differences().isEmpty() ? 0 : 1;
                CompiledRuleset enough = BUNDLED.with(only(tables, edited));
                assertThat(new Decider(enough, compiled, CLOCK)
                                .decide(sample.cells())
                                .differences())
                        .as("%s %s", tables, sample.cells())
                        .isEmpty();
            }
        }
        assertThat(moved).isPositive();
    }

    /// The bundled rules with the edits of some tables only.
    private static Ruleset only(Set<String> tables, Ruleset edited) {
        Map<String, Table> others =
                edited.tables().stream().collect(Collectors.toMap(Table::name, Function.identity()));
        return BUNDLED.ruleset()
                .withTables(BUNDLED.ruleset().tables().stream()
                        .map(table -> tables.contains(table.name()) ? others.get(table.name()) : table)
                        .toList());
    }

    private static List<String> wrote(List<Hit> hits, Table table) {
        return hits.stream()
                .filter(hit -> hit.origin().table().equals(table.name()))
                .map(hit -> hit.wrote().toString())
                .sorted()
                .toList();
    }

    @Test
    void atLeastNineOfTenEditsEndProven() {
        Random random = new Random(3);
        int edits = RandomCases.of(300);
        int proven = 0;
        for (int i = 0; i < edits; i++) {
            CompiledRuleset edited = compile(RandomEdits.edit(BUNDLED.ruleset(), random));
            AffectedCustomers affected = AffectedCustomers.between(BUNDLED, edited, CLOCK);
            proven += affected.nobodyElse() && affected.isEachExampleFound() ? 1 : 0;
            Decider decider = new Decider(BUNDLED, edited, CLOCK);
            for (FoundRegion found : affected.regions()) {
                if (found.example() != null) {
                    Sample again = decider.decide(found.example().cells());
                    assertThat(again.isOf(found.region())).isTrue();
                    assertThat(again.differences()).isNotEmpty();
                }
            }
        }
        assertThat(proven).isGreaterThanOrEqualTo(edits * 9 / 10);
    }
}
