package io.tenure.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenure.finding.Checked;
import io.tenure.finding.Finding;
import io.tenure.table.Assignment;
import io.tenure.table.Column;
import io.tenure.table.HitPolicy;
import io.tenure.table.Row;
import io.tenure.table.Table;
import io.tenure.text.Text;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.poi.ss.util.CellRangeAddress;
import org.junit.jupiter.api.Test;

/// Reading the tables of a bundle, and what is found in their cells.
class TableReadingTest extends BundleFixture {
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
        for (String name : List.of("a\u202eb", "x".repeat(201))) {
            assertThat(codesAndCells(check(GOOD.replace("ST8", name)))).containsExactly("bad-row-name A11");
        }
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
            assertThat(f.content().at(1, 1).raw()).isEqualTo("RuleSet");
        });
        assertThat(check.findings())
                .extracting(Finding::code, Finding::severity)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("free-form", Finding.Severity.NOTE));
        assertThat(codesAndCells(check(free + "\n" + GOOD))).contains("mixed-sheet A13");
    }
}
