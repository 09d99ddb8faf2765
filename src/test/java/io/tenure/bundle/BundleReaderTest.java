package io.tenure.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tenure.analysis.AnalysisLimits;
import io.tenure.finding.Checked;
import io.tenure.finding.Finding;
import io.tenure.lifecycle.Dictionary;
import io.tenure.table.Assignment;
import io.tenure.table.Column;
import io.tenure.table.HitPolicy;
import io.tenure.table.Row;
import io.tenure.table.Table;
import io.tenure.text.Text;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.poi.ss.util.CellRangeAddress;
import org.junit.jupiter.api.Test;

class BundleReaderTest {
    private static final String STAGE = "decision-tables/stage.xlsx";

    private static final String GOOD = """
            RuleSet    | tenure.rules
            Phase      | stage
            HitPolicy  | FIRST
            RuleTable Stage
            NAME | CONDITION     | CONDITION    | ACTION | DESCRIPTION | DESCRIPTION
                 |               |              |        |             |
                 | purchaseCount | volumeGrowth | stage  | en          | zh
            Row  | Purchases     | Growth       | Stage  | Why         | 原因
            ST0  | unknown       |              | UNKNOWN  | count unknown | 次数未知
            ST2  | 0             |              | PROSPECT | {purchaseCount} purchases | 购买{purchaseCount}次
            ST8  | >= stableCount | <= 25%, unknown | STABLE
            ST9  | -             | -            | FORMATION
            """;

    private final Workbooks settings =
            Workbooks.create().sheet("Parameters", """
                    name | value | unit | meaning | meaningZh | source
                    stableCount | 5 | orders | Purchases of a stable customer | 稳定客户的购买次数 | B
                    """).sheet("Actions", """
                    code | label | labelZh | level | channels | cost | minGapDays | selling | marketing | strategy | strategyZh
                    NO_ACTION | Do nothing | 不行动 | NONE | | 0 | 0 | FALSE | FALSE | | |
                    SAVE_OFFER | Save offer | 挽留优惠 | NONE | PHONE, EMAIL | 20 | 30 | FALSE | TRUE | S4 | S4
                    """);

    private static Checked<Ruleset, Finding> check(Map<String, byte[]> files) {
        return new BundleReader(Set.of()).read(Bundle.of(files));
    }

    private Checked<Ruleset, Finding> check(String grid) {
        return check(Workbooks.of("Stage", grid));
    }

    private Checked<Ruleset, Finding> check(byte[] stage) {
        return check(Map.of(Settings.FILE, settings.bytes(), STAGE, stage));
    }

    private static List<String> codesAndCells(Checked<Ruleset, Finding> check) {
        return findingsExceptGaps(check).stream()
                .map(f -> f.code() + " " + f.address().cell())
                .toList();
    }

    /// What is found in tables that leave most customers open, as most of these do.
    private static List<Finding> findingsExceptGaps(Checked<Ruleset, Finding> check) {
        return check.findings().stream()
                .filter(f -> !f.code().equals("gap") && !f.code().equals("effective-gap"))
                .toList();
    }

    private static Ruleset validRuleset(Checked<Ruleset, Finding> check) {
        assertThat(check).as("%s", check.findings()).isInstanceOf(Checked.Valid.class);
        return check.orElseThrow();
    }

    /// A table with the usual head and these rows.
    private static String table(String policy, String names, String... rows) {
        var kinds = names.replaceAll("[^|]*stage *$", " ACTION").replaceAll("(?<=\\|)[^|]*(?=\\|)", " CONDITION ");
        return "RuleSet | t\nPhase | stage\nHitPolicy | " + policy + "\nRuleTable T\nNAME" + kinds + "\n\n" + names
                + "\n\n" + String.join("\n", rows);
    }

