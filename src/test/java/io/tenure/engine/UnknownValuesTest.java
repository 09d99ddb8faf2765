package io.tenure.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenure.finding.Checked;
import io.tenure.finding.Finding;
import io.tenure.lifecycle.Complaint;
import io.tenure.lifecycle.Contact;
import io.tenure.lifecycle.Customer;
import io.tenure.lifecycle.DecisionInput;
import io.tenure.lifecycle.Purchase;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A rule that reads what may be unknown as if it were known is refused; what the check lets through decides a customer
/// of whom nothing is known, and one of whose records all is unknown that may be.
class UnknownValuesTest {
    private static final LocalDate AS_OF = LocalDate.of(2026, 1, 1);
    private static final Map<String, Object> NOTHING =
            Map.of("customerId", "c", "asOf", AS_OF, "relationshipType", "NON_CONTRACTUAL");

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "Customer(contactCap + 1 > 2)                                                  ~ contactCap",
                "Customer(contactCap * -1 < 3)                                                 ~ contactCap",
                "Customer(Math.abs(contactCap) < 3)                                            ~ contactCap",
                "Customer(exitIntent)                                                          ~ exitIntent",
                "Customer(!exitIntent)                                                         ~ exitIntent",
                "Customer(churnReason str[startsWith] \"X\")                                   ~ churnReason",
                "Customer(churnReason.toUpperCase(java.util.Locale.ROOT) == \"X\")             ~ churnReason",
                "Customer(firstContactDate.isBefore(asOf))                                     ~ firstContactDate",
                "Customer(asOf.isAfter(firstContactDate))                                      ~ firstContactDate",
                "Customer(contactCap == null || contactCap > 2, contactCap + 1 > 2)            ~ contactCap",
                "Decision(customer.exitIntent == true || customer.exitIntent)                  ~ exitIntent",
                "Decision(measures.clv / 3 > customer.contactCap)                              ~ clv",
                // Drools asks a condition on one fact before it joins this with others.
                "Customer(contactCap != null) Decision(customer.contactCap + 1 > 2)            ~ contactCap",
                "Customer($n : contactCap) Contact(daysAgo > $n + 1)                           ~ contactCap",
                "Customer($n : contactCap) eval($n + 1 > 2)                                    ~ contactCap",
                "not (Customer(contactCap + 1 > 2))                                            ~ contactCap",
                "forall (Complaint(topic.length > 3))                                          ~ topic",
                "accumulate($p : Purchase(); $s : sum($p.margin))                              ~ margin",
                "accumulate(Purchase(amount > 1, $a : margin); $s : average($a))               ~ margin",
                "accumulate(Purchase(margin != null || amount > 1, $a : margin); $s : max($a)) ~ margin",
                "accumulate(Purchase($a : margin) and Contact(); $s : sum($a))                 ~ margin",
                "Measures($v : clv) accumulate(Purchase(); $s : sum($v))                       ~ clv",
            })
    void refusesAConditionThatWouldFail(String condition, String name) {
        assertThat(findings("when " + condition + " then")).singleElement().satisfies(f -> {
            assertThat(f.code()).isEqualTo("not-allowed");
            assertThat(f.address()).hasToString("rules/r0.drl:4");
            assertThat(f.message().en()).isEqualTo("A rule may not use " + name + " where it may be unknown.");
            assertThat(f.message().zh()).isEqualTo("规则不得使用可能未知的" + name + "。");
            assertThat(f.fix().en()).contains("write " + name + " != null before it");
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "int cap = $c.getContactCap(); $d.reason(\"\" + cap, \"\");       ~ contactCap",
                "if ($c.getExitIntent()) { $d.reason(\"a\", \"b\"); }             ~ exitIntent",
                "$d.setRiskProbability($d.getRiskProbability() + 0.1);            ~ riskProbability",
                "String s = $d.getStage(); switch (s) { case \"A\": $d.reason(s, s); } ~ stage",
                "$d.reason($d.getStage(), \"\");                                  ~ stage",
                "$d.setStage(null); $d.reason($d.getStage(), \"\");               ~ stage",
                "$d.signal(\"S\", $c.getContactCap(), \"a\", \"b\");              ~ contactCap",
                "Integer n = $c.getContactCap(); int m = n == null ? 0 : n; $d.reason(\"\" + (n + m), \"\"); ~ contactCap",
                "if ($c.getContactCap() == null || $c.purchases().isEmpty()) { $d.reason(\"\" + $c.getContactCap().intValue(), \"\"); }"
                        + " ~ contactCap",
                "$d.reason(\"\" + (1 + (Integer) $c.getAttribute().get(\"contactCap\")), \"\"); ~ attribute[\"contactCap\"]",
                "if ($c.contacts().contains($d.getStage())) { }                   ~ stage",
                "$d.reason(\"\" + $c.getAttribute().get($d.getStage()).equals(\"x\"), \"\"); ~ attribute[…]",
            })
    void refusesAConsequenceThatWouldFail(String consequence, String name) {
        assertThat(findings("when $c : Customer() $d : Decision() then " + consequence))
                .anySatisfy(f -> assertThat(f.message().en())
                        .isEqualTo("A rule may not use " + name + " where it may be unknown."));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "accumulate(Purchase($a : amount); $m : average($a), $n : count()) $d : Decision() then $d.reason(\"\" + ($m + 1), \"\");"
                        + " ~ A rule may not use $m where it may be unknown. ~ $m != null",
                "$m : Measures() accumulate(Purchase(); $s : sum($m.clv)) then"
                        + " ~ A rule may not use a value of another fact within accumulate. ~ $clv : clv",
                "$d : Decision(customer.attribute[\"nosuch\"] == \"A\") then"
                        + " ~ A rule may not use attribute[\"nosuch\"]. ~ Correct the name",
                "$d : Decision(customer.attribute[\"churnReason\"] != null, customer.attribute[\"churnReason\"] > 3) then"
                        + " ~ A rule may not use attribute[\"churnReason\"] as a value of another type. ~ of type CODE",
                "$d : Decision(customer.attribute[\"clvTarget\"] > \"x\") then"
                        + " ~ A rule may not use attribute[\"clvTarget\"]. ~ Correct the name",
                "$d : Decision(customer.attribute[\"contactCap\"] != null) then $d.reason((String) $d.getCustomer().getAttribute().get(\"contactCap\"), \"\");"
                        + " ~ A rule may not use attribute[\"contactCap\"] as a value of another type. ~ of type INTEGER",
                "$d : Decision() then $d.reason(\"\" + 6 / $d.getCustomer().purchases().size(), \"\");"
                        + " ~ A rule may not use a division of whole numbers. ~ 1.0 * a / b",
                "$d : Decision() then $d.reason(\"\" + 6 % $d.getCustomer().purchases().size(), \"\");"
                        + " ~ A rule may not use a division of whole numbers. ~ 1.0 * a / b",
                "$d : Decision() then $d.reason(\"\" + java.time.LocalDate.of(2026, 2, 29), \"\");"
                        + " ~ A rule may not use a date that is computed, or is none. ~ minusDays",
                "$d : Decision() then $d.reason(\"\" + java.time.LocalDate.parse(\"2026-2-1\"), \"\");"
                        + " ~ A rule may not use a date that is computed, or is none. ~ minusDays",
                "$d : Decision() then $d.reason(\"\" + $d.getCustomer().getAsOf().withDayOfMonth(31), \"\");"
                        + " ~ A rule may not use a date that is computed, or is none. ~ minusDays",
                "$d : Decision() then $d.reason(\"abc\".substring(7), \"\");"
                        + " ~ A rule may not use java.lang.String.substring. ~ docs/rules.md",
                "$d : Decision() then $d.reason(\"\" + $d.getCustomer().purchases().get(0), \"\");"
                        + " ~ A rule may not use java.util.List.get. ~ docs/rules.md",
                "$d : Decision() then int[] a = {1, 2}; $d.reason(\"\" + a[2], \"\");"
                        + " ~ A rule may not use an array. ~ one by one",
                "$d : Decision() then $d.reason(\"\" + Integer.valueOf(\"x\"), \"\");"
                        + " ~ A rule may not use java.lang.Integer.valueOf. ~ docs/rules.md",
                "$c : Customer() $d : Decision() then $d.reason(\"\" + $c.getAsOf().plusDays(9223372036854775807L), \"\");"
                        + " ~ A rule may not use a date that is computed, or is none. ~ minusDays",
                "$c : Customer() $d : Decision() then $d.reason(\"\" + $c.getAsOf().plusYears(999999999), \"\");"
                        + " ~ A rule may not use java.time.LocalDate.plusYears. ~ docs/rules.md",
                "$d : Decision() then $d.setOutcome($d.getStage() == null ? \"x\" : \"y\", \"z\");"
                        + " ~ A rule may not use outcome[\"x\"]. ~ Correct the name",
                "$d : Decision() then $d.setOutcome($d.getStage() + \"\", \"z\");"
                        + " ~ A rule may not use setOutcome with a name that is put together. ~ in one piece",
                "$d : Decision() then $d.reason(\"\" + $d.getParameters().get(\"li\".concat(\"mit\")), \"\");"
                        + " ~ A rule may not use get with a name that is put together. ~ in one piece",
                "$d : Decision() then $d.reason(\"\" + $d.getParameters().get(\"limti\"), \"\");"
                        + " ~ There is no parameter \"limti\". ~ Did you mean limit?",
                "Parameters($own : this) $d : Decision() then $d.reason(\"\" + $own.get(\"limti\"), \"\");"
                        + " ~ There is no parameter \"limti\". ~ Did you mean limit?",
                "$d : Decision() then $d.setStage(\"NO_\" + $d.getPattern());"
                        + " ~ A rule may not use a text that is put together as stage. ~ Write one of these: UNKNOWN",
                "$d : Decision(customer.churnReason != null) then $d.setPattern($d.getCustomer().getChurnReason());"
                        + " ~ A rule may not use a text that is put together as pattern. ~ of the same codes",
                "$d : Decision() then $d.setOutcome(\"stage\", $d.getCustomer().getAttribute().get(\"churnReason\"));"
                        + " ~ A rule may not use a text that is put together as stage. ~ Write one of these",
                "$d : Decision() then $d.setStage(java.util.Objects.requireNonNullElse($d.getStage(), \"x\"));"
                        + " ~ A rule may not use a text that is put together as stage. ~ Write one of these",
                "$d : Decision() then Object o = 5; $d.setOutcome(\"stage\", o);"
                        + " ~ The rule writes \"5\" to stage, which can't hold it. ~ Write one of these",
                "$d : Decision() then $d.setOutcome(\"stage\", $d.getCustomer().getAsOf());"
                        + " ~ A rule may not use a value of another type as stage. ~ stage is of type CODE",
                "$d : Decision() then $d.setOutcome(\"riskPoints\", 1.5 * $d.getCustomer().purchases().size());"
                        + " ~ A rule may not use a value of another type as riskPoints. ~ of type INTEGER",
                "$d : Decision() then Object o = 5; $d.reason((String) o, \"\");"
                        + " ~ A rule may not use a value as String that may be of another type. ~ Leave the cast out",
                "$d : Decision() then Object o = $d; $d.reason(\"\" + ((Customer) o).getCustomerId(), \"\");"
                        + " ~ A rule may not use a value as Customer that may be of another type. ~ Leave the cast out",
                "$d : Decision() then Number n = $d.getCustomer().purchases().size(); $d.reason(\"\" + (Double) n, \"\");"
                        + " ~ A rule may not use a value as Double that may be of another type. ~ Leave the cast out",
                "$d : Decision() then Comparable c = \"a\"; $d.reason(\"\" + c.compareTo(5), \"\");"
                        + " ~ A rule may not use java.lang.Comparable.compareTo. ~ docs/rules.md",
                "$d : Decision(measures.clv != null) then $d.reason(\"\" + java.math.BigDecimal.valueOf(Math.sqrt($d.getMeasures().getClv())), \"\");"
                        + " ~ A rule may not use BigDecimal.valueOf of a number that is computed. ~ Calculate with decimals",
                "$d : Decision() then $d.reason(\"\" + $d.getParameters().get($d.getStage() == null ? \"limit\" : \"nosuch\"), \"\");"
                        + " ~ A rule may not use get with a name that is put together. ~ in one piece",
                "$d : Decision() then String n = \"limti\"; $d.reason(\"\" + $d.getParameters().get(n), \"\");"
                        + " ~ There is no parameter \"limti\". ~ Did you mean limit?",
                "$d : Decision() then $d.reason(\"\" + java.util.Set.of(\"a\", $d.getCustomer().getCustomerId()).size(), \"\");"
                        + " ~ A rule may not use java.util.Set.of. ~ docs/rules.md",
                "$d : Decision() then $d.signal(\" \".trim(), 1, \"a\", \"b\");"
                        + " ~ A rule may not use signal with a name that is put together. ~ in one piece",
                "$k : Candidate() then $k.exclude(\" \", \"a\", \"b\");"
                        + " ~ A rule may not use \" \" as exclusion.code. ~ short name",
                "$k : Candidate() then $k.excludeChannel(\"EM\".concat(\"AIL\"), \"E\", \"a\", \"b\");"
                        + " ~ A rule may not use excludeChannel with a name that is put together. ~ in one piece",
                "$d : Decision(customer.purchaseCount memberOf customer.purchases) then"
                        + " ~ A rule may not use purchaseCount where it may be unknown. ~ != null",
                "$d : Decision(stage != null) then $d.setOutcome(\"stage\", null); $d.reason($d.getStage(), \"\");"
                        + " ~ A rule may not use stage where it may be unknown. ~ != null",
                "$d : Decision(measures.clv != null) then $d.setRiskProbability(Math.log($d.getMeasures().getClv())); $d.reason(\"\" + (1 + $d.getRiskProbability()), \"\");"
                        + " ~ A rule may not use riskProbability where it may be unknown. ~ != null",
                "$d : Decision() then $d.signal(\"\", 1, \"a\", \"b\"); ~ A rule may not use \"\" as signal.code. ~ short name",
                "$d : Decision() then $d.signal(\"S\", -1, \"a\", \"b\"); ~ A rule may not use \"-1\" as signal.points. ~ from 0",
                // Drools fails on these when facts of both kinds are there, or when it prepares the rules.
                "not (not (Purchase() and Contact())) then"
                        + " ~ A rule may not use several facts in a group within another. ~ several rules",
                "exists (Purchase() and exists (Purchase() and Contact())) then"
                        + " ~ A rule may not use several facts in a group within another. ~ several rules",
                "accumulate(Purchase() and not (Purchase() and Contact()); $n : count()) then"
                        + " ~ A rule may not use several facts in a group within another. ~ several rules",
                "not (accumulate(Purchase() and Contact(); $n : count(); $n > 0)) then"
                        + " ~ A rule may not use several facts in a group within another. ~ several rules",
                "$d : Decision() then $d.reason(null, \"\"); ~ A rule may not use null. ~ docs/rules.md",
            })
    void refusesWhatFailsForSomeCustomers(String rule, String message, String fix) {
        assertThat(findings("when " + rule)).anySatisfy(f -> {
            assertThat(f.message().en()).isEqualTo(message);
            assertThat(f.fix().en()).contains(fix);
        });
    }

    @Test
    void refusesATextThatIsTooLong() {
        assertThat(findings("when $d : Decision() then $d.reason(\"" + "a".repeat(1_001) + "\", \"\");"))
                .singleElement()
                .satisfies(f -> assertThat(f.message().en())
                        .isEqualTo("A rule may not use a text of more than 1,000 characters."));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not (Purchase() and Contact()) exists (Purchase() and not Contact(channel == \"PHONE\")) then",
                "$c : Customer($n : contactCap, $n != null) $d : Decision() then $d.reason(\"\" + $c.getAsOf().plusDays($n).minusMonths(3), \"\");",
                "$d : Decision(parameters.get(\"limit\") > 1) then $d.reason(\"\" + $d.getParameters().get(\"limit\"), \"\");",
                "Customer(contactCap > 2, contactCap + 1 > 2) then",
                "Customer(contactCap != null && contactCap + 1 > 2) then",
                "Customer(exitIntent == true, exitIntent) then",
                "Decision(customer.exitIntent == null || customer.exitIntent) then",
                "Decision((customer.contactCap > 2 || customer.contactCap < 1) && customer.contactCap + 1 > 2) then",
                "Customer(churnReason contains \"X\", churnReason in (\"A\"), churnReason memberOf \"A\") then",
                "Customer(firstContactDate > asOf, firstContactDate.isAfter(asOf)) then",
                "Contact(channel != null, channel str[startsWith] \"P\") then",
                "Customer($n : contactCap) Contact(daysAgo > $n) then",
                "Customer($n : contactCap, $n > 2) $d : Decision() then $d.reason(\"\" + ($n - 1), \"\");",
                "$c : Customer(contactCap > 0) eval($c.getContactCap() > 1) then",
                "Measures(clv != null, $clv : clv) accumulate(Purchase(); $s : sum($clv)) then",
                "accumulate(Purchase($a : margin, margin != null); $s : sum($a)) then",
                "accumulate($p : Purchase(margin > 0); $most : max($p.margin)) then",
                "accumulate($p : Purchase(); $s : sum($p.amount), $n : count($p.margin)) then",
                "accumulate(Purchase($a : amount); $m : average($a), $n : count(); $m > 3) $d : Decision() then $d.reason(\"\" + ($m + 1), \"\");",
                "$d : Decision($s : stage, stage != null) then $d.reason($s, $s.trim());",
                "$d : Decision(stage in (\"STABLE\")) then $d.reason($d.getStage(), \"\");",
                "$d : Decision() then $d.setStage(\"STABLE\"); $d.reason($d.getStage(), \"\");",
                "$d : Decision() then $d.setPattern($d.getPattern());",
                "$d : Decision() then $d.reason(\"\" + $d.getCustomer().getAttribute().get(\"no\" + $d.getStage()), \"\");",
                "$c : Customer() $d : Decision() then if ($c.getExitIntent() != null && $c.getExitIntent()) { $d.reason(\"a\", \"b\"); }",
                "$c : Customer() $d : Decision() then if (Boolean.TRUE.equals($c.getExitIntent())) { $d.reason(\"a\", \"b\"); }",
                "$c : Customer() $d : Decision() then $d.reason(\"\" + (java.util.Objects.requireNonNullElse($c.getContactCap(), 3) + 1), \"\");",
                "$c : Customer() $d : Decision() then Integer n = $c.getContactCap(); $d.reason(\"\" + (n == null ? 0 : n + 1), \"\");",
                "$c : Customer() $d : Decision() then if ($c.getContactCap() == null) { $d.reason(\"a\", \"\"); } else { $d.reason(\"\" + ($c.getContactCap() + 1), \"\"); }",
                "$d : Decision(measures.clv > customer.contactCap) then $d.reason(\"\" + ($d.getMeasures().getClv() - $d.getCustomer().getContactCap()), \"\");",
                "$d : Decision(!(measures.clv == null)) then $d.reason(\"\" + ($d.getMeasures().getClv() - 1), \"\");",
                "$d : Decision(customer.attribute[\"contactCap\"] > 3.5) then $d.reason(\"\" + (1 + (Integer) $d.getCustomer().getAttribute().get(\"contactCap\")), \"\");",
                "$d : Decision() then long n = 5; n++; n += 2; int i = 0; int j = i++ + ++i; $d.reason(\"\" + (n / 2 + j), \"\");",
                "$d : Decision(customer.previousStage != null) then $d.setStage($d.getCustomer().getPreviousStage());",
                "$d : Decision() then $d.setOutcome(\"stage\", $d.getCustomer().getAttribute().get(\"previousStage\"));",
                "$d : Decision() then $d.setStage(java.util.Objects.requireNonNullElse($d.getStage(), \"STABLE\"));",
                "$d : Decision() then $d.setRiskProbability(1.7 * $d.getCustomer().purchases().size()); $d.setOutcome(\"riskPoints\", 5L * $d.getCustomer().purchases().size());",
                "$d : Decision(measures.clv != null) then $d.reason(\"\" + java.math.BigDecimal.valueOf($d.getMeasures().getClv()).add(java.math.BigDecimal.valueOf(1.5)), \"\");",
                "$d : Decision() then Object n = $d.getCustomer().purchases().size(); $d.setOutcome(\"riskPoints\", n); $d.reason(\"\" + (Integer) n, \"\");",
                "$d : Decision() then String s = \"abcdefghij\"; s += s; s += s; s += s; s += s; s += s; s += s; s += s; $d.reason(s, s); $d.setStageInDong(s);",
                "$k : Candidate(channels contains \"EMAIL\", customer.channelPreference != null) then $k.excludeChannel($k.getCustomer().getChannelPreference(), \"E\", \"a\", \"b\");",
                "Customer(customerId.length > 0, asOf.getYear() > 2020, relationshipType.length > 1) then",
            })
    void allowsWhatTestsIt(String rule) {
        CompiledRuleset compiled = compile("when " + rule).orElseThrow();
        LocalDate day = AS_OF.minusDays(31);
        Customer withRecords = Customer.of(
                TableBuilder.DICTIONARY,
                NOTHING,
                List.of(new Purchase(day, 31, 5.0, null)),
                List.of(new Contact(day, 31, null, null)),
                List.of(new Complaint(day, 31, null, null, true)));
        for (Customer customer : List.of(Customer.of(TableBuilder.DICTIONARY, NOTHING), withRecords)) {
            assertThat(compiled.evaluate(new DecisionInput(customer, Map.of())).findings())
                    .isEmpty();
        }
    }

    private static List<Finding> findings(String rule) {
        return compile(rule).findings();
    }

    private static Checked<CompiledRuleset, Finding> compile(String rule) {
        return new Engine()
                .compile(TableBuilder.ruleset(
                        List.of(),
                        "package tenure.rules;\nimport io.tenure.lifecycle.*;\n"
                                + "rule fine agenda-group \"stage\" when Decision() then end\n"
                                + "rule x agenda-group \"stage\" " + rule + " end"));
    }
}
