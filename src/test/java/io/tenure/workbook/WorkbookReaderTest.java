package io.tenure.workbook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tenure.bundle.Workbooks;
import io.tenure.finding.Address;
import io.tenure.finding.Finding;
import io.tenure.finding.FindingCollector;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.ss.util.CellRangeAddress;
import org.junit.jupiter.api.Test;

class WorkbookReaderTest {
    private final FindingCollector findings = new FindingCollector();

    private List<Sheet> read(byte[] bytes) {
        return WorkbookReader.read("decision-tables/x.xlsx", bytes, findings).orElse(List.of());
    }

    private void assertRejected(byte[] bytes, String code) {
        assertThat(read(bytes)).isEmpty();
        assertThat(findings.sorted()).singleElement().satisfies(f -> {
            assertThat(f.code()).isEqualTo(code);
            assertThat(f.address()).isEqualTo(Address.file("decision-tables/x.xlsx"));
        });
    }

    @Test
    void readsCellsByTheirOwnTypes() {
        var sheet = read(Workbooks.of("S", """
                text | 12.5 | 25% | 2026-06-30 | TRUE | '5 |
                """)).getFirst();

        assertThat(sheet.at(1, 1)).isEqualTo(new Cell.Text("text"));
        assertThat(sheet.at(1, 2)).isEqualTo(Cell.Number.of(12.5));
        assertThat(sheet.at(1, 3)).isEqualTo(new Cell.Number(0.25, true, false, false));
        assertThat(sheet.at(1, 4)).isInstanceOfSatisfying(Cell.Number.class, n -> {
            assertThat(n.date()).isTrue();
            assertThat(n.day()).isEqualTo(LocalDate.of(2026, 6, 30));
        });
        assertThat(sheet.at(1, 5)).isEqualTo(new Cell.Bool(true));
        assertThat(sheet.at(1, 6)).isEqualTo(new Cell.Text("5"));
        assertThat(sheet.at(1, 7)).isEqualTo(Cell.Empty.INSTANCE);
        assertThat(sheet.at(99, 99)).isEqualTo(Cell.Empty.INSTANCE);
    }

    @Test
    void readsDaysOfBothCalendars() {
        for (var system1904 : List.of(false, true)) {
            var bytes = Workbooks.create()
                    .with(book -> book.getCTWorkbook().getWorkbookPr().setDate1904(system1904))
                    .sheet("S", "2026-06-30 | 2024-02-29 | 1999-12-31")
                    .bytes();
            var sheet = read(bytes).getFirst();

            assertThat(sheet.at(1, 1).raw()).isEqualTo("2026-06-30");
            assertThat(sheet.at(1, 2).raw()).isEqualTo("2024-02-29");
            assertThat(sheet.at(1, 3).raw()).isEqualTo("1999-12-31");
        }
    }

    @Test
    void tellsDatesAndPercentagesFromOtherFormats() {
        var formats = List.of("#,##0.00 \"days\"", "[Red]0.0", "0.00E+00", "\\d0", "yyyy\"年\"m\"月\"d\"日\"", "0.0%");
        var bytes = Workbooks.create()
                .sheet("S", "46203 | 46203 | 46203 | 46203 | 46203 | 46203", sheet -> {
                    for (var i = 0; i < formats.size(); i++) {
                        var style = sheet.getWorkbook().createCellStyle();
                        style.setDataFormat(
                                sheet.getWorkbook().createDataFormat().getFormat(formats.get(i)));
                        sheet.getRow(0).getCell(i).setCellStyle(style);
                    }
                })
                .bytes();
        var sheet = read(bytes).getFirst();

        assertThat(List.of(1, 2, 3, 4, 5, 6))
                .extracting(c -> sheet.at(1, c).raw())
                .containsExactly("46203", "46203", "46203", "46203", "2026-06-30", "4620300%");
    }

    @Test
    void readsFormulasByTheirStoredResults() {
        var bytes = Workbooks.create()
                .sheet("S", "=1+1 | =1/0 | =1+2", sheet -> {
                    var evaluator = sheet.getWorkbook().getCreationHelper().createFormulaEvaluator();
                    evaluator.evaluateFormulaCell(sheet.getRow(0).getCell(0));
                    evaluator.evaluateFormulaCell(sheet.getRow(0).getCell(1));
                })
                .bytes();
        var sheet = read(bytes).getFirst();

        assertThat(sheet.at(1, 1)).isEqualTo(Cell.Number.of(2));
        assertThat(sheet.at(1, 2)).isEqualTo(new Cell.ErrorCell("#DIV/0!", "1/0"));
        assertThat(sheet.at(1, 3)).isEqualTo(new Cell.FormulaWithoutValue("1+2"));
    }