    @Test
    void readsATableIntoItsForm() {
        var ruleset = validRuleset(check(GOOD));
        var table = ruleset.tables().getFirst();

        assertThat(table.name()).isEqualTo("Stage");
        assertThat(table.phase()).isEqualTo("stage");
        assertThat(table.hitPolicy()).isEqualTo(HitPolicy.FIRST);
        assertThat(table.row()).isEqualTo(4);
        assertThat(table.conditions()).extracting(Column::heading).containsExactly("Purchases", "Growth");
        assertThat(table.actions()).extracting(Column::number).containsExactly(4);
        assertThat(table.rows()).extracting(Row::name).containsExactly("ST0", "ST2", "ST8", "ST9");
        var stable = table.rows().get(2);
        assertThat(stable.number()).isEqualTo(11);
        assertThat(stable.conditions().getFirst().matches(5)).isTrue();
        assertThat(stable.conditions().getFirst().matches(4)).isFalse();
        assertThat(stable.conditions().getLast().matches(0.25)).isTrue();
        assertThat(stable.conditions().getLast().matches(null)).isTrue();
        assertThat(stable.assignments()).containsExactly(new Assignment.Literal("STABLE"));
        assertThat(table.rows().get(1).reason()).isEqualTo(Text.of("{purchaseCount} purchases", "购买{purchaseCount}次"));
        assertThat(ruleset.parameters().get("stableCount")).isEqualTo(5);
        assertThat(ruleset.actions().get("SAVE_OFFER").channels()).containsExactly("PHONE", "EMAIL");
        assertThat(ruleset.labels()).containsEntry("SAVE_OFFER", Text.of("Save offer", "挽留优惠"));
        assertThat(ruleset.phases()).isEqualTo(Settings.PHASES);
    }

