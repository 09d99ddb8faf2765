package io.tenure.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tenure.bundle.Bundle;
import io.tenure.bundle.BundleReader;
import io.tenure.bundle.Ruleset;
import io.tenure.bundle.Workbooks;
import io.tenure.finding.Checked;
import io.tenure.finding.Finding;
import io.tenure.lifecycle.Customer;
import io.tenure.lifecycle.DecisionInput;
import io.tenure.lifecycle.Exclusion;
import io.tenure.lifecycle.Hit;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Outcomes that a ruleset adds to those of the dictionary, as tables and rules decide and read them.
class OwnOutcomesTest {
    private static final String SERVICE = """
            RuleSet    | tenure.rules
            Phase      | value
            HitPolicy  | FIRST
            RuleTable Service
            NAME | CONDITION     | ACTION       | ACTION     | DESCRIPTION | DESCRIPTION

                 | purchaseCount | serviceLevel | creditDays | en          | zh
            Row  | Purchases     | Service      | Days       | Why         | 原因
            SV1  | > 5           | PREMIUM      | 60         | {serviceLevel} for {purchaseCount} purchases | 购买{purchaseCount}次：{serviceLevel}
            SV2  | 1..5          | BASIC        | 30         | any other   | 其他
            """;
    /// Reads what another table of its phase decided.
    private static final String CARE = """
            RuleSet    | tenure.rules
            Phase      | value
            HitPolicy  | UNIQUE
            RuleTable Limit
            NAME | CONDITION    | CONDITION  | ACTION      | DESCRIPTION | DESCRIPTION

                 | serviceLevel | creditDays | creditLimit | en          | zh
            Row  | Service      | Days       | Limit       | Why         | 原因
            L1   | PREMIUM      | > 45       | '= annualMargin | a year's margin | 一年的利润
            L2   | not PREMIUM, unknown | | 0           | none        | 无
            """;
    private static final String CANDIDATES = """
            RuleSet    | tenure.rules
            Phase      | action
            HitPolicy  | COLLECT
            RuleTable Candidates
            NAME | CONDITION     | ACTION           | ACTION               | ACTION          | DESCRIPTION | DESCRIPTION

                 | purchaseCount | candidate.action | candidate.propensity | candidate.value | en | zh
            Row  | Purchases     | Action           | Chance               | Value           | Why | 原因
            C1   | >= 0          | LOUNGE           | 50%                  | 100             | a place to rest | 休息之处
            C2   | >= 0          | LEAFLET          | 10%                  | 100             | something to read | 可读之物
            """;
    private static final String FIT = """
            RuleSet    | tenure.rules
            Phase      | eligibility
            HitPolicy  | COLLECT
            RuleTable Fit
            NAME | CONDITION              | CONDITION    | ACTION         | DESCRIPTION | DESCRIPTION

                 | candidate.serviceLevel | serviceLevel | exclusion.code | en | zh
            Row  | Service of the action  | Service      | Exclusion      | Why | 原因
            F1   | PREMIUM                | not PREMIUM, unknown | F1     | for premium service only | 仅限尊享服务
            """;

