package io.tenure.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenure.bundle.Ruleset;
import io.tenure.lifecycle.Customer;
import io.tenure.lifecycle.Decision;
import io.tenure.lifecycle.DecisionInput;
import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Purchase;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A rule that never ends is stopped, by its steps, its time or its text, even one that the check would refuse.
class RuleBudgetTest {
    private static final Dictionary DICTIONARY = TableBuilder.DICTIONARY;

    private static final String HEADER = "package tenure.rules;\nimport io.tenure.lifecycle.*;\n";

    /// Consequences that never end by themselves, in ways that the check refuses.
    private static final List<String> NEVER_ENDING = List.of(
            "while (true) { }",
            "for (;;) { $d.getStage(); }",
            "do { } while ($d != null);",
            "for (int i = 0; i >= 0; i = 0) { }",
            "for (long i = 0; i < Long.MAX_VALUE; i++) { if (i % 2 == 0) continue; }",
            "int n = 0; while (true) { switch (n++ % 3) { case 0: continue; default: n = 0; } }",
            "execute($d);",
            "while (true) { try { execute($d); } catch (Throwable t) { } }",
            "while (true) { try { $d.getStage(); } catch (Throwable t) { continue; } finally { $d.getStage(); } }",
            "try { while (true) { } } finally { while (true) { } }",
            "try { while (true) { } } catch (Throwable t) { while (true) { } }",
            "synchronized ($d) { while (true) { } }",
            "while (true) { synchronized ($d) { try { throw new RuntimeException(); } catch (RuntimeException e) { } } }",
            "new java.util.Iterator<Object>() { public boolean hasNext() { return true; } public Object next() { return this; } }"
                    + ".forEachRemaining(new java.util.function.Consumer<Object>() { public void accept(Object o) { } });",
            "java.util.stream.Stream.iterate(1, i -> i).forEach(i -> { });",
            "java.util.stream.Stream.generate(() -> 1).parallel().forEach(i -> { });",
            "java.util.stream.IntStream.iterate(0, i -> i + 1).filter(i -> i < 0).findFirst();",
            "java.util.List<Integer> l = new java.util.LinkedList<>(java.util.List.of(1, 2)); l.replaceAll(i -> { while (true) { } });",
            "new java.util.TreeMap<Object, Object>((a, b) -> { for (;;) { } }).put(1, new java.util.TreeSet<Object>());",
            "java.util.Optional.of(1).map(i -> { while (i == 1) { } return i; });",
            "class Own { Own() { while (true) { } } } new Own();",
            "class Own { Own(Object o) { while (true) { try { o.toString(); } catch (Throwable t) { } } } } new Own(\"\");",
            "class Own { int n = new Object() { int m() { for (;;) { } } }.m(); } new Own();",
            "new Object() { void a(int i) { b(i); } void b(int i) { a(i); } }.a(1);",
            "Object o = new Object() { public String toString() { return \"\" + this; } }; String s = \"\" + o;",
            "Object o = new Object() { public int hashCode() { while (true) { } } }; new java.util.HashSet<Object>().add(o);",
            "String s = \"x\"; while (true) { s = s + s; }",
            "StringBuilder b = new StringBuilder(\"x\"); while (true) { b.append(b); }",
            "String s = \"x\"; for (;;) { s = s.concat(s); }");

