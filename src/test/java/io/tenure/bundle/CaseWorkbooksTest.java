package io.tenure.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenure.finding.Checked;
import io.tenure.finding.Finding;
import io.tenure.table.Condition;
import io.tenure.table.Interval;
import io.tenure.table.Table;
import io.tenure.workbook.CsvExport;
import io.tenure.workbook.PoiWorkbook;
import io.tenure.workbook.WorkbookAnnotator;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Workbooks of other programs that were once misread, each with one table of risk signals.
class CaseWorkbooksTest {
    private static final Path FOLDER = Path.of("src/test/resources/cases/workbooks");
    private static final String FILE = "decision-tables/case.xlsx";

    private static byte[] workbook(String name) {
        try {
            return Files.readAllBytes(FOLDER.resolve(name + ".xlsx"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Checked<Ruleset, Finding> read(String name) {
        return new BundleReader(Set.of()).read(Bundle.of(Map.of(FILE, workbook(name))));
    }

    /// Without the warnings of reasons, which in these cases are numbers that tell the rows apart.
    private static List<String> findings(String name) {
        return read(name).findings().stream()
                .filter(f -> !f.code().equals("number-in-reason"))
                .map(f -> f.code() + " " + f.address().cell())
                .toList();
    }

    private static List<Condition> conditions(String name) {
        Table table = read(name).orElseThrow().tables().getFirst();
        return table.rows().stream().map(row -> row.conditions().getFirst()).toList();
    }

    @Test
    void findsMergedCellsWhateverTheMainPartIsCalled() {
        assertThat(findings("main-part-of-another-name")).containsExactly("merged-cells B10");
    }

    @Test
    void findsATableThatIsMisspelt() {
        assertThat(findings("second-table-misspelt")).containsExactly("misspelt-table A16");
    }

    @ParameterizedTest
    @ValueSource(strings = {"formula-empty-text", "empty-formula-saved-by-libreoffice"})
    void readsFormulasThatGiveAnEmptyTextAsEmptyCells(String name) {
        assertThat(findings(name)).isEmpty();
        assertThat(conditions(name).getFirst()).isInstanceOf(Condition.Any.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"filled-down-atan2", "filled-down-sheet-reference"})
    void readsFormulasThatAreFilledDown(String name) {
        assertThat(findings(name)).isEmpty();
        assertThat(conditions(name))
                .first()
                .isInstanceOfSatisfying(
                        Condition.Numbers.class,
                        numbers -> assertThat(numbers.intervals()).containsExactly(Interval.point(5)));
    }

    @Test
    void readsFormulasThatReferToTablesAndSheetsOfTheWorkbook() {
        assertThat(findings("table-references")).isEmpty();
    }

    @Test
    void readsStrictOpenXml() {
        assertThat(findings("strict")).isEmpty();
        assertThat(conditions("strict")).hasSize(1);
    }

    @Test
    void findsCellsInRowsWithoutNumbers() {
        assertThat(findings("rows-without-numbers")).containsExactly("wrong-type B11");
    }

    @Test
    void readsInlineTextsWithoutTheirReadings() {
        assertThat(findings("inline-texts")).containsExactly("never-written B8");
        assertThat(conditions("inline-texts"))
                .hasSize(5)
                .allSatisfy(condition -> assertThat(condition)
                        .isInstanceOfSatisfying(
                                Condition.Codes.class,
                                codes -> assertThat(codes.values()).containsExactly("STABLE")));
    }

    @Test
    void findsNumbersAndListsThatMeanSomethingElseThanTheySeem() {
        assertThat(findings("numbers-as-text"))
                .containsExactly(
                        "ambiguous-thousands B10",
                        "ambiguous-thousands B11",
                        "ambiguous-thousands B12",
                        "ambiguous-thousands B12",
                        "always-matches B13",
                        "ambiguous-comma B19");
    }

    @Test
    void takesARemarkForNoRow() {
        assertThat(findings("remark-as-row")).containsExactly("name-only-row A11");
    }

    @Test
    void findsNumbersThatNoComputerHolds() {
        assertThat(findings("number-beyond-all")).containsExactly("wrong-type B10");
        assertThat(findings("number-of-200000-digits")).containsExactlyInAnyOrder("too-long B10", "wrong-type B10");
    }

    @Test
    void readsADayThatNoCalendarHasAsText() {
        assertThat(findings("date-beyond-the-calendar")).isEmpty();
    }

    private static Stream<String> names() throws IOException {
        try (var files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString().replace(".xlsx", "")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void annotatesEachAndReadsItAgain(String name) throws IOException {
        var findings = read(name).findings();

        var annotated = WorkbookAnnotator.annotate(workbook(name), findings, Locale.ENGLISH);

        assertThat(CsvExport.of(FILE, annotated)).isEqualTo(CsvExport.of(FILE, workbook(name)));
        try (var opened = new XSSFWorkbook(new ByteArrayInputStream(PoiWorkbook.of(annotated)))) {
            assertThat(opened.getSheetName(0)).isEqualTo(findings.isEmpty() ? "Probe" : "Findings");
        }
    }
}
