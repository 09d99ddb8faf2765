package io.tenure.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenure.finding.Checked;
import io.tenure.finding.Finding;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Rules written in DRL are code; what has nothing to do with deciding a customer is refused before it is
/// loaded.
class BytecodeCheckTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "System.exit(1);                                               | java.lang.System.exit",
                "Runtime.getRuntime().exec(\"id\");                            | java.lang.Runtime",
                "java.lang.reflect.Method m = null; m.invoke(null);            | java.lang.reflect.Method",
                "$d.getClass().getClassLoader();                               | java.lang.Object.getClass",
                "Class.forName(\"java.io.File\");                              | java.lang.Class",
                "new java.io.File(\"x\").delete();                             | java.io.File",
                "new java.net.Socket(\"localhost\", 1);                        | java.net.Socket",
                "new Thread().start();                                         | java.lang.Thread",
                "java.nio.file.Files.list(null);                               | java.nio.file.Files",
                "System.getenv(\"HOME\");                                      | java.lang.System.getenv",
                "drools.getRuntime(Object.class);                              | drools.getRuntime",
                "while (true) { $d.setStage(\"X\"); }                          | a loop",
                "for (;;) { }                                                  | a loop",
                "java.util.stream.Stream.iterate(1, i -> i).count();           | java.util.stream.Stream",
                "String s = \"a\".repeat(2000000000);                          | java.lang.String.repeat",
                "new ProcessBuilder(\"id\").start();                           | java.lang.ProcessBuilder",
                "javax.naming.InitialContext.doLookup(\"ldap:x\");             | javax.naming.InitialContext",
            })
    void refusesInAConsequence(String code, String named) {
        assertThat(findings("""
                package tenure.rules;
                import io.tenure.lifecycle.*;
                rule "sly" agenda-group "stage" when $d : Decision() then %s end
                """.formatted(code))).anySatisfy(f -> {
            assertThat(f.code()).isEqualTo("not-allowed");
            assertThat(f.address()).hasToString("rules/r0.drl:3");
            assertThat(f.message().en()).contains(named);
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

    @Test
    void refusesImportsOfOtherClassesAndOwnTypesAndFunctions() {
        assertThat(findings("""
                package tenure.rules;
                import java.io.File;
                import static java.lang.System.exit;
                function void f() { f(); }
                declare Thing x : int end
                rule "r" agenda-group "stage" when then end
                """))
                .extracting(Finding::code)
                .containsOnly("not-allowed")
                .hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void allowsWhatRulesNeed() {
        assertThat(findings("""
                package tenure.rules;
                import io.tenure.lifecycle.*;
                import java.time.LocalDate;
                import java.util.ArrayList;
                rule "a" agenda-group "stage" salience 5
                when $c : Customer(purchaseCount > 3, $n : purchaseCount, asOf != null, asOf.isAfter(LocalDate.of(2020, 1, 1)))
                     $m : Measures(clv != null, clv > 100 || gapRatio in (1.0, 2.0))
                     $d : Decision(stage == "STABLE")
                     Parameters($p : this)
                     eval($p.get("limit") > 2)
                then modify($d) { setPattern("X" + $n + Math.max(1, 2)) } new ArrayList<String>().add("x");
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
                """)).isEmpty();
    }

    private static List<Finding> findings(String drl) {
        return switch (new Engine().compile(TableBuilder.ruleset(List.of(), drl))) {
            case Checked.Valid<?, ?> _ -> List.of();
            case Checked.Invalid(List<Finding> findings) -> findings;
        };
    }
}