    @Test
    void aHundredNeverEndingRulesEachEndByTheDeadlineAndLeaveNoThread() throws Exception {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        List<CompiledRuleset> rulesets = NEVER_ENDING.stream()
                .map(consequence -> unchecked(
                        "rule \"endless\" agenda-group \"stage\" when $d : Decision() then " + consequence + " end"))
                .toList();
        DecisionInput input = new DecisionInput(Customer.of(DICTIONARY, Map.of()), Map.of());
        List<Future<RuleFailure>> failures = new ArrayList<>();
        ExecutorService callers = Executors.newFixedThreadPool(4);
        try {
            for (int i = 0; i < 100; i++) {
                CompiledRuleset ruleset = rulesets.get(i % rulesets.size());
                failures.add(
                        callers.submit(() -> ruleset.evaluate(input).findings().getFirst()));
            }
            for (int i = 0; i < failures.size(); i++) {
                RuleFailure failure = failures.get(i).get(60, TimeUnit.SECONDS);
                assertThat(failure.rule())
                        .as(NEVER_ENDING.get(i % rulesets.size()))
                        .isEqualTo("endless");
                assertThat(failure.message().en())
                        .as(NEVER_ENDING.get(i % rulesets.size()))
                        .startsWith("Rule \"endless\" ");
            }
        } finally {
            callers.shutdown();
        }
        assertThat(callers.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        Set<String> left = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread) && thread.getState() == Thread.State.RUNNABLE)
                .filter(thread -> java.util.Arrays.stream(thread.getStackTrace())
                        .anyMatch(frame -> frame.getClassName().startsWith("tenure.rules")))
                .map(Thread::getName)
                .collect(Collectors.toSet());
        assertThat(left).isEmpty();
    }

    @Test
    void aThreadThatARuleStartsEndsAtItsFirstStep() throws Exception {
        CompiledRuleset ruleset = unchecked("rule \"fork\" agenda-group \"stage\" when $d : Decision() then "
                + "Thread t = new Thread(new Runnable() { public void run() { while (true) { } } }, \"forked\");"
                + " t.setUncaughtExceptionHandler(null); t.start(); t.join(30000);"
                + " $d.setStageInDong(\"\" + t.isAlive()); end");

        Decision decision = ruleset.evaluate(new DecisionInput(Customer.of(DICTIONARY, Map.of()), Map.of()))
                .orElseThrow()
                .decision();

        assertThat(decision.getStageInDong()).isEqualTo("false");
    }

    /// Ten thousand purchases make 10^16 quadruples: nobody waits for them, and they don't fit into memory.
    @Test
    void stopsARuleThatPairsTooManyFacts() {
        CompiledRuleset joining = compiled("""
                rule "pairs" agenda-group "stage" when Purchase() Purchase() Purchase() Purchase() then end
                """);
        CompiledRuleset counting = compiled("""
                rule "pairs" agenda-group "stage"
                when accumulate(Purchase() and Purchase() and Purchase() and Purchase(); $n : count(); $n > 5) then end
                """);
        CompiledRuleset equal = compiled("""
                rule "pairs" agenda-group "stage" when $p : Purchase() Purchase(amount == $p.amount) then end
                """);
        DecisionInput input = new DecisionInput(withPurchases(10_000), Map.of());

        for (CompiledRuleset ruleset : List.of(joining, counting, equal)) {
            assertThat(ruleset.evaluate(input).findings()).singleElement().satisfies(failure -> {
                // Steps or time, as the machine has it.
                assertThat(failure.code()).isIn("too-much-work", "too-much-time");
                assertThat(failure.message().en())
                        .startsWith("Rule \"pairs\" was stopped: the rules took ")
                        .endsWith(" for one customer.");
            });
        }
    }

    /// Calls that the check allows, many of them in one step of a rule.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "String t = \"aaaaaaaaaaaaaaaa\"; t = t.concat(t); t = t.concat(t); t = t.concat(t); t = t.concat(t);"
                        + " t = t.concat(t); t = t.concat(t); t = t.concat(t); t = t.concat(\"b\"); @s.contains(t);@",
                "@s.toUpperCase(java.util.Locale.ROOT);@",
                "@s.equals(s.trim());@",
                "Object all = $d.getCustomer().purchases(); @all.toString();@",
                "Object all = $d.getCustomer().purchases(); @s = \"\" + all;@",
                "Object all = $d.getCustomer().purchases(); @String.valueOf(all);@",
                "java.util.List all = $d.getCustomer().purchases(); @all.contains(s);@",
                "@$d.signal(\"S8\", 1, \"a\", \"b\");@",
                "String t = \"aaaaaaaaaaaaaaaa\"; t = t.concat(t); t = t.concat(t); t = t.concat(t); t = t.concat(t);"
                        + " t = t.concat(t); @$d.reason(t, t);@",
            })
    void stopsARuleThatDoesMuchInEachStep(String consequence) {
        String[] parts = consequence.split("@");
        CompiledRuleset ruleset = compiled("rule \"busy\" agenda-group \"stage\" when Purchase() $d : Decision() then "
                + "String s = \"aaaaaaaaaaaaaaaa\"; " + "s = s.concat(s); ".repeat(9) + parts[0] + parts[1].repeat(300)
                + " end");
        DecisionInput input = new DecisionInput(withPurchases(10_000), Map.of());

        Instant start = Instant.now();
        List<RuleFailure> failures = ruleset.evaluate(input).findings();

        assertThat(failures).singleElement().satisfies(failure -> {
            assertThat(failure.rule()).isEqualTo("busy");
            assertThat(failure.code()).isIn("too-much-work", "too-much-time", "too-much-text");
        });
        // Some times the budget, for a slow machine; without the steps of calls some take minutes.
        assertThat(Duration.between(start, Instant.now())).isLessThan(RuleBudget.MAX_TIME.multipliedBy(10));
    }

    @Test
    void namesTheRuleWhoseFactsTheEngineFailsOn() {
        RuleFailure failure = unchecked("""
                rule "sum" agenda-group "stage"
                when $m : Measures() accumulate(Purchase(); $sum : sum($m.clv)) then end
                """)
                .evaluate(new DecisionInput(withPurchases(1), Map.of()))
                .findings()
                .getFirst();

        assertThat(failure.message().en()).isEqualTo("Rule \"sum\" failed: ClassCastException.");
    }

    @Test
    void decidesTenThousandPurchasesAndAHundredPairs() {
        CompiledRuleset ruleset = compiled("""
                rule "sum" agenda-group "stage"
                when accumulate(Purchase(amount > 1, $amount : amount); $sum : sum($amount)) $d : Decision()
                then $d.setStageInDong("" + $sum); end
                rule "none" agenda-group "stage" when exists Purchase(amount > 5) $d : Decision()
                then $d.setStageInChen("x"); end
                """);

        Decision decision = ruleset.evaluate(new DecisionInput(withPurchases(10_000), Map.of()))
                .orElseThrow()
                .decision();

        assertThat(decision.getStageInDong()).isEqualTo("20000.0");
        assertThat(decision.getStageInChen()).isNull();
    }

    @Test
    void namesTheRuleThatThrowsOrWritesWhatAnOutcomeCannotHold() {
        assertThat(failure("then $d.signal(\"S1\", $d.getCustomer().getOpenComplaints(), \"a\", \"b\"); end"))
                .satisfies(failure -> {
                    assertThat(failure.code()).isEqualTo("exception");
                    assertThat(failure.message().en()).isEqualTo("Rule \"r\" failed: NullPointerException.");
                });
        assertThat(failure("then $d.setStage(\"NO_\" + $d.getPattern()); end")).satisfies(failure -> {
            assertThat(failure.code()).isEqualTo("invalid-outcome");
            assertThat(failure.message().en()).isEqualTo("Rule \"r\" wrote \"NO_null\" to stage, which can't hold it.");
        });
        assertThat(failure("then $d.signal(\"S1\", 1, $d.getStageInDong(), \"b\"); end")
                        .code())
                .isEqualTo("invalid-outcome");
    }

    @Test
    void holdsComputedNumbersWithinTheirRangeAndSaysSo() {
        RuleEvaluation evaluation = compiled("""
                rule "r" agenda-group "signals" when $d : Decision(riskPoints != null) then
                    $d.reason("computed", "计算所得");
                    $d.setRiskProbability(1.7 + $d.getRiskPoints());
                    $d.setPotentialLoss($d.getRiskPoints() / 0.0);
                    $d.setStageInDong("ab".concat("\uD83D\uDE00".concat($d.getCustomer().getCustomerId())));
                end
                rule "s" agenda-group "signals" when $d : Decision($points : riskPoints, riskPoints != null) then
                    $d.signal("S1", $points - 1, "a", "");
                    $d.signal("S2", 1000000 + $points, "b", "乙");
                    $d.signal("S3", 3000000 + $points, "c", "丙");
                end
                """)
                .evaluate(new DecisionInput(
                        Customer.of(DICTIONARY, Map.of("customerId", "\uD83D\uDE00".repeat(500))), Map.of()))
                .orElseThrow();

        Decision decision = evaluation.decision();
        assertThat(decision.getRiskProbability()).isEqualTo(1);
        assertThat(decision.getPotentialLoss()).isNull();
        assertThat(decision.getStageInDong()).hasSize(999).startsWith("ab").endsWith("\uD83D\uDE00…");
        assertThat(decision.signals()).extracting(Decision.Signal::points).containsExactly(0, 1_000_000, 1_000_000);
        assertThat(evaluation.hits())
                .extracting(hit -> hit.in(java.util.Locale.ENGLISH) + " " + hit.in(java.util.Locale.CHINESE))
                .containsExactly(
                        "computed; riskProbability 1.7 is out of range and held at 1; potentialLoss is no number and stays"
                                + " unknown 计算所得；riskProbability 1.7超出范围，取1；potentialLoss不是数字，保持未知",
                        "a; signal.points -1 is out of range and held at 0 a；signal.points -1超出范围，取0",
                        "b 乙",
                        "c; signal.points 3000000 is out of range and held at 1000000 丙；signal.points 3000000超出范围，取1000000");
    }

    @Test
    void keepsBothSignalsOfARuleThatSignalsTwice() {
        RuleEvaluation evaluation = compiled("""
                rule "r" agenda-group "signals" when $d : Decision()
                then $d.signal("S8", 1, "first", "一"); $d.setPattern("LONG_TERM"); $d.signal("S9", 2, "second", "二");
                end
                """)
                .evaluate(new DecisionInput(Customer.of(DICTIONARY, Map.of()), Map.of()))
                .orElseThrow();

        assertThat(evaluation.decision().signals())
                .extracting(Decision.Signal::code)
                .containsExactly("S8", "S9");
        assertThat(evaluation.decision().getRiskPoints()).isEqualTo(3);
        assertThat(evaluation.hits())
                .extracting(hit -> hit.origin().name() + " " + hit.wrote() + " " + hit.in(java.util.Locale.ENGLISH))
                .containsExactly(
                        "r {signal.code=S8, signal.points=1, pattern=LONG_TERM} first",
                        "r {signal.code=S9, signal.points=2} second");
    }

    private static RuleFailure failure(String consequence) {
        return unchecked("rule \"r\" agenda-group \"stage\" when $d : Decision() " + consequence)
                .evaluate(new DecisionInput(Customer.of(DICTIONARY, Map.of()), Map.of()))
                .findings()
                .getFirst();
    }

    private static Customer withPurchases(int count) {
        List<Purchase> purchases = IntStream.range(0, count)
                .mapToObj(i -> new Purchase(LocalDate.EPOCH, i, 2, null))
                .toList();
        return Customer.of(DICTIONARY, Map.of(), purchases, List.of(), List.of());
    }

    private static Ruleset ruleset(String rules) {
        return TableBuilder.ruleset(List.of(), HEADER + rules);
    }

    private static CompiledRuleset compiled(String rules) {
        return new Engine().compile(ruleset(rules)).orElseThrow();
    }

    private static CompiledRuleset unchecked(String rules) {
        return UncheckedRuleset.of(HEADER + rules);
    }
}
