package io.tenure.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenure.bundle.FreeFormSheet;
import io.tenure.bundle.Ruleset;
import io.tenure.finding.Address;
import io.tenure.finding.Checked;
import io.tenure.finding.Finding;
import io.tenure.finding.FindingCollector;
import io.tenure.lifecycle.Customer;
import io.tenure.lifecycle.DecisionInput;
import io.tenure.workbook.Cell;
import io.tenure.workbook.Sheet;
import io.tenure.workbook.WorkbookReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.drools.template.parser.DataListener;
import org.drools.util.DateUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Sheets of Drools code decide like DRL, and their faults are reported at the cell.
class FreeFormTest {
    private static final String FILE = "decision-tables/code.xlsx";
    private static final String GOOD = """
            RuleSet | tenure.code
            Import | io.tenure.lifecycle.Customer, io.tenure.lifecycle.Decision
            AGENDA-GROUP | stage

            RuleTable Code
            CONDITION | CONDITION | ACTION
            $c : Customer() | $d : Decision() |
            purchaseCount == $param | stage != "$param" | modify($d) { setStage("$param") }
            Purchases | Not yet | Stage
            0 | PROSPECT | PROSPECT
            3 | STABLE | STABLE
            """;

    @Test
    void decidesAndCitesTheRowInTheHit() {
        var customer = Customer.of(TableBuilder.DICTIONARY, Map.of("purchaseCount", 3));
        var evaluation =
                compiled(GOOD).evaluate(new DecisionInput(customer, Map.of())).orElseThrow();

        assertThat(evaluation.decision().getStage()).isEqualTo("STABLE");
        assertThat(evaluation.hits()).singleElement().satisfies(hit -> {
            assertThat(hit.origin().sheet()).isEqualTo("Code");
            assertThat(hit.origin().row()).isEqualTo(11);
        });
    }

    @Test
    void reportsTheCellOfCodeThatDoesNotCompile() {
        assertThat(findings(GOOD.replace("purchaseCount ==", "purchaseCuont ==")))
                .singleElement()
                .satisfies(f -> {
                    assertThat(f.code()).isEqualTo("does-not-compile");
                    assertThat(f.address()).isEqualTo(new Address(FILE, "Code", 8, 1));
                    assertThat(f.content()).isEqualTo("purchaseCuont == $param");
                });
    }

    @Test
    void reportsTheCellOfAValueThatDoesNotCompile() {
        assertThat(findings(GOOD.replace("3 | STABLE | STABLE", "three | STABLE | STABLE")))
                .isNotEmpty()
                .allSatisfy(f -> assertThat(f.address()).isEqualTo(new Address(FILE, "Code", 11, 1)));
    }

    @Test
    void reportsTheCodeAndNotTheValuesIfNoRowCompiles() {
        assertThat(findings(GOOD.replace("stage !=", "stge !=")))
                .singleElement()
                .satisfies(f -> assertThat(f.address()).isEqualTo(new Address(FILE, "Code", 8, 2)));
    }

    @Test
    void reportsTheCellOfCodeThatIsNotAllowed() {
        assertThat(findings(GOOD.replace("setStage(\"$param\")", "setStage(System.getenv(\"$param\"))")))
                .singleElement()
                .satisfies(f -> {
                    assertThat(f.code()).isEqualTo("not-allowed");
                    assertThat(f.address()).isEqualTo(new Address(FILE, "Code", 8, 3));
                    assertThat(f.message().en()).contains("java.lang.System.getenv");
                });
        assertThat(findings(GOOD.replace("io.tenure.lifecycle.Decision", "io.tenure.lifecycle.Decision, java.io.File")))
                .singleElement()
                .satisfies(f -> assertThat(f.address()).isEqualTo(new Address(FILE, "Code", 2, 2)));
    }