    @Test
    void seesWhatIsHiddenAndWhatIsMerged() {
        var bytes = Workbooks.create()
                .sheet("Shown", "a | b\nc | d\ne | f", sheet -> {
                    sheet.getRow(1).setZeroHeight(true);
                    sheet.setColumnHidden(1, true);
                    sheet.addMergedRegion(new CellRangeAddress(1, 2, 0, 1));
                })
                .sheet("Hidden", "a")
                .with(book -> book.setSheetHidden(1, true))
                .bytes();
        var sheets = read(bytes);

        assertThat(sheets)
                .extracting(Sheet::name, Sheet::hidden)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("Shown", false),
                        org.assertj.core.groups.Tuple.tuple("Hidden", true));
        assertThat(sheets.getFirst().hiddenRows()).containsExactly(2);
        assertThat(sheets.getFirst().hiddenColumns()).containsExactly(2);
        assertThat(sheets.getFirst().mergedRanges()).containsExactly(new Sheet.MergedRange(2, 1, 3, 2));
    }

    @Test
    void readsABundledWorkbookTheSameAfterLibreOfficeSavedIt() throws IOException {
        byte[] ours = Files.readAllBytes(Path.of("decision-tables/stage.xlsx"));
        try (var in = getClass().getResourceAsStream("/cases/ruleset/stage-saved-by-libreoffice.xlsx")) {
            assertThat(CsvExport.of("stage.xlsx", in.readAllBytes()))
                    .isEqualTo(CsvExport.of("stage.xlsx", ours))
                    .hasEntrySatisfying(
                            "stage.Stage.csv", text -> assertThat(text).contains("ST1,TRUE,"));
        }
    }

    @Test
    void readsAWorkbookWrittenByLibreOffice() throws IOException {
        try (var in = getClass().getResourceAsStream("/cases/ruleset/libreoffice.xlsx")) {
            var sheet = read(in.readAllBytes()).getFirst();

            assertThat(CsvExport.text(sheet)).isEqualTo("""
                    RuleSet,io.tenure
                    Phase,stage
                    HitPolicy,FIRST

                    RuleTable Small
                    NAME,CONDITION,CONDITION,ACTION

                    ,purchaseCount,volumeGrowth,stage
                    Row,Purchases,Growth,Stage
                    A,0,-,PROSPECT
                    B,>= 5,<= -50%,DECLINE
                    C,,0.25,FORMATION
                    """);
        }
    }

    @Test
    void rejectsAnOldWorkbookUnderTheNewName() throws IOException {
        var out = new ByteArrayOutputStream();
        try (var old = new HSSFWorkbook()) {
            old.createSheet("S").createRow(0).createCell(0).setCellValue("a");
            old.write(out);
        }
        assertRejected(out.toByteArray(), "old-or-encrypted-workbook");
    }

    @Test
    void rejectsWhatIsNoWorkbook() throws IOException {
        assertRejected("name,value\n".getBytes(UTF_8), "not-a-workbook");
    }

    @Test
    void rejectsAnEmptyFile() {
        assertRejected(new byte[0], "not-a-workbook");
    }

    @Test
    void rejectsAZipThatIsNoWorkbook() throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("readme.txt"));
            zip.write("hello".getBytes(UTF_8));
        }
        assertRejected(out.toByteArray(), "not-a-workbook");
    }

    @Test
    void rejectsATruncatedWorkbook() {
        var whole = Workbooks.of("S", "a | b");

        assertRejected(Arrays.copyOf(whole, whole.length / 2), "not-a-workbook");
    }

    @Test
    void neverThrowsWhateverBytesAreDamaged() {
        var whole = Workbooks.of("S", "RuleTable T | 1 | 25% | 2026-06-30\n=1+1 | TRUE");
        var random = new Random(7);
        for (var i = 0; i < 300; i++) {
            var damaged = whole.clone();
            for (var n = 0; n < 1 + i % 8; n++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            var found = new FindingCollector();
            var read = WorkbookReader.read("x.xlsx", damaged, found);
            assertThat(read.isEmpty()).isEqualTo(found.sorted().size() == 1);
        }
    }

    @Test
    void rejectsMoreRowsAndColumnsThanItsLimits() throws IOException {
        assertRejected(
                with(Workbooks.of("S", "a"), "xl/worksheets/sheet1.xml", xml -> xml.replace("r=\"A1\"", "r=\"ZZZ1\"")),
                "too-large");
        var rows = new FindingCollector();
        WorkbookReader.read(
                "x.xlsx",
                with(Workbooks.of("S", "a"), "xl/worksheets/sheet1.xml", xml -> xml.replace("r=\"1\"", "r=\"60000\"")),
                rows);
        assertThat(rows.sorted()).extracting(Finding::code).containsExactly("too-large");
    }

    @Test
    void rejectsAFileThatUnpacksToTooMuch() throws IOException {
        var blanks = " ".repeat(1 << 20);
        var huge = with(Workbooks.of("S", "a"), "xl/worksheets/sheet1.xml", xml -> xml + blanks.repeat(100));

        assertThat(huge.length).isLessThan(1 << 20);
        assertRejected(huge, "too-large");
    }

    @Test
    void rejectsATextNumberThatTheWorkbookDoesNotHold() throws IOException {
        var lost = with(
                Workbooks.of("S", "a"),
                "xl/worksheets/sheet1.xml",
                xml -> xml.replace("<v>0</v>", "<v>2000000000</v>"));

        assertRejected(lost, "not-a-workbook");
    }

    @Test
    void fetchesNothingFromOutsideTheFile() throws IOException {
        var secret = with(
                Workbooks.of("S", "a"),
                "xl/sharedStrings.xml",
                xml -> xml.replaceFirst("<sst", "<!DOCTYPE sst [<!ENTITY e SYSTEM \"file:///etc/hostname\">]><sst")
                        .replace(">a<", ">&e;<"));

        assertRejected(secret, "not-a-workbook");
    }

    /// The workbook with one of its parts changed.
    private static byte[] with(byte[] workbook, String part, UnaryOperator<String> change) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var in = new ZipInputStream(new ByteArrayInputStream(workbook));
                var zip = new ZipOutputStream(out)) {
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                var content = in.readAllBytes();
                zip.putNextEntry(new ZipEntry(entry.getName()));
                if (entry.getName().equals(part)) {
                    var before = new String(content, UTF_8);
                    var after = change.apply(before);
                    assertThat(after).isNotEqualTo(before);
                    content = after.getBytes(UTF_8);
                }
                zip.write(content);
            }
        }
        return out.toByteArray();
    }
}
