package io.tenure.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tenure.finding.Finding;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// No row of a sheet gets lost without a finding, and none counts that looks like a remark.
class TableLayoutTest {
    private static final String FIRST = """
            RuleSet    | tenure.probe
            Phase      | signals
            HitPolicy  | COLLECT

            RuleTable Probe
            NAME | CONDITION     | ACTION      | ACTION        | DESCRIPTION

                 | purchaseCount | signal.code | signal.points | en
            Row  | Purchases     | Signal      | Points        | Why
            P1   | 5             | P1          | 1             | row 1
            """;
    private static final String ROW_2 = "P2   | 6             | P2          | 1             | second row\n";
    private static final String SECOND = """
            RuleTable Second
            NAME | CONDITION     | ACTION      | ACTION        | DESCRIPTION

                 | purchaseCount | signal.code | signal.points | en
            Row  | Purchases     | Signal      | Points        | Why
            Q1   | 6             | Q1          | 1             | row 1
            """;

    private static List<Finding> findings(String grid) {
        return new BundleReader(Set.of())
                .read(Bundle.of(Map.of("decision-tables/probe.xlsx", Workbooks.of("Probe", grid))))
                .findings();
    }

    private static List<String> codes(String grid) {
        return findings(grid).stream()
                .filter(f -> !f.code().equals("no-label"))
                .map(f -> f.code() + " " + f.address().cell())
                .toList();
    }

    private static List<Integer> rowsPerTable(String grid) {
        return new BundleReader(Set.of())
                        .read(Bundle.of(Map.of("decision-tables/probe.xlsx", Workbooks.of("Probe", grid))))
                        .orElseThrow()
                        .tables()
                        .stream()
                        .map(table -> table.rows().size())
                        .toList();
    }

    @Test
    void readsTablesUnderEachOtherWithTheirProperties() {
        assertThat(rowsPerTable(FIRST + ROW_2 + "\n" + SECOND)).containsExactly(2, 1);
        assertThat(rowsPerTable(FIRST + "\nRuleSet | tenure.more\nphase: | signals\nHit-Policy | COLLECT\nNotes | More"
                        + " signals\n\nA title\n" + SECOND))
                .containsExactly(1, 1);
    }

    /// A column without a kind above it looks like part of the table, and a remark beside a row like one of its cells.
    @Test
    void reportsEachColumnOfCellsThatStandBesideTheTable() {
        var found = findings(
                FIRST.replace("| Why\n", "| Why | Owner\n").replace("| row 1\n", "| row 1 | Ann |  | ask her\n")
                        + "P2   | 6             | P2          | 1             | second row | Bob\n\n" + SECOND);

        assertThat(found)
                .filteredOn(f -> f.code().equals("beside-table"))
                .extracting(
                        Finding::severity,
                        f -> f.address().cell(),
                        Finding::content,
                        f -> f.message().en(),
                        f -> f.fix().en())
                .containsExactly(
                        tuple(
                                Finding.Severity.WARNING,
                                "F9",
                                "Owner",
                                "3 cells of this column belong to no table and are ignored: row 6 of table Probe says nothing"
                                        + " about the column.",
                                "Write what the column is into row 6, CONDITION, ACTION or DESCRIPTION, or move notes to another"
                                        + " sheet."),
                        tuple(
                                Finding.Severity.WARNING,
                                "H10",
                                "ask her",
                                "1 cell of this column belongs to no table and is ignored: row 6 of table Probe says nothing about"
                                        + " the column.",
                                "Write what the column is into row 6, CONDITION, ACTION or DESCRIPTION, or move notes to another"
                                        + " sheet."));
        assertThat(rowsPerTable(FIRST + ROW_2)).containsExactly(2);
    }