    @Test
    void reportsThatAnEmptyCellRemovesAVariable() {
        // Drools leaves out a condition without a value, and with it the variable that the pattern binds.
        assertThat(findings(GOOD.replace("3 | STABLE | STABLE", "3 | | STABLE")))
                .singleElement()
                .satisfies(f -> {
                    assertThat(f.code()).isEqualTo("does-not-compile");
                    assertThat(f.address()).isEqualTo(new Address(FILE, "Code", 11, 0));
                    assertThat(f.message().en()).contains("a variable that none of its conditions binds");
                });
    }

    @Test
    void reportsAMissingPhaseOnceForTheWholeSheet() {
        assertThat(findings(GOOD.replace("AGENDA-GROUP | stage", "")))
                .singleElement()
                .satisfies(f -> {
                    assertThat(f.code()).isEqualTo("invalid-phase");
                    assertThat(f.address()).isEqualTo(Address.sheet(FILE, "Code"));
                    assertThat(f.fix().en()).contains("AGENDA-GROUP");
                });
    }

    @Test
    void reportsErrorsOfDroolsWithTheirCell() {
        assertThat(findings(GOOD.replace("0 | PROSPECT | PROSPECT", "0 | PROSPECT | PROSPECT | stray")))
                .singleElement()
                .satisfies(f -> {
                    assertThat(f.code()).isEqualTo("unreadable-free-form");
                    assertThat(f.address()).isEqualTo(new Address(FILE, "Code", 10, 4));
                    assertThat(f.content()).isEqualTo("stray");
                });
    }

    @Test
    void rejectsMoreRulesThanCanBeCompiledInReasonableTime() {
        assertThat(findings(GOOD + "7 | STABLE | STABLE\n".repeat(2_000)))
                .singleElement()
                .satisfies(f -> assertThat(f.code()).isEqualTo("too-large"));
    }

