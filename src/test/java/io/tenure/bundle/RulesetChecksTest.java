package io.tenure.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tenure.analysis.AnalysisLimits;
import io.tenure.finding.Finding;
import io.tenure.table.Table;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What is found in tables taken together: overlaps, unreachable rows, and the order in which they are applied.
class RulesetChecksTest extends BundleFixture {
    // Rows against each other

    @Test
    void findsOverlappingRowsOfAUniqueTableWithAnExample() {
        var check = check(table(
                "UNIQUE",
                "| purchaseCount | volumeGrowth | stage",
                "A | 0..5 | < 0 | DECLINE",
                "B | >= 5 | -0.5..0.5 | STABLE"));

        assertThat(findingsExceptGaps(check)).singleElement().satisfies(f -> {
            assertThat(f.code()).isEqualTo("overlap");
            assertThat(f.address().cell()).isEqualTo("10");
            assertThat(f.message().en())
                    .contains("Rows 9 A and 10 B")
                    .contains("purchaseCount 5")
                    .contains("volumeGrowth -0.2");
        });
    }

    @Test
    void rowsThatNoCustomerCanBothMatchDoNotOverlap() {
        assertThat(findingsExceptGaps(check(table(
                        "UNIQUE",
                        "| purchaseCount | stage",
                        "A | < 5 | PROSPECT",
                        "B | >= 5 | STABLE",
                        "C | unknown | UNKNOWN"))))
                .isEmpty();
        // No whole number lies between.
        assertThat(findingsExceptGaps(
                        check(table("UNIQUE", "| purchaseCount | stage", "A | <= 4 | PROSPECT", "B | > 4 | STABLE"))))
                .isEmpty();
        // No probability lies below 0.
        assertThat(findingsExceptGaps(
                        check(table("UNIQUE", "| shareOfWallet | stage", "A | <= 0 | PROSPECT", "B | > 0 | STABLE"))))
                .isEmpty();
        assertThat(findingsExceptGaps(check(table(
                        "UNIQUE", "| relationshipEnded | stage", "A | TRUE | TERMINATED", "B | not TRUE | STABLE"))))
                .isEmpty();
        assertThat(findingsExceptGaps(check(table(
                        "UNIQUE",
                        "| relationshipType | stage",
                        "A | not CONTRACTUAL | PROSPECT",
                        "B | not NON_CONTRACTUAL | STABLE"))))
                .isEmpty();
    }

    @Test
    void anyMeetsUnknown() {
        assertThat(codesAndCells(
                        check(table("UNIQUE", "| purchaseCount | stage", "A | - | PROSPECT", "B | unknown | UNKNOWN"))))
                .containsExactly("overlap 10");
        assertThat(codesAndCells(
                        check(table("UNIQUE", "| currency | stage", "A | not EUR | PROSPECT", "B | not USD | STABLE"))))
                .containsExactly("overlap 10");
    }

    @Test
    void rowsOfDifferentDatesDoNotOverlap() {
        var grid = """
                RuleSet | t
                Phase | stage
                RuleTable T
                NAME | CONDITION | ACTION | DATE-EFFECTIVE | DATE-EXPIRES

                | purchaseCount | stage
                Row
                A | 0 | PROSPECT | | 2026-07-01
                B | 0 | UNKNOWN | %s |
                """;
        assertThat(findingsExceptGaps(check(grid.formatted("2026-07-01")))).isEmpty();
        assertThat(findingsExceptGaps(check(grid.formatted("2026-06-30"))))
                .singleElement()
                .satisfies(f -> assertThat(f.message().en()).contains("asOf 2026-06-30"));
    }

    @Test
    void findsRowsOfAFirstTableThatAnEarlierRowCovers() {
        assertThat(codesAndCells(check(table(
                        "FIRST",
                        "| purchaseCount | stage",
                        "A | 0..5 | PROSPECT",
                        "B | 1, 3..4 | STABLE",
                        "C | 0..6 | STABLE"))))
                .containsExactly("unreachable-row 10");
        assertThat(findingsExceptGaps(check(table(
                        "FIRST",
                        "| purchaseCount | stage",
                        "A | known | PROSPECT",
                        "B | - | STABLE",
                        "C | unknown | UNKNOWN"))))
                .singleElement()
                .satisfies(f -> assertThat(f.severity()).isEqualTo(Finding.Severity.WARNING));
        assertThat(codesAndCells(check(table(
                        "FIRST",
                        "| relationshipType | stage",
                        "A | CONTRACTUAL, NON_CONTRACTUAL | PROSPECT",
                        "B | known | STABLE"))))
                .containsExactly("always-matches B9", "unreachable-row 10");
    }

    @Test
    void stopsAfterTheFirstOverlapsAndSaysSo() {
        var rows = new String[20];
        for (var i = 0; i < rows.length; i++) {
            rows[i] = "R" + i + " | 1 | STABLE";
        }
        var codes = findingsExceptGaps(check(table("UNIQUE", "| purchaseCount | stage", rows))).stream()
                .map(Finding::code)
                .toList();

        assertThat(codes).hasSize(AnalysisLimits.STANDARD.maxOverlaps() + 1);
    }

