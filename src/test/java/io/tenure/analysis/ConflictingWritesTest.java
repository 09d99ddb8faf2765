package io.tenure.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenure.bundle.Bundle;
import io.tenure.bundle.BundleReader;
import io.tenure.bundle.Settings;
import io.tenure.bundle.Workbooks;
import io.tenure.finding.Address;
import io.tenure.finding.Checked;
import io.tenure.finding.Finding;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Two tables of one phase that write the same outcome: the finding gives a customer for whom the later one wins.
class ConflictingWritesTest {
    private static final String FILE = "decision-tables/x.xlsx";

    @Test
    void warnsOfATableThatOverwritesAnother() {
        assertThat(conflicts(
                        table("One", "FIRST", "relationshipType", "A1 | CONTRACTUAL | 0.2"),
                        table("Two", "FIRST", "purchaseCount", "B1 | 5 | 0.3")))
                .singleElement()
                .satisfies(f -> {
                    assertThat(f.severity()).isEqualTo(Finding.Severity.WARNING);
                    assertThat(f.content()).isEqualTo("riskProbability");
                    assertThat(f.address()).isEqualTo(new Address(FILE, "S", 17, 3));
                    assertThat(f.message().en())
                            .contains("B1", "A1", "One", "Two", "relationshipType CONTRACTUAL", "purchaseCount 5");
                    assertThat(f.message().zh()).contains("B1", "A1");
                });
    }

    @Test
    void acceptsRowsThatExcludeEachOther() {
        assertThat(conflicts(
                        table(
                                "One",
                                "UNIQUE",
                                "relationshipType",
                                "A1 | CONTRACTUAL | 0.2",
                                "A2 | NON_CONTRACTUAL, unknown |"),
                        table("Two", "UNIQUE", "relationshipType", "B1 | NON_CONTRACTUAL | 0.3")))
                .isEmpty();
    }

    @Test
    void acceptsRowsWhoseCommonCustomersAnUpperRowTakes() {
        String last = "A2 | - | 0.2";
        String two = table("Two", "FIRST", "relationshipType", "B1 | CONTRACTUAL | 0.3");

        assertThat(conflicts(table("One", "FIRST", "relationshipType", "A1 | CONTRACTUAL |", last), two))
                .isEmpty();
        assertThat(conflicts(table("One", "FIRST", "relationshipType", "A1 | NON_CONTRACTUAL |", last), two))
                .hasSize(1);
    }

    @Test
    void acceptsATableThatReadsWhatItWrites() {
        assertThat(conflicts(
                        table("One", "FIRST", "relationshipType", "A1 | CONTRACTUAL | 0.2"),
                        table("Two", "FIRST", "riskProbability", "B1 | < 0.5 | 0.3")))
                .isEmpty();
    }

    @Test
    void acceptsTablesOfDifferentPhases() {
        assertThat(conflicts(
                        table("One", "FIRST", "relationshipType", "A1 | CONTRACTUAL | 0.2")
                                .replace("Phase | risk", "Phase | stage"),
                        table("Two", "FIRST", "purchaseCount", "B1 | 5 | 0.3")))
                .isEmpty();
    }

    @Test
    void acceptsRowsThatNeverApplyOnTheSameDay() {
        String dated = table("One", "FIRST", "purchaseCount", "A1 | 5 | 0.2 | | 2026-01-01")
                .replace("ACTION", "ACTION | DATE-EFFECTIVE | DATE-EXPIRES");
        String two = table("Two", "FIRST", "purchaseCount", "B1 | 5 | 0.3 | 2026-01-01")
                .replace("ACTION", "ACTION | DATE-EFFECTIVE | DATE-EXPIRES");

        assertThat(conflicts(dated, two)).isEmpty();
        assertThat(conflicts(dated, two.replace("2026", "2025"))).hasSize(1);
    }

    @Test
    void treatsAnOutcomeThatChangesInBetweenAsTwoValues() {
        String one = """
                RuleSet | t
                Phase | risk
                HitPolicy | FIRST
                RuleTable One
                NAME | CONDITION | ACTION | ACTION

                | stage | stage | riskProbability

                A1 | STABLE | DECLINE | 0.2
                """;
        assertThat(conflicts(one, table("Two", "FIRST", "stage", "B1 | DECLINE | 0.3")))
                .singleElement()
                .satisfies(f -> assertThat(f.content()).isEqualTo("riskProbability"));
    }

    private static List<Finding> conflicts(String... tables) {
        var settings = Workbooks.of("Actions", """
                code | label | labelZh | level | channels | cost | minGapDays | selling | marketing | strategy | strategyZh
                NO_ACTION | Do nothing | 不行动 | NONE | | 0 | 0 | FALSE | FALSE | | |
                """);
        // Decides what one of the tables reads.
        var stage = table("Stage", "FIRST", "purchaseCount", "S1 | 0 | PROSPECT")
                .replace("Phase | risk", "Phase | stage")
                .replace("riskProbability", "stage");
        var check = new BundleReader(Set.of())
                .read(Bundle.of(Map.of(
                        Settings.FILE,
                        settings,
                        "decision-tables/stage.xlsx",
                        Workbooks.of("Stage", stage),
                        FILE,
                        Workbooks.of("S", String.join("\n", tables)))));
        assertThat(check).as("%s", check.findings()).isInstanceOf(Checked.Valid.class);
        return check.findings().stream()
                .filter(f -> f.code().equals("conflicting-writes") || f.code().equals("not-proven"))
                .toList();
    }

    private static String table(String name, String policy, String reads, String... rows) {
        return "RuleSet | t\nPhase | risk\nHitPolicy | " + policy + "\nRuleTable " + name
                + "\nNAME | CONDITION | ACTION\n\n| " + reads + " | riskProbability\n\n" + String.join("\n", rows)
                + "\n";
    }
}