    private static Checked<Ruleset, Finding> read(String... drl) {
        var settings = Workbooks.create()
                .measureParameters()
                .sheet("Outcomes", """
                        name | type | phase | min | max | label | labelZh
                        serviceLevel | CODE | value | | | service level | 服务级别
                        creditDays | INTEGER | value | 0 | 90 | payment term | 账期
                        creditLimit | NUMBER | value | 0 | 1000 | credit limit | 信用额度
                        escalated | BOOLEAN | retention | | | escalated | 已上报
                        """)
                .sheet("Codes", """
                        outcome | code | en | zh
                        serviceLevel | BASIC | Basic service | 基础服务
                        serviceLevel | PREMIUM | Premium service | 尊享服务
                        """)
                .sheet("Actions", """
                        code | label | labelZh | cost | serviceLevel
                        NO_ACTION | No action | 不行动 | 0 |
                        LOUNGE | Lounge | 贵宾室 | 10 | PREMIUM
                        LEAFLET | Leaflet | 资料 | 1 |
                        """);
        Map<String, byte[]> files = new HashMap<>();
        files.put("decision-tables/settings.xlsx", settings.bytes());
        files.put("decision-tables/service.xlsx", Workbooks.of("Service", SERVICE));
        files.put("decision-tables/limit.xlsx", Workbooks.of("Limit", CARE));
        files.put("decision-tables/actions.xlsx", Workbooks.of("Candidates", CANDIDATES));
        files.put("decision-tables/eligibility.xlsx", Workbooks.of("Fit", FIT));
        for (int i = 0; i < drl.length; i++) {
            files.put("rules/r" + i + ".drl", drl[i].getBytes(StandardCharsets.UTF_8));
        }
        return new BundleReader(Set.of()).read(Bundle.of(files));
    }

    private static RuleEvaluation decide(int purchases, String... drl) {
        Checked<CompiledRuleset, Finding> compiled =
                new Engine().compile(read(drl).orElseThrow());
        assertThat(compiled).as("%s", compiled.findings()).isInstanceOf(Checked.Valid.class);
        CompiledRuleset ruleset = compiled.orElseThrow();
        Customer customer = Customer.of(
                ruleset.ruleset().dictionary(),
                Map.of("asOf", LocalDate.of(2026, 6, 30), "purchaseCount", purchases, "annualMargin", 2_000.0));
        return ruleset.evaluate(new DecisionInput(customer, Map.of())).orElseThrow();
    }

    @Test
    void tablesDecideThemAndLaterOnesReadThem() {
        RuleEvaluation often = decide(6);

        assertThat(often.decision().value("serviceLevel")).isEqualTo("PREMIUM");
        assertThat(often.decision().value("creditDays")).isEqualTo(60);
        // A copied value outside of the range is unknown.
        assertThat(often.decision().value("creditLimit")).isNull();
        assertThat(often.hits())
                .extracting(hit -> hit.origin().name(), Hit::wrote, hit -> hit.in(Locale.CHINESE))
                .contains(tuple("SV1", Map.of("serviceLevel", "PREMIUM", "creditDays", 60), "购买6次：尊享服务"));

        RuleEvaluation seldom = decide(2);
        assertThat(seldom.decision().value("serviceLevel")).isEqualTo("BASIC");
        assertThat(seldom.decision().value("creditLimit")).isEqualTo(0.0);
        assertThat(decide(0).decision().value("serviceLevel")).isNull();
    }

    @Test
    void aColumnOfTheCatalogueKeepsAnActionForCustomersOfALevelOfService() {
        assertThat(decide(6).decision().exclusions()).isEmpty();
        assertThat(decide(2).decision().exclusions())
                .extracting(Exclusion::action, Exclusion::rule)
                .containsExactly(tuple("LOUNGE", "F1"));
    }

    @Test
    void theTablesExportedAsRulesDecideThemAlike() {
        Checked<CompiledRuleset, Finding> compiled = new Engine().compile(read().orElseThrow());
        CompiledRuleset ruleset = compiled.orElseThrow();
        DrlOracle stock = new DrlOracle(ruleset.ruleset());
        for (int purchases = 0; purchases < 8; purchases++) {
            for (double margin : new double[] {0, 999.5}) {
                DecisionInput input = new DecisionInput(
                        Customer.of(
                                ruleset.ruleset().dictionary(),
                                Map.of(
                                        "asOf",
                                        LocalDate.of(2026, 6, 30),
                                        "purchaseCount",
                                        purchases,
                                        "annualMargin",
                                        margin)),
                        Map.of());
                RuleEvaluation evaluation = ruleset.evaluate(input).orElseThrow();
                Map<String, Object> ours = evaluation.decision().known();
                var exported = stock.decide(input, evaluation.measures());
                assertThat(exported.known()).as("%d, %s", purchases, margin).isEqualTo(ours);
                assertThat(exported.exclusions())
                        .extracting(Exclusion::action, Exclusion::rule)
                        .isEqualTo(evaluation.decision().exclusions().stream()
                                .map(excluded -> tuple(excluded.action(), excluded.rule()))
                                .toList());
            }
        }
    }