    // Tables against each other

    private static String tableReading(
            String name, String phase, String reads, String value, String writes, String code) {
        return "RuleSet | t\nPhase | " + phase + "\nRuleTable " + name + "\nNAME | CONDITION | ACTION\n\n| " + reads
                + " | " + writes + "\n\nR | " + value + " | " + code;
    }

    @Test
    void sortsTablesByPhaseAndByWhatTheyRead() {
        var ruleset = validRuleset(check(
                tableReading("Level", "retention", "stage", "STABLE", "retentionLevel", "SOCIAL"),
                tableReading("Loyalty", "pattern", "pattern", "LONG_TERM", "loyaltyProfit", "TRUE_FRIEND"),
                tableReading("Pattern", "pattern", "stage", "STABLE", "pattern", "LONG_TERM"),
                tableReading("Stage", "stage", "purchaseCount", "0", "stage", "PROSPECT")));

        assertThat(ruleset.tables()).extracting(Table::name).containsExactly("Stage", "Pattern", "Loyalty", "Level");
    }

    @Test
    void findsATableThatReadsWhatALaterPhaseWrites() {
        var check = check(
                tableReading("Stage", "stage", "riskBand", "HIGH", "stage", "DECLINE"),
                tableReading("Band", "risk", "purchaseCount", "0", "riskBand", "LOW"));

        assertThat(codesAndCells(check)).containsExactly("reads-before-written B6");
        assertThat(findingsExceptGaps(check).getFirst().message().en()).contains("Band (risk)");
    }

    @Test
    void findsTablesThatWaitForEachOther() {
        var check = check(
                tableReading("Base", "risk", "riskBand", "LOW", "riskBase", "LOW"),
                tableReading("Band", "risk", "riskBase", "LOW", "riskBand", "LOW"));

        assertThat(findingsExceptGaps(check)).singleElement().satisfies(f -> {
            assertThat(f.code()).isEqualTo("cycle");
            assertThat(f.content()).isEqualTo("Base -> Band -> Base");
        });
        assertThat(codesAndCells(check(tableReading("Self", "risk", "riskBase", "LOW", "riskBase", "HIGH"))))
                .containsExactly("cycle B6");
    }

    @Test
    void putsATableThatRefinesAnOutcomeBetweenThoseThatWriteItAndThoseThatReadIt() {
        var ruleset = validRuleset(check(
                tableReading("Again", "stage", "stage", "DECLINE", "valueClass", "LOST"),
                tableReading("Refined", "stage", "stage", "DECLINE", "stage", "STABLE"),
                tableReading("Stage", "stage", "purchaseCount", "0", "stage", "DECLINE")));

        assertThat(ruleset.tables()).extracting(Table::name).containsExactly("Stage", "Refined", "Again");
    }

    @Test
    void findsASecondTableThatRefinesTheSameOutcomeInAPhase() {
        var stage = tableReading("Stage", "stage", "purchaseCount", "0", "stage", "DECLINE");
        var refined = tableReading("Refined", "stage", "stage", "DECLINE", "stage", "STABLE");
        var check = check(stage, refined, tableReading("Anew", "stage", "stage", "STABLE", "stage", "FORMATION"));

        assertThat(findingsExceptGaps(check)).singleElement().satisfies(f -> {
            assertThat(f.code()).isEqualTo("competing-writers");
            assertThat(f.content()).isEqualTo("stage");
            assertThat(f.message().en()).contains("Refined", "Anew");
        });
        assertThat(codesAndCells(
                        check(stage, refined, tableReading("Later", "pattern", "stage", "STABLE", "stage", "DECLINE"))))
                .isEmpty();
    }

    @Test
    void findsOutcomesThatNothingWritesUnlessDrlDoes() {
        var stage = Workbooks.of("S", tableReading("Band", "risk", "stageSignature", "DOUBTS", "riskBand", "LOW"));
        assertThat(codesAndCells(check(stage))).containsExactly("never-written B6");

        var drl = """
                rule "signature" agenda-group "stage" when $d : Decision() then modify($d) { setStageSignature("DOUBTS") } end
                """;
        assertThat(findingsExceptGaps(check(
                        Map.of(Settings.FILE, settings.bytes(), STAGE, stage, "rules/s.drl", drl.getBytes(UTF_8)))))
                .isEmpty();
        assertThat(codesAndCells(check(Map.of(
                        Settings.FILE,
                        settings.bytes(),
                        STAGE,
                        stage,
                        "rules/s.drl",
                        drl.replace("\"stage\"", "\"risk\"").getBytes(UTF_8)))))
                .containsExactly("reads-before-written B6");
    }

    @Test
    void knowsThatTheRiskPointsAreSummedUpAfterTheSignals() {
        assertThat(findingsExceptGaps(check(tableReading("Band", "risk", "riskPoints", ">= 2", "riskBand", "HIGH"))))
                .isEmpty();
        assertThat(codesAndCells(check(tableReading("Stage", "stage", "riskPoints", ">= 2", "stage", "DECLINE"))))
                .containsExactly("reads-before-written B6");
    }
}