    /// Each row repeats the code above it: these kilobytes make hundreds of megabytes.
    @ParameterizedTest
    @CsvSource({"eval(@@@ true), 1000", "forall(&&){stage != \"$\" @@@}, 1000", "stage != null @@@, 1"})
    @Timeout(120)
    void rejectsAFewRowsThatMakeMoreCodeThanFits(String code, int length) {
        String places = (length > 1 ? "&& \"$param\" != null " : "&& stage != null      ").repeat(1_000);
        String grid = GOOD.substring(0, GOOD.indexOf("CONDITION"))
                + "CONDITION | ACTION\n$d : Decision() |\n" + code.replace("@@@", places) + " | \nStage | Then\n"
                + ("x,".repeat(length / 2) + "x | \n").repeat(1_900);

        assertThat(findings(grid)).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("too-large");
            assertThat(finding.message().en()).contains("16,000,000 characters of code");
            assertThat(finding.message().zh()).contains("16,000,000个字符");
        });
    }

    @Test
    @Timeout(120)
    void rejectsAMergedBlockOfMillionsOfCells() {
        NavigableMap<Integer, NavigableMap<Integer, Cell>> rows = new TreeMap<>();
        List<String> column =
                List.of("RuleTable Code", "CONDITION", "$d : Decision()", "stage == $param", "Stage", "x");
        for (int row = 1; row <= column.size(); row++) {
            rows.put(row, new TreeMap<>(Map.of(1, new Cell.Text(column.get(row - 1)))));
        }
        rows.put(50_000, new TreeMap<>(Map.of(1, new Cell.Text("x"))));
        List<Sheet.MergedRange> merged = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            merged.add(new Sheet.MergedRange(6, 1 + i % 1_000, 49_999, 1_024));
        }
        List<Finding> findings = new ArrayList<>();

        assertThat(FreeFormCompiler.translate(
                        new FreeFormSheet(new Sheet(FILE, "Code", false, rows, Set.of(), Set.of(), merged)), findings))
                .isEmpty();
        assertThat(findings).extracting(Finding::code).containsExactly("too-large");
    }

    @Test
    void findsOneBadRowAmongManyWithoutTryingEach() {
        String rows =
                "7 | STABLE | STABLE\n".repeat(20) + "many | STABLE | STABLE\n" + "8 | STABLE | STABLE\n".repeat(10);

        assertThat(findings(GOOD + rows))
                .isNotEmpty()
                .allSatisfy(f -> assertThat(f.address().row()).isEqualTo(32));
    }

    private static CompiledRuleset compiled(String grid) {
        return compile(grid).orElseThrow();
    }

    private static List<Finding> findings(String grid) {
        return switch (compile(grid)) {
            case Checked.Valid<?, ?> _ -> List.of();
            case Checked.Invalid(List<Finding> findings) -> findings;
        };
    }

    private static Checked<CompiledRuleset, Finding> compile(String grid) {
        Ruleset plain = TableBuilder.ruleset(List.of());
        return new Engine()
                .compile(new Ruleset(
                        plain.hash(),
                        plain.dictionary(),
                        plain.phases(),
                        plain.parameters(),
                        plain.indicators(),
                        plain.actions(),
                        plain.contactLimits(),
                        plain.experiments(),
                        plain.actionableFacts(),
                        plain.labels(),
                        plain.tables(),
                        plain.sources(),
                        sheets(workbook(grid)),
                        plain.scenarios()));
    }

    @Test
    void handsDroolsTheValuesOfCellsWhateverTheyAreDisplayedAs() {
        var rows = new TreeMap<Integer, NavigableMap<Integer, Cell>>();
        rows.put(
                2,
                new TreeMap<>(Map.of(
                        1, new Cell.Text("1,000"),
                        2, Cell.Number.of(1_000),
                        3, new Cell.Number(1, true, false, false),
                        4, new Cell.Number(0.25, true, false, false),
                        5, new Cell.Number(46203, false, true, false),
                        6, new Cell.Bool(true),
                        7, Cell.Number.of(1_234_567.5))));
        rows.put(3, new TreeMap<>(Map.of(1, new Cell.Text("$c : Customer()"))));
        var sheet =
                new Sheet(FILE, "Code", false, rows, Set.of(), Set.of(), List.of(new Sheet.MergedRange(3, 1, 3, 2)));
        var cells = new FreeFormSourceMap.Cells();
        var starts = new ArrayList<Integer>();

        FreeFormCells.read(sheet, List.of(cells, new MergedStarts(starts)));

        assertThat(List.of(1, 2, 3, 4, 6, 7))
                .extracting(column -> cells.at(2, column))
                .containsExactly("1,000", "1000", "1", "0.25", "true", "1234567.5");
        // Drools reads and writes dates in the language of the machine.
        assertThat(DateUtils.parseDate(cells.at(2, 5))).isEqualTo("2026-06-30T00:00:00");
        assertThat(starts).containsExactly(0, 0);
    }

    /// Where the cells begin that are part of a merged block.
    private record MergedStarts(List<Integer> columns) implements DataListener {
        @Override
        public void startSheet(String name) {}

        @Override
        public void finishSheet() {}

        @Override
        public void newRow(int row, int columns) {}

        @Override
        public void newCell(int row, int column, String value, int mergedColumn) {
            if (mergedColumn != NON_MERGED) {
                columns.add(mergedColumn);
            }
        }
    }

    private static List<FreeFormSheet> sheets(byte[] workbook) {
        return WorkbookReader.read(FILE, workbook, new FindingCollector()).orElseThrow().stream()
                .map(FreeFormSheet::new)
                .toList();
    }

    private static byte[] workbook(String grid) {
        try (var workbook = new XSSFWorkbook();
                var out = new ByteArrayOutputStream()) {
            var sheet = workbook.createSheet("Code");
            for (String line : grid.lines().toList()) {
                var row = sheet.createRow(sheet.getPhysicalNumberOfRows());
                String[] cells = line.split("\\|", -1);
                for (int column = 0; column < cells.length; column++) {
                    if (!cells[column].isBlank()) {
                        row.createCell(column).setCellValue(cells[column].strip());
                    }
                }
            }
            workbook.write(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