    @Test
    void readsSeveralTablesOfOneSheetEachWithItsOwnProperties() {
        var ruleset = validRuleset(check(GOOD + """

                Phase | pattern
                HitPolicy | UNIQUE
                RuleTable Pattern
                | NAME | CONDITION | ACTION

                | | stage | pattern
                | Row | Stage | Pattern
                | P1 | STABLE | LONG_TERM
                """.replace("RuleTable", "| RuleTable")));

        assertThat(ruleset.tables())
                .extracting(Table::name, Table::phase, Table::hitPolicy)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("Stage", "stage", HitPolicy.FIRST),
                        org.assertj.core.groups.Tuple.tuple("Pattern", "pattern", HitPolicy.UNIQUE));
        assertThat(ruleset.tables().getLast().rows()).extracting(Row::number).containsExactly(21);
    }

    @Test
    void collapsedTechnicalRowsAreNoFinding() {
        var book = Workbooks.create()
                .sheet("Stage", GOOD, sheet -> {
                    for (var row : List.of(0, 1, 2, 4, 6)) {
                        sheet.getRow(row).setZeroHeight(true);
                    }
                })
                .bytes();

        assertThat(check(book).findings()).isEmpty();
    }

    @Test
    void passesOverSheetsThatOnlyExplain() {
        var book = Workbooks.create()
                .sheet("About", "This workbook decides the stage.\nPhase | stage")
                .sheet("Stage", GOOD);

        assertThat(check(book.bytes()).findings()).isEmpty();
    }

    @Test
    void findsNamesThatTheDictionaryLacks() {
        var check =
                check(GOOD.replaceFirst("purchaseCount", "purchaseCont").replaceFirst("stage  \\| en", "stag | en"));

        assertThat(codesAndCells(check)).contains("unknown-name B7", "unknown-name D7");
        assertThat(check.findings().getFirst().fix().en()).isEqualTo("Did you mean purchaseCount?");
    }

    @Test
    void findsColumnsOfTheWrongKind() {
        assertThat(codesAndCells(check(GOOD.replaceFirst("stage  \\| en", "clv | en"))))
                .containsExactly("wrong-kind D7");
        assertThat(codesAndCells(check(GOOD.replaceFirst("purchaseCount", "candidate.cost"))))
                .contains("wrong-kind B7");
        assertThat(codesAndCells(check(GOOD.replaceFirst("purchaseCount", "stableCount"))))
                .contains("wrong-kind B7");
        assertThat(codesAndCells(check(GOOD.replace("FIRST", "COLLECT")))).contains("wrong-kind D7");
    }

    @Test
    void findsUnknownPhasesAndHitPolicies() {
        assertThat(codesAndCells(check(GOOD.replace("| stage\n", "| stages\n"))))
                .containsExactly("unknown-phase B2");
        assertThat(codesAndCells(check(GOOD.replace("FIRST", "FRIST")))).containsExactly("unknown-hit-policy B3");
        assertThat(codesAndCells(check(GOOD.replace("Phase      | stage", "")))).containsExactly("no-phase A4");
    }

    @Test
    void findsUnknownAndUnsupportedColumnKinds() {
        assertThat(codesAndCells(check(GOOD.replaceFirst("CONDITION ", "CONDITON "))))
                .contains("unknown-column-kind B5");
        assertThat(codesAndCells(check(GOOD.replaceFirst("CONDITION ", "PRIORITY "))))
                .contains("unsupported-column B5");
    }

    @Test
    void findsEveryFaultyCellAtOnce() {
        var check = check(GOOD.replace("| 0  ", "| 70..30")
                .replace("PROSPECT", "PROSPEKT")
                .replace("<= 25%", "2026-06-30"));

        assertThat(check).isInstanceOf(Checked.Invalid.class);
        assertThat(codesAndCells(check)).containsExactly("empty-range B10", "unknown-code D10", "wrong-type C11");
    }

    @Test
    void findsDuplicateRowNames() {
        assertThat(codesAndCells(check(GOOD.replace("ST8", "ST2")))).containsExactly("duplicate-row-name A11");
    }

    @Test
    void findsDuplicateTableNamesAcrossWorkbooks() {
        var check = check(Map.of(
                Settings.FILE,
                settings.bytes(),
                STAGE,
                Workbooks.of("Stage", GOOD),
                "decision-tables/other.xlsx",
                Workbooks.of("O", GOOD)));

        assertThat(check.findings()).singleElement().satisfies(f -> {
            assertThat(f.code()).isEqualTo("duplicate-table-name");
            assertThat(f.address().file()).isEqualTo(STAGE);
            assertThat(f.message().en()).contains("other.xlsx");
        });
    }

    @Test
    void findsDuplicateColumns() {
        assertThat(codesAndCells(check(GOOD.replaceFirst("en          \\| zh", "en | en"))))
                .containsExactly("duplicate-column F7");
    }

    @Test
    void findsRowsAfterAnEmptyRow() {
        assertThat(codesAndCells(check(GOOD.replace("ST9", "\nST9")))).containsExactly("row-after-empty-row A13");
    }

    @Test
    void findsMergedDataCellsHiddenRowsColumnsAndSheets() {
        var book = Workbooks.create()
                .sheet("Stage", GOOD, sheet -> {
                    sheet.addMergedRegion(new CellRangeAddress(9, 10, 1, 1));
                    sheet.addMergedRegion(new CellRangeAddress(7, 7, 4, 5));
                    sheet.getRow(11).setZeroHeight(true);
                    sheet.setColumnHidden(2, true);
                })
                .sheet("Cover", "Nothing here")
                .with(b -> {
                    b.setActiveSheet(1);
                    b.setSheetHidden(0, true);
                });

        assertThat(codesAndCells(check(book.bytes())))
                .containsExactly("hidden-sheet ", "hidden-column C7", "merged-cells B10", "hidden-row 12");
    }

    @Test
    void findsFormulaErrorsAndFormulasWithoutAResult() {
        var book = Workbooks.create()
                .sheet("Stage", GOOD.replace("| 0  ", "| =1/0").replace("| >= stableCount", "| =2+3"), sheet -> {
                    sheet.getWorkbook()
                            .getCreationHelper()
                            .createFormulaEvaluator()
                            .evaluateFormulaCell(sheet.getRow(9).getCell(1));
                });

        assertThat(codesAndCells(check(book.bytes())))
                .containsExactly("formula-error B10", "formula-without-value B11");
    }

    @Test
    void findsRowsThatWriteNothingAndGiveNoReason() {
        assertThat(codesAndCells(check(GOOD.replace("| STABLE", "|")))).containsExactly("no-assignment D11");
        assertThat(codesAndCells(check(GOOD.replace("UNKNOWN  |", "|")))).isEmpty();
    }

    @Test
    void findsPlaceholdersThatNothingFills() {
        assertThat(codesAndCells(check(GOOD.replace("{purchaseCount} purchases", "{purchases}"))))
                .containsExactly("unknown-placeholder E10");
    }

    @Test
    void readsDatesOfRowsAndFindsReversedOnes() {
        var grid = """
                RuleSet | t
                Phase | stage
                RuleTable T
                NAME | CONDITION | ACTION | DATE-EFFECTIVE | DATE-EXPIRES

                | purchaseCount | stage
                Row
                A | 0 | PROSPECT | 2026-01-01 | 2026-07-01
                B | 1 | EXPLORATION | 2026-07-01 | %s
                """;
        var rows = validRuleset(check(grid.formatted("'2027-01-01")))
                .tables()
                .getFirst()
                .rows();
        assertThat(rows.getFirst().effective()).isEqualTo(LocalDate.of(2026, 1, 1));
        assertThat(rows.getLast().expires()).isEqualTo(LocalDate.of(2027, 1, 1));

        assertThat(codesAndCells(check(grid.formatted("2026-06-30")))).containsExactly("dates-reversed E9");
        assertThat(codesAndCells(check(grid.formatted("soon")))).containsExactly("wrong-type E9");
    }

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
                .containsExactly("unreachable-row 10");
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

    private Checked<Ruleset, Finding> check(String... grids) {
        var book = Workbooks.create();
        for (var i = 0; i < grids.length; i++) {
            book.sheet("S" + i, grids[i]);
        }
        return check(book.bytes());
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

    // Items

    private static String collectTable(String names, String kinds, String... rows) {
        return "RuleSet | t\nPhase | action\nHitPolicy | COLLECT\nRuleTable C\nNAME" + kinds + "\n\n" + names + "\n\n"
                + String.join("\n", rows);
    }

    @Test
    void readsCandidatesAndFindsIncompleteOnes() {
        var names = "| purchaseCount | candidate.action | candidate.propensity | candidate.value";
        var kinds = "| CONDITION | ACTION | ACTION | ACTION";
        var ruleset = validRuleset(check(collectTable(names, kinds, "A | 0 | SAVE_OFFER | 0.2 | '= clv")));
        assertThat(ruleset.tables().getFirst().rows().getFirst().assignments())
                .containsExactly(
                        new Assignment.Literal("SAVE_OFFER"),
                        new Assignment.Literal(0.2),
                        new Assignment.Copy(ruleset.dictionary().require("clv")));

        assertThat(codesAndCells(check(collectTable(names, kinds, "A | 0 | SAVE_OFFERS | 0.2", "B | 0 | SAVE_OFFER"))))
                .containsExactly("unknown-code C9", "incomplete-item D10");
        assertThat(codesAndCells(check(collectTable(
                        names.replace("candidate.propensity", "signal.code"), kinds, "A | 0 | SAVE_OFFER | X"))))
                .containsExactlyInAnyOrder("mixed-items D7", "incomplete-item A4");
        assertThat(codesAndCells(check(
                        collectTable(names, kinds, "A | 0 | SAVE_OFFER | 0.2").replace("COLLECT", "FIRST"))))
                .containsExactlyInAnyOrder("wrong-kind C7", "wrong-kind D7", "wrong-kind E7");
    }

    // Free-form tables

    @Test
    void handsOnSheetsOfDroolsCodeUnread() {
        var free = """
                RuleSet | tenure.rules
                Import  | io.tenure.lifecycle.Decision
                RuleTable Code
                CONDITION | ACTION
                $d : Decision() |
                stage == "$param" | $d.reason("$param", "$param");
                Stage | Reason
                STABLE | stable
                """;
        var book = Workbooks.create().sheet("Code", free).sheet("Stage", GOOD).bytes();
        var check = check(book);

        assertThat(validRuleset(check).freeForms()).singleElement().satisfies(f -> {
            assertThat(f.sheet()).isEqualTo("Code");
            assertThat(f.workbook()).isEqualTo(book);
        });
        assertThat(check.findings())
                .extracting(Finding::code, Finding::severity)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("free-form", Finding.Severity.NOTE));
        assertThat(codesAndCells(check(free + "\n" + GOOD))).contains("mixed-sheet A13");
    }

    // Settings

    private Checked<Ruleset, Finding> settings(String name, String grid) {
        return check(Map.of(Settings.FILE, settings.sheet(name, grid).bytes(), STAGE, Workbooks.of("Stage", GOOD)));
    }

    private Checked<Ruleset, Finding> parameters(String... rows) {
        var book = Workbooks.create().sheet("Parameters", "name | value\nstableCount | 5\n" + String.join("\n", rows));
        return new BundleReader(Set.of("valueCut", "stableCount"))
                .read(Bundle.of(Map.of(Settings.FILE, book.bytes(), STAGE, Workbooks.of("Stage", GOOD))));
    }

    @Test
    void refusesABundleThatLacksAParameterThatMeasuresNeed() {
        var check = parameters("valueCot | 60");

        assertThat(check.findings()).singleElement().satisfies(f -> {
            assertThat(f.code()).isEqualTo("missing-parameter");
            assertThat(f.content()).isEqualTo("valueCut");
            assertThat(f.fix().en()).contains("valueCot");
        });
        assertThat(parameters("valueCut | 60").findings()).isEmpty();
    }

    @Test
    void findsFaultyParameters() {
        assertThat(codesAndCells(parameters("valueCut | 60", "valueCut | 50"))).containsExactly("duplicate-name A4");
        assertThat(codesAndCells(parameters("valueCut | sixty"))).containsExactly("wrong-type B3");
        assertThat(codesAndCells(parameters("valueCut | 60", "stage | 1"))).containsExactly("duplicate-name A4");
        assertThat(codesAndCells(parameters("valueCut | 60", "two words | 1"))).containsExactly("invalid-name A4");
        assertThat(codesAndCells(parameters("valueCut | 60", "| 1"))).containsExactly("no-name A4");
        assertThat(parameters("valueCut | 60", "discountRate | 12%").findings()).isEmpty();
    }

    @Test
    void findsFaultyActions() {
        var book = Workbooks.create()
                .sheet("Parameters", "name | value\nstableCount | 5")
                .sheet("Actions", """
                code | label | level | channels | cost | minGapDays | selling | colour
                CALL | Call | SOCAIL | FAX, PHONE | -1 | 2.5 | maybe | red
                CALL | Call
                """);
        var check = check(Map.of(Settings.FILE, book.bytes(), STAGE, Workbooks.of("Stage", GOOD)));

        assertThat(codesAndCells(check))
                .containsExactly(
                        "missing-action ",
                        "unknown-column H1",
                        "unknown-code C2",
                        "unknown-code D2",
                        "out-of-range E2",
                        "out-of-range F2",
                        "wrong-type G2",
                        "duplicate-name A3");
    }

    @Test
    void readsHowOftenCustomersMayBeContacted() {
        assertThat(validRuleset(check(GOOD)).contactLimits()).isEmpty();

        var ruleset = validRuleset(settings("Contacts", """
                name | channel | action | days | most | reason | reasonZh
                K1 | | | 7 | 2 | twice a week is enough | 每周两次已足够
                K2 | PHONE | SAVE_OFFER | 30 | 0 | |
                """));

        assertThat(ruleset.contactLimits())
                .containsExactly(
                        new ContactLimit(
                                "K1",
                                null,
                                null,
                                7,
                                2,
                                Text.of("twice a week is enough", "每周两次已足够"),
                                "settings.xlsx",
                                "Contacts",
                                2),
                        new ContactLimit(
                                "K2", "PHONE", "SAVE_OFFER", 30, 0, Text.same(""), "settings.xlsx", "Contacts", 3));
    }

    @Test
    void theHashCoversTheLimitsOnContacts() {
        assertThat(validRuleset(checkContactLimit(1)).hash())
                .isEqualTo(validRuleset(checkContactLimit(1)).hash())
                .isNotEqualTo(validRuleset(checkContactLimit(2)).hash());
    }

    private static Checked<Ruleset, Finding> checkContactLimit(int most) {
        var book = Workbooks.create()
                .sheet("Parameters", "name | value\nstableCount | 5")
                .sheet("Contacts", "name | days | most\nK1 | 7 | " + most);
        return check(Map.of(Settings.FILE, book.bytes(), STAGE, Workbooks.of("Stage", GOOD)));
    }

    @Test
    void findsFaultyLimitsOnContacts() {
        var check = settings("Contacts", """
                name | channel | action | days | most | colour
                K1 | FAX | SAVE_OFFERS | 0 | -1 |
                K1 | | | 2.5 | |
                | | NO_ACTION | 7 | many |
                K4 | SMS | SAVE_OFFER | 40000 | 1 |
                """);

        assertThat(codesAndCells(check))
                .containsExactly(
                        "unknown-column F1",
                        "unknown-code B2",
                        "unknown-code C2",
                        "out-of-range D2",
                        "out-of-range E2",
                        "duplicate-name A3",
                        "out-of-range D3",
                        "wrong-type E3",
                        "no-name A4",
                        "unused-contact-limit C4",
                        "wrong-type E4",
                        "unused-contact-limit B5",
                        "out-of-range D5");
        assertThat(check.findings())
                .allSatisfy(f -> assertThat(f.message().zh()).isNotBlank())
                .allSatisfy(f -> assertThat(f.fix().zh()).isNotBlank());
    }

    @Test
    void addsAttributesToTheDictionary() {
        var ruleset = validRuleset(settings("Attributes", """
                name | type | unit | min | max | codes | meaning | meaningZh
                region | code | | | | NORTH, SOUTH | Region | 地区
                branches | INTEGER | count | 0 | 99 | | Branches | 网点数
                """));

        assertThat(ruleset.dictionary().require("region").codes()).containsExactly("NORTH", "SOUTH");
        assertThat(ruleset.dictionary().require("branches").max()).isEqualTo(99);
    }

    @Test
    void findsFaultyAttributes() {
        assertThat(codesAndCells(settings("Attributes", """
                name | type | unit | min | max | codes | meaning | meaningZh
                region | CODE
                branches | WHOLE
                stage | TEXT
                area | NUMBER | | 5 | 1
                """)))
                .containsExactly("invalid-codes F2", "unknown-code B3", "duplicate-name A4", "empty-range E5");
    }

    @Test
    void findsPhasesThatAreMissingOrMoved() {
        assertThat(codesAndCells(settings("Phases", "phase | meaning\nstage | Stage\nvalue | Value")))
                .containsExactly("missing-phase ");
    }

    @Test
    void namesTheCodesWithoutWordsInOneLanguageOrBoth() {
        var others = Dictionary.standard().all().stream()
                .flatMap(t -> t.codes().stream())
                .distinct()
                .filter(code -> !List.of("STABLE", "DECLINE", "TERMINATED").contains(code))
                .map(code -> code + " | words | 名称\n")
                .collect(Collectors.joining());
        settings.sheet("Labels", "code | en | zh\nSTABLE | Stable |\nDECLINE | | 衰退期\n" + others);
        settings.sheet("Attributes", """
                name | type | unit | min | max | codes | meaning | meaningZh
                colour | CODE | | | | RED, WHITE | Colour | 颜色
                """);

        assertThat(check(GOOD).findings())
                .filteredOn(f -> f.code().equals("no-label"))
                .allSatisfy(f -> assertThat(f.severity()).isEqualTo(Finding.Severity.NOTE))
                .extracting(f -> f.message().zh())
                .containsExactlyInAnyOrder(
                        "这些代码没有英文名称，将按代码显示：DECLINE、TERMINATED、RED、WHITE。",
                        "这些代码没有中文名称，将按代码显示：STABLE、TERMINATED、RED、WHITE。");
    }

    @Test
    void readsPhasesAndLabels() {
        var phases = "phase\n" + String.join("\n", Settings.PHASES).replace("risk\n", "risk\nmorale\n");
        settings.sheet("Labels", "code | en | zh\nSTABLE | Stable | 稳定期");
        var ruleset = validRuleset(settings("Phases", phases));

        assertThat(ruleset.phases()).hasSize(9).contains("morale");
        assertThat(ruleset.labels()).containsEntry("STABLE", Text.of("Stable", "稳定期"));
    }

    // Scenarios

    private Checked<Ruleset, Finding> scenarios(String grid) {
        return check(Map.of(
                Settings.FILE,
                settings.bytes(),
                STAGE,
                Workbooks.of("Stage", GOOD),
                "scenarios/s.xlsx",
                Workbooks.create()
                        .sheet("Scenarios", grid)
                        .sheet("About", "Notes")
                        .bytes()));
    }

    @Test
    void readsScenarios() {
        var scenarios = validRuleset(scenarios("""
                scenario | asOf | purchaseCount | clv | marketingConsent | expect:stage | expect:rule:Stage | expect:signals | expect:action1 | expect:score1 | expect:riskProbability
                C1 new | 2026-06-30 | 0 | 200 | TRUE | PROSPECT | ST2 | S4, S2 | SAVE_OFFER | 2.5 | unknown
                C2 | 2026-06-30 | unknown | | | UNKNOWN | | none
                """)).scenarios();

        assertThat(scenarios).extracting(Scenario::name).containsExactly("C1 new", "C2");
        var first = scenarios.getFirst();
        assertThat(first.row()).isEqualTo(2);
        assertThat(first.input().customer().known())
                .isEqualTo(Map.of(
                        "customerId",
                        "C1 new",
                        "asOf",
                        LocalDate.of(2026, 6, 30),
                        "purchaseCount",
                        0,
                        "marketingConsent",
                        true));
        assertThat(first.input().measureOverrides()).isEqualTo(Map.of("clv", 200.0));
        assertThat(first.expected())
                .isEqualTo(Map.of(
                        "stage",
                        "PROSPECT",
                        "rule:Stage",
                        "ST2",
                        "signals",
                        "S2,S4",
                        "action1",
                        "SAVE_OFFER",
                        "score1",
                        2.5,
                        "riskProbability",
                        Scenario.NoValue.UNKNOWN));
        assertThat(scenarios.getLast().expected()).isEqualTo(Map.of("stage", "UNKNOWN", "signals", ""));
    }

    @Test
    void findsFaultyScenarios() {
        assertThat(codesAndCells(scenarios("""
                scenario | asOf | purchaseCont | stage | expect:stag | expect:rule:Stagee | expect:stage | expect:action1
                C1 | | 0 | | | | PROSPEKT | CALL
                C1 | 2026-06-30 | | | | | STABLE
                | 2026-06-30
                """)))
                .containsExactly(
                        "unknown-name C1",
                        "wrong-kind D1",
                        "unknown-name E1",
                        "unknown-name F1",
                        "no-expectation 2",
                        "missing-as-of B2",
                        "unknown-code G2",
                        "unknown-code H2",
                        "duplicate-name A3",
                        "no-expectation 4",
                        "no-name A4");
    }

    // Files

    @Test
    void saysWhichFilesItDoesNotRead() {
        var files = new HashMap<String, byte[]>(
                Map.of(Settings.FILE, settings.bytes(), STAGE, Workbooks.of("Stage", GOOD)));
        files.put("decision-tables/old.xls", new byte[] {1});
        files.put("rules/bad.drl", new byte[] {(byte) 0xFF, (byte) 0xFE, 0});
        files.put("notes.txt", new byte[] {1});
        files.put("decision-tables/broken.xlsx", new byte[] {1});

        assertThat(check(files).findings())
                .extracting(f -> f.code() + " " + f.address())
                .containsExactly(
                        "not-a-workbook decision-tables/broken.xlsx",
                        "wrong-format decision-tables/old.xls",
                        "unexpected-file notes.txt",
                        "not-utf-8 rules/bad.drl");
    }

    @Test
    void everyFindingSpeaksBothLanguages() {
        var check = check(
                GOOD.replace("| 0  ", "| 70..30").replace("FIRST", "FRIST").replace("ST9", "\nST9"));

        assertThat(check.findings()).hasSize(3).allSatisfy(f -> {
            assertThat(f.message().en()).isNotBlank();
            assertThat(f.message().zh()).containsPattern("\\p{IsHan}");
            assertThat(f.fix().en()).isNotBlank();
            assertThat(f.fix().zh()).containsPattern("\\p{IsHan}");
        });
    }

    // Hash

    @Test
    void theHashFollowsTheContentAndNotTheBytes() {
        var drl = "rule \"a\" when then end\n";
        var hash = hash(Workbooks.create().sheet("Stage", GOOD), drl);

        assertThat(hash).matches("sha256:[0-9a-f]{64}");
        assertThat(hash(
                        Workbooks.create().sheet("Stage", GOOD, sheet -> {
                            sheet.setColumnWidth(0, 9000);
                            sheet.createFreezePane(1, 8);
                        }),
                        drl.replace("\n", "\r\n")))
                .isEqualTo(hash);
        assertThat(hash(Workbooks.create().sheet("Stage", GOOD.replace("PROSPECT", "UNKNOWN")), drl))
                .isNotEqualTo(hash);
        assertThat(hash(Workbooks.create().sheet("Other", GOOD), drl)).isNotEqualTo(hash);
        assertThat(hash(Workbooks.create().sheet("Stage", GOOD), drl + "// more"))
                .isNotEqualTo(hash);
    }

    private static String hash(Workbooks stage, String drl) {
        var settings = Workbooks.create().sheet("Parameters", "name | value\nstableCount | 5");
        return validRuleset(check(Map.of(
                        Settings.FILE, settings.bytes(), STAGE, stage.bytes(), "rules/a.drl", drl.getBytes(UTF_8))))
                .hash();
    }
}
