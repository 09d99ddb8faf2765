package io.tenure.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenure.finding.Checked;
import io.tenure.finding.Finding;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Rules written in DRL are code; what has nothing to do with deciding a customer is refused before it is
/// loaded.
class BytecodeCheckTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "System.exit(1);                                               | java.lang.System.exit",
                "Runtime.getRuntime().exec(\"id\");                            | java.lang.Runtime.exec",
                "java.lang.reflect.Method m = null; m.invoke(null);            | java.lang.reflect.Method.invoke",
                "$d.getClass().getClassLoader();                               | java.lang.Object.getClass",
                "Class.forName(\"java.io.File\");                              | java.lang.Class.forName",
                "$d.setStageInDong(\"\" + String.class);                        | java.lang.String",
                "new java.io.File(\"x\").delete();                             | java.io.File",
                "new java.net.Socket(\"localhost\", 1);                        | java.net.Socket",
                "new Thread().start();                                         | java.lang.Thread",
                "java.nio.file.Files.list(null);                               | java.nio.file.Files.list",
                "System.getenv(\"HOME\");                                      | java.lang.System.getenv",
                "System.setProperty(\"a\", \"b\");                             | java.lang.System.setProperty",
                "javax.naming.InitialContext.doLookup(\"ldap:x\");             | javax.naming.InitialContext.doLookup",
                "drools.getRuntime(Object.class);                              | drools.getRuntime",
                "insert(\"a fact\");                                           | drools.insert",
                "delete($d);                                                   | drools.delete",
                "while (true) { $d.setStage(\"STABLE\"); }                     | a loop",
                "for (;;) { }                                                  | a loop",
                "do { $d.getStage(); } while ($d.getStage() != null);          | a loop",
                "for (Object o : $d.getCustomer().purchases()) { o.toString(); } | a loop",
                "execute($d);                                                  | a call of itself",
                "update($d);                                                   | update",
                "kcontext.getKieRuntime().getAgenda().clear();                 | drools",
                "java.util.stream.Stream.iterate(1, i -> i).count();           | java.util.stream.Stream.count",
                "Runnable r = () -> {};                                        | a lambda",
                "java.util.function.Supplier<String> s = String::new;          | a lambda",
                "new Object() { int n; };                                      | a class of its own",
                "class Own { } new Own();                                      | a class of its own",
                "new java.util.ArrayList<String>();                            | java.util.ArrayList",
                "java.util.Collections.emptyIterator().forEachRemaining(null); | java.util.Collections.emptyIterator",
                "$d.getCustomer().purchases().sort(null);                      | java.util.List.sort",
                "$d.signals().clear();                                         | io.tenure.lifecycle.Decision.signals",
                "$d.put(0, \"x\");                                             | io.tenure.lifecycle.Decision.put",
                "$d.takeWrites();                                              |"
                        + " io.tenure.lifecycle.Decision.takeWrites",
                "String s = \"a\".repeat(2000000000);                          | java.lang.String.repeat",
                "String s = String.format(\"%999999999d\", 1);                 | java.lang.String.format",
                "String s = \"%999999999d\".formatted(1);                      | java.lang.String.formatted",
                "new StringBuilder().repeat(\"x\", 2000000000);                | java.lang.StringBuilder.repeat",
                "new StringBuilder(2000000000);                                | java.lang.StringBuilder",
                "new java.math.BigInteger(\"3\").pow(200000000);               | java.math.BigInteger.pow",
                "java.math.BigDecimal.ONE.setScale(2000000000);                | java.math.BigDecimal.setScale",
                "java.math.BigDecimal.TEN.pow(999999999);                      | java.math.BigDecimal.pow",
                "new java.math.BigDecimal(\"1e999999999\");                    | java.math.BigDecimal",
                "java.math.BigDecimal.valueOf(1, 2000000000);                  | java.math.BigDecimal.valueOf",
                "org.drools.modelcompiler.util.EvaluationUtil.toBigDecimal(\"1e999999999\"); |"
                        + " org.drools.modelcompiler.util.EvaluationUtil.toBigDecimal",
                "byte[] b = new byte[Integer.MAX_VALUE];                       | an array",
                "Object[] o = new Object[$d.getStage().length()];              | an array",
                "int[][] o = new int[30000][30000];                            | an array",
                "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaa!\".matches(\"(a+)+\");         | a regular expression",
                "\"a\".split(\"(a+)+\");                                       | a regular expression",
                "java.util.regex.Pattern.compile(\"(a+)+\");                   | a regular expression",
                "java.util.Locale.setDefault(java.util.Locale.ROOT);           | java.util.Locale.setDefault",
                "java.time.LocalDate.now();                                    | java.time.LocalDate.now",
                "Math.random();                                                | java.lang.Math.random",
                "throw new RuntimeException();                                 | java.lang.RuntimeException",
                "try { $d.getStage(); } catch (Throwable t) { }                | try, throw or synchronized",
                "synchronized ($d) { $d.getStage(); }                          | try, throw or synchronized",
                "io.tenure.engine.RuleBudget.step(\"x\");                      | io.tenure.engine.RuleBudget.step",
            })
    void refusesInAConsequence(String code, String named) {
        assertThat(findings("""
            package tenure.rules;
            import io.tenure.lifecycle.*;
            rule "fine" agenda-group "stage" when $d : Decision() then $d.reason("a", "b"); end
            rule "sly" agenda-group "stage" when $d : Decision() then %s end
            """.formatted(code))).anySatisfy(f -> {
            assertThat(f.code()).isEqualTo("not-allowed");
            assertThat(f.address()).hasToString("rules/r0.drl:4");
            assertThat(f.message().en()).isEqualTo("A rule may not use " + named + ".");
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "import java.io.File;                                  | java.io.File               | docs/rules.md",
                "import static java.lang.System.exit;                  | java.lang.System.exit      | docs/rules.md",
                "import accumulate tenure.AnyClass any;                | import accumulate tenure.AnyClass | count,"
                        + " sum",
                "global java.util.List kept;                           | global kept                | parameters.get",
                "declare Thing x : int end                             | declare Thing              | Attributes",
                "declare enum Kept A(new java.util.ArrayList()); l : java.util.List end | declare enum Kept |"
                        + " Attributes",
                "declare window W Purchase() over window:length(1) end | declare window W           | Purchase(",
                "declare entry-point E end                             | declare entry-point E      | Purchase(",
                "rule x agenda-group \"stage\" salience ($d.riskPoints) when $d : Decision() then end | a salience that is"
                        + " computed | salience 10",
                "rule x agenda-group \"stage\" when groupby($p : Purchase(); $k : $p.daysAgo; $n : count($p)) then end |"
                        + " groupby | count, sum",
                "rule x agenda-group \"stage\" when not (Contact() and not (Purchase() and not Complaint())) then end |"
                        + " more than two of not, exists, forall and accumulate within each other | several rules",
                "rule x agenda-group \"stage\" when not (accumulate(Purchase($a : daysAgo) and not Contact(daysAgo < $a);"
                        + " $n : count())) then end | more than two of not, exists, forall and accumulate | several rules",
                "function void f() { f(); }                            | function f                 | table",
                "query q Purchase() end                                | query q                    | conditions",
                "rule x agenda-group \"stage\" timer (int: 1s) when then end | timer               | asOf",
                "rule x agenda-group \"stage\" duration 5 when then end | duration                | asOf",
                "rule x agenda-group \"stage\" date-effective \"01-Jan-2020\" when then end | date-effective | asOf",
                "rule x agenda-group \"stage\" auto-focus true when then end | auto-focus          | Remove",
                "rule x agenda-group \"stage\" when Purchase() from entry-point E then end | from   | Purchase(",
                "rule x agenda-group \"stage\" when $c : Customer() Purchase() from $c.purchases() then end | from |"
                        + " Purchase(",
                "rule x agenda-group \"stage\" when java.util.List() from collect (Purchase()) then end | from |"
                        + " Purchase(",
                "rule x agenda-group \"stage\" when (Purchase() or Contact()) then end | or between facts | two rules",
                "rule x agenda-group \"stage\" when Purchase() over window:length(2) then end | over window |"
                        + " Purchase(",
                "rule x agenda-group \"stage\" when accumulate(Purchase(); $l : collectList()) then end | collectList"
                        + " | count, sum",
                "rule x agenda-group \"stage\" when Contact(channel matches \"(a+)+\") then end | a regular expression"
                        + " | str[startsWith]",
                "rule x agenda-group \"stage\" when Contact(channel not matches \"(a+)+\") then end | a regular"
                        + " expression | str[startsWith]",
                "rule x agenda-group \"stage\" when Contact(channel soundslike \"x\") then end |"
                        + " org.drools.model.operators.SoundsLikeOperator | docs/rules.md",
            })
    void refusesWhatRulesNeedNotAndSaysWhatToDo(String code, String named, String fix) {
        assertThat(findings("""
            package tenure.rules;
            import io.tenure.lifecycle.*;
            %s
            """.formatted(code))).anySatisfy(f -> {
            assertThat(f.code()).isEqualTo("not-allowed");
            assertThat(f.address()).hasToString("rules/r0.drl:3");
            assertThat(f.message().en()).contains(named);
            assertThat(f.fix().en()).contains(fix);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "when $d : Decision() then for (;;) { }                        | 规则不得使用循环。",
                "when $d : Decision() then byte[] b = new byte[30000];         | 规则不得使用数组。",
                "when $d : Decision() then Runnable r = () -> {};              | 规则不得使用Lambda表达式。",
                "when $d : Decision() then \"a\".matches(\"(a+)+\");           | 规则不得使用正则表达式。",
                "when $d : Decision() then synchronized ($d) { $d.getStage(); } | 规则不得使用try、throw或synchronized。",
                "when $d : Decision() then System.exit(1);                     | 规则不得使用java.lang.System.exit。",
                "when (Purchase() or Contact()) then                           | 规则不得使用事实之间的or。",
            })
    void namesInChineseWhatIsRefused(String code, String message) {
        assertThat(findings("""
            package tenure.rules;
            import io.tenure.lifecycle.*;
            rule x agenda-group "stage" %s end
            """.formatted(code)))
                .anySatisfy(f -> assertThat(f.message().zh()).isEqualTo(message));
    }

    @ParameterizedTest
    @ValueSource(strings = {"java.lang", "java", "io.tenure.engine"})
    void refusesAPackageThatIsNotTheRules(String name) {
        assertThat(findings("package " + name
                        + ";\nrule x agenda-group \"stage\" when $d : io.tenure.lifecycle.Decision() then end"))
                .singleElement()
                .satisfies(f -> {
                    assertThat(f.code()).isEqualTo("not-allowed");
                    assertThat(f.message().en()).isEqualTo("A rule may not use package " + name + ".");
                    assertThat(f.fix().en()).contains("tenure.rules");
                });
    }

    @Test
    void refusesInACondition() {
        assertThat(findings("""
            package tenure.rules;
            import io.tenure.lifecycle.*;
            rule "sly" agenda-group "stage" when Customer(System.getenv("HOME") != null) then end
            """)).anySatisfy(f -> assertThat(f.message().en()).contains("java.lang.System.getenv"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "$d.setStage(\"NO_SUCH_STAGE\");                     | stage           | NO_SUCH_STAGE | Write one of"
                        + " these: UNKNOWN",
                "$d.setRiskBand(\"HIHG\");                           | riskBand        | HIHG          | Did you mean"
                        + " HIGH?",
                "modify($d) { setStage(\"STABEL\") }                 | stage           | STABEL        | Did you mean"
                        + " STABLE?",
                "$d.setStage($d.getPattern() == null ? \"STABLE\" : \"STALE\"); | stage   | STALE         | Did you"
                        + " mean STABLE?",
                "$d.setStage($d.getPattern() == null ? \"STALE\" : \"STABLE\"); | stage   | STALE         | Did you"
                        + " mean STABLE?",
                "String s = \"STALE\"; $d.setStage(s);               | stage           | STALE         | Did you mean"
                        + " STABLE?",
                "$d.setRiskProbability(1.5);                          | riskProbability | 1.5           | Write a"
                        + " value from 0.0 to 1.0.",
                "$d.setRiskProbability(-0.1);                         | riskProbability | -0.1          | Write a"
                        + " value from 0.0 to 1.0.",
            })
    void refusesAnOutcomeThatTheDictionaryLacks(String code, String outcome, String value, String fix) {
        assertThat(findings("""
            package tenure.rules;
            import io.tenure.lifecycle.*;
            rule "fine" agenda-group "stage" when $d : Decision() then $d.setStage("STABLE"); end
            rule "wrong" agenda-group "stage" when $d : Decision() then %s end
            """.formatted(code))).singleElement().satisfies(f -> {
            assertThat(f.code()).isEqualTo("invalid-outcome");
            assertThat(f.address()).hasToString("rules/r0.drl:4");
            assertThat(f.message().en())
                    .isEqualTo("The rule writes \"" + value + "\" to " + outcome + ", which can't hold it.");
            assertThat(f.fix().en()).startsWith(fix);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rule x agenda-group \"stage\" when eval(%s1%s == 1) then end",
                "rule x agenda-group \"stage\" when then Object o = %s1%s; end",
                "rule x agenda-group \"stage\" when Purchase(%samount > 1%s) then end",
                "rule x agenda-group \"stage\" when %sPurchase()%s then end",
            })
    void reportsDeepNestingInsteadOfRunningOutOfStack(String rule) {
        for (int depth : new int[] {11, 15, 30, 5_000}) {
            assertThat(findings("package tenure.rules;\nimport io.tenure.lifecycle.*;\n"
                            + rule.formatted("(".repeat(depth), ")".repeat(depth))))
                    .singleElement()
                    .satisfies(f -> {
                        assertThat(f.code()).isEqualTo("too-deep");
                        assertThat(f.address()).hasToString("rules/r0.drl:3");
                    });
        }
    }

    /// Each level doubles the time that Drools takes, so that many conditions of ten levels would take hours.
    @Test
    void reportsManyDeepConditions() {
        String rule = "rule \"%d\" agenda-group \"stage\" when Purchase(((((((((amount > 1))))))))) then end\n";
        String rules = IntStream.range(0, 100).mapToObj(rule::formatted).collect(Collectors.joining());

        assertThat(findings("package tenure.rules;\nimport io.tenure.lifecycle.*;\n" + rules))
                .singleElement()
                .satisfies(f -> assertThat(f.code()).isEqualTo("too-deep"));
    }

    /// Drools takes time by the square of the values.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Purchase(daysAgo in (%s))",
                "Contact(channel not in (%s))",
                "eval(java.util.List.of(%s).size() > 1)"
            })
    void reportsALongListOfValues(String condition) {
        for (int values : new int[] {500, 501, 2_000}) {
            String list = IntStream.range(0, values)
                    .mapToObj(i -> condition.contains("channel") ? "\"c" + i + "\"" : "" + i)
                    .collect(Collectors.joining(","));
            List<Finding> findings =
                    findings("package tenure.rules;\nimport io.tenure.lifecycle.*;\nrule x agenda-group \"stage\" when "
                            + condition.formatted(list) + " then end");
            if (values == 500) {
                assertThat(findings).isEmpty();
            } else {
                assertThat(findings).singleElement().satisfies(f -> {
                    assertThat(f.code()).isEqualTo("too-deep");
                    assertThat(f.message().en()).isEqualTo("More than 500 values stand in one pair of brackets.");
                    assertThat(f.fix().en()).contains("a table");
                });
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1 + ", "!", "- ", "\"x\" + ", "true ? 1 : "})
    void reportsALongChainOfOperatorsInsteadOfRunningOutOfStack(String link) {
        for (int links : new int[] {2_000, 200_000}) {
            assertThat(findings("package tenure.rules;\nimport io.tenure.lifecycle.*;\n"
                            + "rule x agenda-group \"stage\" when $d : Decision() then Object o = "
                            + link.repeat(links) + "1; end"))
                    .allSatisfy(f -> assertThat(f.code()).isIn("too-deep", "does-not-compile"));
        }
        assertThat(findings("package tenure.rules;\nimport io.tenure.lifecycle.*;\n"
                        + "rule x agenda-group \"stage\" when $d : Decision() then $d.setStage(\"STABLE\"); end"))
                .isEmpty();
    }

    /// Drools tries each cast of a condition twice, as it does brackets, and reads a call anew for each that follows
    /// it.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "when Purchase(amount > @(int)@1) then",
                "when Purchase(amount > @(Integer) @1) then",
                "when Purchase(amount > @(int) -@1) then",
                "when Complaint(@(Boolean)!@repeated) then",
                "when Purchase(amount > @(int)/* as a whole number */@1) then",
                "when eval(1 > @(int)@1) then",
                "when $d : Decision() then String s = \"a\"@.trim()@;",
                "when $d : Decision() then String s = \"a\"@\n   .concat(\"b\")@;",
            })
    void reportsLongChainsOfCastsAndCallsInsteadOfCompilingForHours(String rule) {
        String[] parts = rule.split("@");
        for (int links : new int[] {60, 700}) {
            assertThat(findings("package tenure.rules;\nimport io.tenure.lifecycle.*;\n"
                            + "rule x agenda-group \"stage\" " + parts[0] + parts[1].repeat(links) + parts[2] + " end"))
                    .singleElement()
                    .satisfies(f -> assertThat(f.code()).isEqualTo("too-deep"));
        }
    }

    @Test
    void reportsARuleWhoseNameCannotBeShown() {
        for (String name : List.of("\\uD800", "y".repeat(501))) {
            assertThat(findings("package tenure.rules;\nimport io.tenure.lifecycle.*;\nrule \"" + name
                            + "\" agenda-group \"stage\" when Purchase(amount > 1) then end"))
                    .singleElement()
                    .satisfies(f -> assertThat(f.code()).isEqualTo("bad-rule-name"));
        }
    }

    @Test
    void reportsADateThatIsNone() {
        assertThat(findings("""
            package tenure.rules;
            import io.tenure.lifecycle.*;
            rule "fine" agenda-group "stage" when Purchase(date > "01-Jan-2020") then end
            rule "wrong" agenda-group "stage" when Contact(date > "1 January 2020") then end
            """)).singleElement().satisfies(f -> {
            assertThat(f.code()).isEqualTo("does-not-compile");
            assertThat(f.address()).hasToString("rules/r0.drl:4");
            assertThat(f.message().en()).contains("1 January 2020");
        });
    }

    @Test
    void allowsAConditionThatMoreThanTenRulesShare() {
        StringBuilder drl = new StringBuilder("package tenure.rules; import io.tenure.lifecycle.Decision;\n");
        for (int i = 0; i < 30; i++) {
            drl.append(
                    "rule \"r" + i + "\" agenda-group \"stage\" when $d : Decision(stage == \"STABLE\", riskPoints > "
                            + i + ") then $d.reason(\"a\", \"b\"); end\n");
        }
        assertThat(findings(drl.toString())).isEmpty();
    }

    @Test
    void allowsWhatRulesNeed() {
        assertThat(findings("""
            package tenure.rules;
            import io.tenure.lifecycle.*;
            import java.time.LocalDate;
            rule "a" agenda-group "stage" salience 5
            when $c : Customer(purchaseCount > 3, $n : purchaseCount, asOf != null, asOf.isAfter(LocalDate.of(2020, 1, 1)))
                 $m : Measures(clv != null, clv > 100 || gapRatio in (1.0, 2.0))
                 $d : Decision(stage == "STABLE")
                 Parameters($p : this)
                 eval($p.get("limit") > 2)
                 forall(Complaint(topic in ("PRICE", "DELIVERY")))
            then modify($d) { setStageInDong("X" + $n + Math.max(1, 2) + java.math.BigDecimal.valueOf(1.5).add(java.math.BigDecimal.ONE)) }
            end
            rule "b" agenda-group "stage"
            when accumulate($k : Complaint(repeated, daysAgo < 90); $count : count($k), $sum : sum($k.daysAgo); $count >= 2)
                 not Contact(channel == "PHONE")
                 exists Purchase(amount > 10.5)
                 $d : Decision()
            then $d.signal("S3", 1, "repeated " + $count, "重复");
            end
            rule "c" agenda-group "eligibility"
            when $a : Candidate(selling, $code : action, level in ("SOCIAL", "STRUCTURAL"))
                 Contact(action == $code, daysAgo < $a.minGapDays)
                 Customer(contactCap == null)
                 $d : Decision(retentionLevel not in ("SOCIAL"))
            then $d.exclude($a, "E", "x", "y");
            end
            rule "d" agenda-group "stage" no-loop lock-on-active activation-group "one"
            when $c : Customer(attribute["customerType"] == "B2B", $asOf : asOf)
                 Contact(channel != null, channel str[startsWith] "PH", channel not in ("EMAIL"), date < $asOf)
                 accumulate(Purchase(daysAgo < 90, $amount : amount); $sum : sum($amount), $max : max($amount), $mean : average($amount))
                 $d : Decision(stageInDong contains "x")
            then
                switch (String.valueOf($d.getStage())) { case "STABLE": $d.reason("stable", "稳定"); break; default: }
                java.time.LocalDate day = $asOf.minusDays(30);
                String band = $sum > 3 && day.isBefore($asOf) ? "HIGH" : "LOW";
                modify($d) { setRiskBand(band), setRiskProbability(Math.min(1.0, $sum / 10.0)) }
                if (java.time.temporal.ChronoUnit.DAYS.between(day, $asOf) > 3 && $c.contacts().size() > 1) {
                    $d.signal("S4", $c.getOpenComplaints() == null ? 1 : 2, "sum " + $sum, "合计" + $sum);
                } else {
                    $d.reason("none".toUpperCase(java.util.Locale.ROOT).trim(), "");
                }
            end
            """)).isEmpty();
    }

    private static List<Finding> findings(String drl) {
        return switch (new Engine().compile(TableBuilder.ruleset(List.of(), drl))) {
            case Checked.Valid<?, ?> _ -> List.of();
            case Checked.Invalid(List<Finding> findings) -> findings;
        };
    }
}