    // --- Misspelt tables --------------------------------------------------------------------------------

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RuleTabel Second",
                "Rule Table Second",
                "RuleTables Second",
                "Rule-Table Second",
                "RuelTable Second",
                "ruletable_ Second",
                "RuleTable: : Second"
            })
    void namesATableWhoseFirstWordIsMisspelt(String start) {
        for (var between : List.of("", "\n", "RuleSet | tenure.probe\nPhase | signals\nHitPolicy | COLLECT\n\n")) {
            var found = findings(FIRST + between + SECOND.replace("RuleTable Second", start)).stream()
                    .filter(f -> f.severity() == Finding.Severity.ERROR)
                    .toList();

            if (start.equals("RuleTable: : Second")) {
                continue;
            }
            assertThat(found).singleElement().satisfies(f -> {
                assertThat(f.code()).isEqualTo("misspelt-table");
                assertThat(f.content()).isEqualTo(start);
                assertThat(f.fix().en()).isEqualTo("Did you mean RuleTable Second?");
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Table Second", "Entscheidungstabelle", "规则表 二", ""})
    void findsATableByTheKindsOfItsColumnsWhereItsFirstWordIsAnother(String start) {
        assertThat(codes(FIRST + "\n" + SECOND.replace("RuleTable Second", start)))
                .containsExactly("misspelt-table A" + (start.isEmpty() ? 13 : 12));
    }

    @Test
    void findsTheOnlyTableOfASheetToo() {
        assertThat(codes(FIRST.replace("RuleTable", "RuleTabel"))).containsExactly("misspelt-table A5");
        assertThat(codes("The tables of this file\nRule | table | of | stages\nName | Condition of the customer"))
                .isEmpty();
    }

    @Test
    void takesNoRemarkOrReasonForATable() {
        assertThat(codes(FIRST.replace("row 1", "the rule table of stages says so")))
                .isEmpty();
        assertThat(codes("Timetable of the tables\n" + FIRST)).isEmpty();
    }

    // --- Properties -------------------------------------------------------------------------------------

    @ParameterizedTest
    @ValueSource(strings = {"RuleSet | more", "Phase | signals", "HitPolicy", "hit policy: | FIRST"})
    void findsAPropertyAmongTheRowsAndReadsTheRowsBehindIt(String property) {
        var broken = ROW_2.replace("| 6 ", "| six ");

        assertThat(codes(FIRST + property + "\n" + ROW_2)).containsExactly("property-among-rows A11");
        assertThat(codes(FIRST + property + "\n" + broken))
                .containsExactly("property-among-rows A11", "unknown-parameter B12");
        assertThat(codes(FIRST + property + "\n" + broken + "\n" + SECOND))
                .containsExactly("property-among-rows A11", "unknown-parameter B12");
        assertThat(codes(FIRST + property)).containsExactly("property-among-rows A11");
    }

    @ParameterizedTest
    @CsvSource({
        "HitPolicy  |, Hit Polcy |, Write HitPolicy in this cell and COLLECT in the next one.",
        "HitPolicy  |, Policy |, Write HitPolicy in this cell and COLLECT in the next one.",
        "HitPolicy  | COLLECT, HitPolicy COLLECT, Write HitPolicy in this cell and COLLECT in the next one.",
        "Phase      |, Phse |, Write Phase in this cell and signals in the next one.",
        "Phase      | signals, Phase: signals, Write Phase in this cell and signals in the next one."
    })
    void findsAPropertyThatIsMisspelt(String property, String misspelt, String fix) {
        assertThat(findings(FIRST.replace(property, misspelt)))
                .filteredOn(f -> f.code().equals("misspelt-property"))
                .singleElement()
                .satisfies(f -> assertThat(f.fix().en()).isEqualTo(fix));
    }

    // --- Rows -------------------------------------------------------------------------------------------

    @Test
    void reportsAllRowsBelowAnEmptyRowAtOnce() {
        var rows = ROW_2 + ROW_2.replace("P2", "P3") + "\n" + ROW_2.replace("P2", "P4");

        assertThat(findings(FIRST + "\n" + rows)).singleElement().satisfies(f -> {
            assertThat(f.code()).isEqualTo("row-after-empty-row");
            assertThat(f.address().cell()).isEqualTo("A12");
            assertThat(f.message().en()).contains("Row 11 above is empty", "rows 12 to 15 belong to no table");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"# silver customers", "Silver customers:", "-- below: new --"})
    void takesARemarkForNoRow(String remark) {
        assertThat(codes(FIRST + remark + "\n" + ROW_2)).containsExactly("name-only-row A11");
        assertThat(codes(FIRST.replace("COLLECT", "FIRST")
                                .replace("signals", "stage")
                                .replace("ACTION        |", "CONDITION     |")
                                .replace("signal.code", "stage      ")
                                .replace("signal.points", "relationshipEnded")
                                .replace("| P1          | 1 ", "| STABLE | TRUE")
                        + remark))
                .contains("name-only-row A11");
    }

    @Test
    void suggestsANameForARowWithoutOne() {
        var unnamed = ROW_2.replaceFirst("P2", "  ");

        assertThat(findings(FIRST + unnamed + ROW_2)).singleElement().satisfies(f -> {
            assertThat(f.code()).isEqualTo("no-row-name");
            assertThat(f.address().cell()).isEqualTo("A11");
            assertThat(f.fix().en()).isEqualTo("Write a name, for example P3.");
        });
        assertThat(findings(FIRST.replace("P1 ", "Any") + unnamed)
                        .getFirst()
                        .fix()
                        .en())
                .isEqualTo("Write a name, for example Any.1.");
        assertThat(findings(FIRST.replace("P1 ", "  ")).getFirst().fix().en())
                .isEqualTo("Write a name, for example R1.");
    }

    @Test
    void wantsAColumnOfNames() {
        assertThat(codes(FIRST.replace("NAME |", "|"))).containsExactly("no-name-column A5");
    }

    // --- Reasons ----------------------------------------------------------------------------------------

    @ParameterizedTest
    @CsvSource({
        "{purchaseCount} purchases, ",
        "signal {signal.code} of {signal.points}, ",
        "'growth {volumeGrowth, percent}', volumeGrowth",
        "{ clv } in value, clv",
        "after {stableCount} purchases, ",
    })
    void warnsOfPlaceholdersThatTheRowCannotFill(String reason, String unfilled) {
        var settings = Workbooks.of("Parameters", "name | value\nstableCount | 5");
        var found = new BundleReader(Set.of())
                .read(Bundle.of(Map.of(
                        Settings.FILE,
                        settings,
                        "decision-tables/probe.xlsx",
                        Workbooks.of("Probe", FIRST.replace("row 1", reason)))))
                .findings();

        assertThat(found)
                .filteredOn(f -> f.address().file().endsWith("probe.xlsx"))
                .extracting(
                        f -> f.code() + " " + f.message().en().contains(unfilled == null ? "?" : "{" + unfilled + "}"))
                .isEqualTo(unfilled == null ? List.of() : List.of("unfilled-placeholder true"));
    }

    @Test
    void warnsOfAPlaceholderWhoseConditionIsEmptyInTheRow() {
        assertThat(codes(FIRST.replace("| 5  ", "| -  ").replace("row 1", "{purchaseCount} purchases")))
                .containsExactly("unfilled-placeholder E10");
        assertThat(codes(FIRST.replace("| 5  ", "| known").replace("row 1", "{purchaseCount} purchases")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            bought 5 times                       |
            购买5次                              |
            购买5次，满意度满分5分               |
            one point, 1                         |
            a B2B customer, the 4Ps, row ST6.1   |
            open 24/7, since 2026-06-30          |
            "{purchaseCount} of {stableCount}"   |
            bought 3 times                       | 3
            bought 5 times within 30 days        | 30
            30天内购买5次                        | 30
            sales fell by 12.5%, or by 1,000     | 12.5%, 1,000
            ３次购买                             | 3
            from 7 purchases on                  | 7
            """)
    void warnsOfANumberInAReasonThatStandsInNoCellOfItsRow(String reason, String numbers) {
        var settings = Workbooks.of("Parameters", "name | value\nstableCount | 7");
        var found = new BundleReader(Set.of())
                        .read(Bundle.of(Map.of(
                                Settings.FILE,
                                settings,
                                "decision-tables/probe.xlsx",
                                Workbooks.of("Probe", FIRST.replace("row 1", reason)))))
                        .findings()
                        .stream()
                        .filter(f -> f.code().equals("number-in-reason"))
                        .toList();

        assertThat(found)
                .extracting(f -> f.address().cell(), f -> f.message().en())
                .isEqualTo(
                        numbers == null
                                ? List.of()
                                : List.of(tuple(
                                        "E10",
                                        "The reason says " + numbers + ", which stands in no cell of the row, so it"
                                                + " becomes wrong when the cell or the parameter changes.")));
    }

    @Test
    void aVeryLongNumberInAReasonIsCutShortAndSoIsAListOfNumbers() {
        var found = findings(FIRST.replace("row 1", "9".repeat(30_000) + " 1 2 3 4 5 6 7 8 9"));

        assertThat(found)
                .filteredOn(f -> f.code().equals("number-in-reason"))
                .singleElement()
                .satisfies(f -> assertThat(f.message().en())
                        .startsWith("The reason says " + "9".repeat(30) + "…, 2, 3, 4, 6, which"));
    }

    @Test
    void aReasonMayNameTheEndOfAScaleThatItsRowReads() {
        var grid = FIRST.replace("purchaseCount", "satisfaction ").replace("| 5  ", "| 2  ");
        assertThat(codes(grid.replace("row 1", "satisfaction {satisfaction} of 5")))
                .isEmpty();
        assertThat(codes(grid.replace("row 1", "satisfaction {satisfaction} of 7")))
                .containsExactly("number-in-reason E10");
    }

    @Test
    void aReasonShowsTheValueOfAParameter() {
        var tables = new BundleReader(Set.of())
                .read(Bundle.of(Map.of(
                        Settings.FILE,
                        Workbooks.of("Parameters", "name | value\nstableCount | 7\nwalletCut | 0.125"),
                        "decision-tables/probe.xlsx",
                        Workbooks.of(
                                "Probe",
                                FIRST.replace(
                                        "row 1",
                                        "from {stableCount} on, {walletCut, percent}, {walletCut}, {purchaseCount}")))))
                .orElseThrow()
                .tables();

        assertThat(tables.getFirst().rows().getFirst().reason().en())
                .isEqualTo("from 7 on, 12.5%, 0.13, {purchaseCount}");
    }
}
