package io.tenure.engine;

import static io.tenure.engine.TableBuilder.DICTIONARY;
import static io.tenure.engine.TableBuilder.above;
import static io.tenure.engine.TableBuilder.any;
import static io.tenure.engine.TableBuilder.atMost;
import static io.tenure.engine.TableBuilder.oneOf;
import static io.tenure.engine.TableBuilder.ruleset;
import static io.tenure.engine.TableBuilder.table;
import static io.tenure.engine.TableBuilder.unknownNumber;
import static org.assertj.core.api.Assertions.assertThat;

import io.tenure.bundle.Ruleset;
import io.tenure.finding.Checked;
import io.tenure.finding.Finding;
import io.tenure.lifecycle.Candidate;
import io.tenure.lifecycle.Customer;
import io.tenure.lifecycle.DecisionInput;
import io.tenure.lifecycle.DecisionResult;
import io.tenure.lifecycle.Exclusion;
import io.tenure.lifecycle.Hit;
import io.tenure.table.Assignment;
import io.tenure.table.Condition;
import io.tenure.table.HitPolicy;
import io.tenure.table.Table;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EngineTest {
    private static final Table STAGE = table(
                    "Stage", "stage", HitPolicy.FIRST, List.of("purchaseCount", "volumeCurrent"), List.of("stage"))
            .row("ST0", List.of(unknownNumber(), any()), "UNKNOWN")
            .row("ST2", List.of(atMost(0), any()), "PROSPECT")
            .row("ST8", List.of(above(4), above(10)), "STABLE")
            .row("ST7", List.of(any(), any()), "EXPLORATION")
            .build();
    private static final Table LEVEL = table(
                    "RetentionLevel", "retention", HitPolicy.UNIQUE, List.of("stage"), List.of("retentionLevel"))
            .row("L1", List.of(oneOf("STABLE")), "SOCIAL")
            .row("L2", List.of(oneOf("EXPLORATION")), "FINANCIAL")
            .build();

    @Test
    void appliesTablesInTheOrderOfThePhases() {
        RuleEvaluation evaluation =
                decide(ruleset(List.of(LEVEL, STAGE)), Map.of("purchaseCount", 7, "volumeCurrent", 50.0));

        assertThat(evaluation.decision().getStage()).isEqualTo("STABLE");
        assertThat(evaluation.decision().getRetentionLevel()).isEqualTo("SOCIAL");
    }

    @Test
    void citesTheRowThatDecidedAndWhatItReadAndWrote() {
        RuleEvaluation evaluation = decide(ruleset(List.of(STAGE)), Map.of("purchaseCount", 7, "volumeCurrent", 50.0));

        Hit hit = evaluation.hits().get(0);
        assertThat(hit.origin().phase()).isEqualTo("stage");
        assertThat(hit.origin().workbook()).isEqualTo("Stage.xlsx");
        assertThat(hit.origin().row()).isEqualTo(8);
        assertThat(hit.origin().name()).isEqualTo("ST8");
        assertThat(hit.read()).isEqualTo(Map.of("purchaseCount", 7, "volumeCurrent", 50.0));
        assertThat(hit.wrote()).isEqualTo(Map.of("stage", "STABLE"));
        assertThat(hit.in(Locale.CHINESE)).isEqualTo("ST8适用");
        assertThat(evaluation.hits()).hasSize(1);
    }

    @Test
    void anUnknownFactMatchesOnlyUnknownAndAny() {
        assertThat(decide(ruleset(List.of(STAGE)), Map.of()).decision().getStage())
                .isEqualTo("UNKNOWN");
        assertThat(decide(ruleset(List.of(STAGE)), Map.of("purchaseCount", 7))
                        .decision()
                        .getStage())
                .isEqualTo("EXPLORATION");
    }

    @Test
    void rulesInDrlRunAfterTheTablesOfTheirPhaseAndRecordHits() {
        String drl = """
            package tenure.rules;
            import io.tenure.lifecycle.*;
            rule "signature" agenda-group "stage"
            when Customer(purchaseCount > 3) $d : Decision(stage == "STABLE")
            then modify($d) { setStageSignature("CONFIRMS") } $d.reason("it grows", "增长");
            end
            rule "overrule" agenda-group "pattern"
            when $d : Decision(stageSignature == "CONFIRMS")
            then modify($d) { setPattern("LONG_TERM") }
            end
            """;
        Table afterwards = table("Risk", "risk", HitPolicy.UNIQUE, List.of("pattern"), List.of("riskBand"))
                .row("R", List.of(oneOf("LONG_TERM")), "LOW")
                .build();
        RuleEvaluation evaluation =
                decide(ruleset(List.of(STAGE, afterwards), drl), Map.of("purchaseCount", 7, "volumeCurrent", 50.0));

        assertThat(evaluation.decision().getRiskBand()).isEqualTo("LOW");
        assertThat(evaluation.hits())
                .extracting(h -> h.origin().name())
                .containsExactly("ST8", "signature", "overrule", "R");
        Hit signature = evaluation.hits().get(1);
        assertThat(signature.origin().workbook()).isEqualTo("r0.drl");
        assertThat(signature.origin().row()).isEqualTo(3);
        assertThat(signature.read()).isEqualTo(Map.of("purchaseCount", 7, "stage", "STABLE"));
        assertThat(signature.wrote()).isEqualTo(Map.of("stageSignature", "CONFIRMS"));
        assertThat(signature.in(Locale.ENGLISH)).isEqualTo("it grows");
    }

    @Test
    void aRuleThatIsLockedWhileItsPhaseRunsSeesWhatTheTablesOfThePhaseWrote() {
        String drl = """
            package tenure.rules;
            import io.tenure.lifecycle.*;
            rule "earlier" agenda-group "value" when $d : Decision(careType == null) then $d.reason("first", "先"); end
            rule "locked" agenda-group "stage" lock-on-active true when $d : Decision(stage == "STABLE")
            then modify($d) { setPattern("LONG_TERM") } end
            """;
        RuleEvaluation evaluation =
                decide(ruleset(List.of(STAGE), drl), Map.of("purchaseCount", 7, "volumeCurrent", 50.0));

        assertThat(evaluation.hits()).extracting(h -> h.origin().name()).containsExactly("earlier", "ST8", "locked");
    }

    /// In each phase a table, a rule that reads what the table wrote, and the next phase's table that reads what
    /// the rule wrote.
    @Test
    void everyPhaseRunsItsRulesAfterItsTablesAndBeforeThoseOfTheNext() {
        List<Table> tables = List.of(
                chained("Value", "value", "purchaseCount", any(), "rfmLabel", "NEW"),
                chained("Stage", "stage", "rfmLabel", oneOf("LOST"), "stage", "STABLE"),
                chained("Pattern", "pattern", "stage", oneOf("DECLINE"), "pattern", "LONG_TERM"),
                table(
                                "Signals",
                                "signals",
                                HitPolicy.COLLECT,
                                List.of("pattern"),
                                List.of("signal.code", "signal.points"))
                        .row("Signals row", List.of(oneOf("EARLY_EXIT")), "S1", 1)
                        .build(),
                chained("Risk", "risk", "riskPoints", above(2), "riskBand", "WATCH"),
                chained("Retention", "retention", "riskBand", oneOf("HIGH"), "retentionLevel", "FINANCIAL"),
                table(
                                "Action",
                                "action",
                                HitPolicy.COLLECT,
                                List.of("retentionLevel"),
                                List.of("candidate.action", "candidate.propensity", "candidate.value"))
                        .row("Action row", List.of(oneOf("SOCIAL")), "SAVE_OFFER", 0.5, 100.0)
                        .build(),
                table("Eligibility", "eligibility", HitPolicy.COLLECT, List.of("careType"), List.of("exclusion.code"))
                        .row("Eligibility row", List.of(oneOf("AFTER_PURCHASE")), "E90")
                        .build());
        String drl = """
            package tenure.rules;
            import io.tenure.lifecycle.*;
            rule "in value" agenda-group "value" when $d : Decision(rfmLabel == "NEW")
            then modify($d) { setRfmLabel("LOST") } end
            rule "in stage" agenda-group "stage" when $d : Decision(stage == "STABLE")
            then modify($d) { setStage("DECLINE") } end
            rule "in pattern" agenda-group "pattern" when $d : Decision(pattern == "LONG_TERM")
            then modify($d) { setPattern("EARLY_EXIT") } end
            rule "in signals" agenda-group "signals" when $d : Decision(riskPoints == 1)
            then $d.signal("S9", 2, "two more", "再加两点"); end
            rule "in risk" agenda-group "risk" when $d : Decision(riskBand == "WATCH")
            then modify($d) { setRiskBand("HIGH") } end
            rule "in retention" agenda-group "retention" when $d : Decision(retentionLevel == "FINANCIAL")
            then modify($d) { setRetentionLevel("SOCIAL") } end
            rule "in action" agenda-group "action" when $d : Decision(retentionLevel == "SOCIAL", careType == null)
            then modify($d) { setCareType("AFTER_PURCHASE") } end
            rule "in eligibility" agenda-group "eligibility" when $k : Candidate(action == "SAVE_OFFER")
            then $k.exclude("E91", "not now", "暂不"); end
            """;

        RuleEvaluation evaluation = decide(ruleset(tables, drl), Map.of("purchaseCount", 7));

        assertThat(evaluation.hits())
                .extracting(h -> h.origin().name())
                .containsExactlyElementsOf(ruleset(tables, drl).phases().stream()
                        .flatMap(phase -> Stream.of(
                                Character.toUpperCase(phase.charAt(0)) + phase.substring(1) + " row", "in " + phase))
                        .toList());
        assertThat(evaluation.decision().exclusions())
                .extracting(Exclusion::rule)
                .containsExactly("E90", "E91");
    }

    private static Table chained(
            String name, String phase, String reads, Condition condition, String writes, String outcome) {
        return table(name, phase, HitPolicy.UNIQUE, List.of(reads), List.of(writes))
                .row(name + " row", List.of(condition), outcome)
                .build();
    }

    @Test
    void aTableOfExclusionsJudgesEachCandidateByItsPartsAndTheFacts() {
        Table candidates = table(
                        "Candidates",
                        "action",
                        HitPolicy.COLLECT,
                        List.of("stage"),
                        List.of("candidate.action", "candidate.propensity", "candidate.value"))
                .row("cheap", List.of(any()), "SAVE_OFFER", 0.5, 30.0)
                .row("dear", List.of(any()), "SAVE_OFFER", 0.5, 100.0)
                .build();
        Table eligibility = table(
                        "Value",
                        "eligibility",
                        HitPolicy.COLLECT,
                        List.of("candidate.marketing", "candidate.expectedMargin", "satisfaction"),
                        List.of("exclusion.code"))
                .row("E10", List.of(any(), atMost(0), any()), "E10")
                .row("E11", List.of(oneOf("TRUE"), any(), atMost(2)), "E11")
                .build();
        Ruleset ruleset = ruleset(List.of(STAGE, candidates, eligibility));

        assertThat(decide(ruleset, Map.of("satisfaction", 4)).decision().exclusions())
                .describedAs(".5 x 30 - 20 is below 0, .5 x 100 - 20 isn't")
                .extracting(e -> e.action() + " " + e.rule() + " " + e.reason().in(Locale.ENGLISH))
                .containsExactly("SAVE_OFFER E10 E10 applies");
        RuleEvaluation dissatisfied = decide(ruleset, Map.of("satisfaction", 2));
        assertThat(dissatisfied.decision().exclusions())
                .extracting(e -> e.rule())
                .containsExactly("E10", "E11", "E11");
        Hit hit = dissatisfied.hits().getLast();
        assertThat(hit.read()).isEqualTo(Map.of("candidate.marketing", true, "satisfaction", 2));
        assertThat(hit.wrote()).isEqualTo(Map.of("exclusion.code", "E11", "excluded", "SAVE_OFFER"));
    }

    @Test
    void anActionIsOutOnlyWhenEachOfItsCandidatesIsExcluded() {
        Table candidates = table(
                        "Candidates",
                        "action",
                        HitPolicy.COLLECT,
                        List.of("stage"),
                        List.of("candidate.action", "candidate.propensity", "candidate.value"))
                .row("cheap", List.of(any()), "SAVE_OFFER", 0.5, 30.0)
                .row("dear", List.of(any()), "SAVE_OFFER", 0.5, 100.0)
                .build();
        Table eligibility = table(
                        "Value",
                        "eligibility",
                        HitPolicy.COLLECT,
                        List.of("candidate.expectedMargin", "satisfaction"),
                        List.of("exclusion.code"))
                .row("E10", List.of(atMost(0), any()), "E10")
                .row("E11", List.of(above(0), atMost(2)), "E11")
                .build();
        String drl = """
            package tenure.rules;
            import io.tenure.lifecycle.*;
            rule "E12" agenda-group "eligibility" when $k : Candidate(value > 50, customer.openComplaints > 0)
            then $k.exclude("E12", "not while a complaint is open", "投诉未解决"); end
            rule "E13" agenda-group "eligibility"
            when $d : Decision(customer.repeatComplaints > 0) $k : Candidate(value > 50)
            then $d.exclude($k, "E13", "not after a repeated complaint", "重复投诉"); end
            """;
        Ruleset ruleset = ruleset(List.of(STAGE, candidates, eligibility), drl);

        assertThat(actions(ruleset, Map.of("satisfaction", 4)))
                .as("one candidate isn't worth it, the other is")
                .isEqualTo("SAVE_OFFER 100.0, NO_ACTION 0.0; excluded: ");
        assertThat(actions(ruleset, Map.of("satisfaction", 2)))
                .isEqualTo("NO_ACTION 0.0; excluded: SAVE_OFFER E10, SAVE_OFFER E11");
        assertThat(actions(ruleset, Map.of("satisfaction", 4, "openComplaints", 1)))
                .isEqualTo("NO_ACTION 0.0; excluded: SAVE_OFFER E10, SAVE_OFFER E12");
        assertThat(actions(ruleset, Map.of("satisfaction", 4, "repeatComplaints", 1)))
                .isEqualTo("NO_ACTION 0.0; excluded: SAVE_OFFER E10, SAVE_OFFER E13");
    }

    private static String actions(Ruleset ruleset, Map<String, Object> facts) {
        DecisionResult result = DecisionPipeline.decide(
                        compiled(ruleset), new DecisionInput(Customer.of(DICTIONARY, facts), Map.of()))
                .orElseThrow();
        return result.nextBestActions().stream()
                        .map(action -> action.action() + " " + action.value())
                        .collect(Collectors.joining(", "))
                + "; excluded: "
                + result.excluded().stream()
                        .map(exclusion -> exclusion.action() + " " + exclusion.rule())
                        .collect(Collectors.joining(", "));
    }

    @Test
    void everyMatchingRowOfACollectTableAddsACandidateThatEligibilityRulesSee() {
        Table signals = table(
                        "Signals",
                        "signals",
                        HitPolicy.COLLECT,
                        List.of("openComplaints", "satisfaction"),
                        List.of("signal.code", "signal.points"))
                .row("S2", List.of(above(0), any()), "S2", 2)
                .row("S4", List.of(any(), atMost(2)), "S4", 2)
                .build();
        Table band = table("Band", "risk", HitPolicy.FIRST, List.of("riskPoints"), List.of("riskBand"))
                .row("high", List.of(above(3)), "HIGH")
                .row("low", List.of(any()), "LOW")
                .build();
        Table candidates = table(
                        "Candidates",
                        "action",
                        HitPolicy.COLLECT,
                        List.of("riskBand"),
                        List.of("candidate.action", "candidate.propensity", "candidate.value"))
                .row("save", List.of(oneOf("HIGH")), "SAVE_OFFER", 0.25, new Assignment.Copy(DICTIONARY.require("clv")))
                .build();
        String drl = """
            package tenure.rules;
            import io.tenure.lifecycle.*;
            rule "E2 no consent" agenda-group "eligibility"
            when $a : Candidate(marketing) Customer(marketingConsent != true) $d : Decision()
            then $d.exclude($a, "E2", "no consent", "未同意营销");
            end
            """;
        Ruleset ruleset = ruleset(List.of(signals, band, candidates), drl);
        Map<String, Object> facts = new HashMap<>(Map.of("openComplaints", 1, "satisfaction", 2));
        RuleEvaluation evaluation = compiled(ruleset)
                .evaluate(new DecisionInput(Customer.of(DICTIONARY, facts), Map.of("clv", 1000.0)))
                .orElseThrow();

        assertThat(evaluation.decision().getRiskPoints()).isEqualTo(4);
        Candidate save = evaluation.decision().candidates().get(0);
        assertThat(save.getExpectedMargin()).isEqualTo(230.0);
        assertThat(evaluation.decision().exclusions())
                .singleElement()
                .satisfies(e -> assertThat(e.rule()).isEqualTo("E2"));
        assertThat(evaluation.hits().getLast().wrote()).isEqualTo(Map.of("excluded", "SAVE_OFFER"));

        facts.put("marketingConsent", true);
        assertThat(compiled(ruleset)
                        .evaluate(new DecisionInput(Customer.of(DICTIONARY, facts), Map.of()))
                        .orElseThrow()
                        .decision()
                        .exclusions())
                .isEmpty();
    }

    @Test
    void rowsWithEffectiveDatesApplyByAsOf() {
        Table base = LEVEL;
        Table dated = new Table(
                base.name(),
                base.phase(),
                HitPolicy.FIRST,
                base.file(),
                base.sheet(),
                1,
                base.conditions(),
                base.actions(),
                List.of(
                        new io.tenure.table.Row(
                                "new",
                                5,
                                List.of(any()),
                                List.of(new Assignment.Literal("STRUCTURAL")),
                                LocalDate.of(2026, 7, 1),
                                null,
                                io.tenure.text.Text.same("")),
                        new io.tenure.table.Row(
                                "old",
                                6,
                                List.of(any()),
                                List.of(new Assignment.Literal("NONE")),
                                null,
                                LocalDate.of(2026, 7, 1),
                                io.tenure.text.Text.same(""))));

        assertThat(decide(ruleset(List.of(dated)), Map.of("asOf", LocalDate.of(2026, 6, 30)))
                        .decision()
                        .getRetentionLevel())
                .isEqualTo("NONE");
        assertThat(decide(ruleset(List.of(dated)), Map.of("asOf", LocalDate.of(2026, 7, 1)))
                        .decision()
                        .getRetentionLevel())
                .isEqualTo("STRUCTURAL");
    }

    @Test
    void rulesetsThatDifferInOneRowShareNothing() {
        Table other = table("Stage", "stage", HitPolicy.FIRST, List.of("purchaseCount"), List.of("stage"))
                .row("only", List.of(any()), "DECLINE")
                .build();
        CompiledRuleset first = compiled(ruleset(List.of(STAGE)));
        CompiledRuleset second = compiled(ruleset(List.of(other)));
        DecisionInput input = new DecisionInput(Customer.of(DICTIONARY, Map.of("purchaseCount", 0)), Map.of());

        assertThat(first.evaluate(input).orElseThrow().decision().getStage()).isEqualTo("PROSPECT");
        assertThat(second.evaluate(input).orElseThrow().decision().getStage()).isEqualTo("DECLINE");
    }

    @Test
    void rulesetsWithTheSameDrlKeepTheirOwnTables() {
        String drl = """
            package tenure.rules;
            import io.tenure.lifecycle.*;
            rule "echo" agenda-group "stage" when $d : Decision(stage == "DECLINE", pattern == null)
            then modify($d) { setPattern("EARLY_EXIT") } end
            """;
        Table declining = table("Stage", "stage", HitPolicy.FIRST, List.of("purchaseCount"), List.of("stage"))
                .row("only", List.of(any()), "DECLINE")
                .build();
        CompiledRuleset first = compiled(ruleset(List.of(STAGE), drl));
        CompiledRuleset second = compiled(ruleset(List.of(declining), drl));
        DecisionInput input = new DecisionInput(Customer.of(DICTIONARY, Map.of("purchaseCount", 0)), Map.of());

        assertThat(first.evaluate(input).orElseThrow().decision().getPattern()).isNull();
        assertThat(second.evaluate(input).orElseThrow().decision().getPattern()).isEqualTo("EARLY_EXIT");
        assertThat(first.evaluate(input).orElseThrow().decision().getStage()).isEqualTo("PROSPECT");
    }

    @Test
    void reportsWhichRuleDoesNotCompileAndWhere() {
        String drl = """
            package tenure.rules;
            import io.tenure.lifecycle.*;
            rule "good" agenda-group "stage" when Customer(purchaseCount > 3) then end
            rule "bad name" agenda-group "stage" when Customer(purchaseKount > 3) then end
            rule "bad java" agenda-group "stage" when $d : Decision() then $d.nothing(); end
            """;
        Checked<CompiledRuleset, Finding> compilation = new Engine().compile(ruleset(List.of(STAGE), drl));

        assertThat(compilation).isInstanceOf(Checked.Invalid.class);
        assertThat(compilation.findings())
                .extracting(f -> f.address().toString() + " " + f.content())
                .containsExactly("rules/r0.drl:4 bad name", "rules/r0.drl:5 bad java");
    }

    @Test
    void rejectsARuleWithoutAPhaseAndOneThatDoesNotParse() {
        Checked<CompiledRuleset, Finding> noPhase = new Engine().compile(ruleset(List.of(), """
            package tenure.rules;
            import io.tenure.lifecycle.*;
            rule "lost" when Customer() then end
            rule "astray" agenda-group "stagee" when Customer() then end
            """));
        assertThat(noPhase).isInstanceOf(Checked.Invalid.class);
        assertThat(noPhase.findings())
                .extracting(Finding::code, f -> f.address().row())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("invalid-phase", 3),
                        org.assertj.core.groups.Tuple.tuple("invalid-phase", 4));

        Checked<CompiledRuleset, Finding> unparsable =
                new Engine().compile(ruleset(List.of(), "package x; rule when then ("));
        assertThat(unparsable).isInstanceOf(Checked.Invalid.class);
    }

    @Test
    void rejectsARuleThatUsesAnUnknownParameter() {
        Checked<CompiledRuleset, Finding> compilation = new Engine().compile(ruleset(List.of(), """
            package tenure.rules;
            import io.tenure.lifecycle.*;
            rule "r" agenda-group "stage" when $p : Parameters() eval($p.get("limitt") > 1) then end
            """));

        assertThat(compilation).isInstanceOf(Checked.Invalid.class);
        assertThat(compilation.findings()).singleElement().satisfies(f -> {
            assertThat(f.code()).isEqualTo("unknown-parameter");
            assertThat(f.fix().en()).isEqualTo("Did you mean limit?");
        });
    }

    @Test
    void stopsRulesThatNeverEndAndReportsWhichOneRan() {
        CompiledRuleset endless = compiled(ruleset(List.of(STAGE), """
            package tenure.rules;
            import io.tenure.lifecycle.*;
            rule "loop" agenda-group "stage" when $d : Decision(stage != null)
            then modify($d) { setStage("STABLE") } end
            """));

        assertThat(endless.evaluate(new DecisionInput(Customer.of(DICTIONARY, Map.of()), Map.of()))
                        .findings())
                .singleElement()
                .satisfies(failure -> {
                    assertThat(failure.code()).isEqualTo("never-settles");
                    assertThat(failure.message().en())
                            .isEqualTo(
                                    "The rules do not settle: 10,000 firings for one customer, the last of \"loop\".");
                });
    }

    private static RuleEvaluation decide(Ruleset ruleset, Map<String, Object> facts) {
        return compiled(ruleset)
                .evaluate(new DecisionInput(Customer.of(DICTIONARY, facts), Map.of()))
                .orElseThrow();
    }

    private static CompiledRuleset compiled(Ruleset ruleset) {
        Checked<CompiledRuleset, Finding> compilation = new Engine().compile(ruleset);
        assertThat(compilation).isInstanceOf(Checked.Valid.class);
        return compilation.orElseThrow();
    }
}