    private static final String RULES = """
            package tenure.rules;
            import io.tenure.lifecycle.Decision;
            rule "premium is escalated" agenda-group "retention"
            when $d : Decision(outcome["serviceLevel"] == "PREMIUM", outcome["escalated"] == null)
            then $d.reason("premium service", "尊享服务"); modify($d) { setOutcome("escalated", true) }
            end
            rule "the escalated get social care" agenda-group "retention"
            when $d : Decision(outcome["escalated"] == true, retentionLevel == null)
            then modify($d) { setRetentionLevel("SOCIAL") }
            end
            """;

    @Test
    void rulesReadAndWriteThemByName() {
        RuleEvaluation premium = decide(6, RULES);
        assertThat(premium.decision().value("escalated")).isEqualTo(true);
        assertThat(premium.decision().getRetentionLevel()).isEqualTo("SOCIAL");
        assertThat(premium.hits())
                .filteredOn(hit -> hit.origin().workbook().equals("r0.drl"))
                .extracting(hit -> hit.origin().name(), Hit::read, Hit::wrote)
                .containsExactly(
                        tuple(
                                "premium is escalated",
                                entries("serviceLevel", "PREMIUM", "escalated", null),
                                Map.of("escalated", true)),
                        tuple(
                                "the escalated get social care",
                                entries("escalated", true, "retentionLevel", null),
                                Map.of("retentionLevel", "SOCIAL")));

        assertThat(decide(2, RULES).decision().value("escalated")).isNull();
    }

    private static Map<String, Object> entries(Object... namesAndValues) {
        Map<String, Object> map = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }

    @Test
    void aRuleOfThePhaseSeesWhatATableOfThePhaseDecided() {
        RuleEvaluation premium = decide(6, """
            package tenure.rules;
            import io.tenure.lifecycle.Decision;
            rule "premium pays later" agenda-group "value"
            when $d : Decision(outcome["serviceLevel"] == "PREMIUM", outcome["creditDays"] == 60)
            then modify($d) { setOutcome("creditDays", 90) }
            end
            """);
        assertThat(premium.decision().value("creditDays")).isEqualTo(90);
    }

    @Test
    void whatARuleWritesIsOfTheTypeTheCodesAndTheRange() {
        assertThat(compileFaults("setOutcome(\"creditDays\", 91)"))
                .containsExactly("invalid-outcome: The rule writes \"91\" to creditDays, which can't hold it.");
        assertThat(compileFaults("setOutcome(\"serviceLevel\", \"PREMIER\")"))
                .containsExactly("invalid-outcome: The rule writes \"PREMIER\" to serviceLevel, which can't hold it.");
        assertThat(compileFaults("setOutcome(\"creditDays\", \"90\")"))
                .containsExactly("invalid-outcome: The rule writes \"90\" to creditDays, which can't hold it.");
        assertThat(compileFaults("setOutcome(\"serviceLvel\", \"PREMIUM\")")).containsExactly("unknown-outcome");
        assertThat(compileFaults("setOutcome(\"serviceLevel\", \"BASIC\")")).isEmpty();
    }

    private static List<String> compileFaults(String write) {
        return new Engine()
                .compile(read("""
                        package tenure.rules;
                        import io.tenure.lifecycle.Decision;
                        rule "r" agenda-group "value"
                        when $d : Decision(outcome["serviceLevel"] == null)
                        then modify($d) { %s }
                        end
                        """.formatted(write)).orElseThrow()).findings().stream()
                        .map(finding -> finding.code().equals("invalid-outcome")
                                ? finding.code() + ": " + finding.message().en()
                                : finding.code())
                        .toList();
    }
}
