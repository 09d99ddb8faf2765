package io.tenure.workbook;

import static io.tenure.workbook.RawWorkbook.changedParts;
import static io.tenure.workbook.RawWorkbook.parts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tenure.finding.Checked;
import io.tenure.finding.Finding;
import io.tenure.finding.FindingCollector;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.poi.ss.util.CellAddress;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkbookEditorTest {
    private static final Path STAGE = Path.of("decision-tables/stage.xlsx");
    private static final String FORMULAS = """
            <dimension ref="A1:C4"/><sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1"><f>A3*2</f><v>6</v></c></row>
            <row r="2"><c r="A2"><v>2</v></c><c r="B2"><f t="shared" ref="B2:B4" si="0">A2+A$1</f><v>3</v></c></row>
            <row r="3"><c r="A3"><v>3</v></c><c r="B3"><f t="shared" si="0"/><v>4</v></c></row>
            <row r="4"><c r="A4"><v>4</v></c><c r="B4"><f t="shared" si="0"/><v>5</v></c><c r="C4"><f>SUM(A2:A4)</f><v>9</v></c></row>
            </sheetData><mergeCells count="1"><mergeCell ref="D3:E3"/></mergeCells>\
            <dataValidations count="1"><dataValidation sqref="A2:A9"><formula1>"1,2"</formula1></dataValidation></dataValidations>""";

    private static byte[] edited(byte[] workbook, SheetEdit... edits) {
        return WorkbookEditor.apply("x.xlsx", workbook, List.of(edits)).orElseThrow();
    }

    private static Sheet sheet(byte[] workbook, String name) {
        return WorkbookReader.read("x.xlsx", workbook, new FindingCollector()).orElseThrow().stream()
                .filter(sheet -> sheet.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static SheetEdit set(int row, int column, Cell value) {
        return new SheetEdit.SetCell("Stage", row, column, value);
    }

    @Test
    void changesACellAndNothingElse() throws IOException {
        var before = Files.readAllBytes(STAGE);

        var after = edited(before, set(12, 3, Cell.Number.of(2)));

        assertThat(changedParts(before, after)).containsExactly("xl/worksheets/sheet2.xml");
        var old = new String(parts(before).get("xl/worksheets/sheet2.xml"));
        assertThat(new String(parts(after).get("xl/worksheets/sheet2.xml")))
                .isEqualTo(old.replace(
                        "<c r=\"C12\" t=\"n\" s=\"15\"><v>0.0</v></c>", "<c s=\"15\" r=\"C12\"><v>2</v></c>"));
        assertThat(sheet(after, "Stage").at(12, 3)).isEqualTo(Cell.Number.of(2));
    }

    @Test
    void writesEveryKindOfContentSoThatItReadsBack() throws IOException {
        var values = List.of(
                new Cell.Text(" <a & \"b\"> _x0041_\n稳定期 \u0007 𝟘 "),
                new Cell.Number(0.125, true, false, false),
                Cell.Number.of(LocalDate.of(2026, 6, 30)),
                new Cell.Number(46203.75, false, true, false),
                new Cell.Number(-1.5e-7, false, false, false),
                new Cell.Bool(true),
                new Cell.ErrorCell("#NAME?", "NOSUCH(A1)"),
                new Cell.FormulaWithoutValue("A1&\"x\""),
                Cell.Empty.INSTANCE);
        var edits = new ArrayList<SheetEdit>();
        for (var i = 0; i < values.size(); i++) {
            edits.add(set(40, 3 + i, values.get(i)));
            edits.add(set(12, 3 + i, values.get(i)));
        }

        var after = edited(Files.readAllBytes(STAGE), edits.toArray(SheetEdit[]::new));

        for (var i = 0; i < values.size(); i++) {
            assertThat(sheet(after, "Stage").at(40, 3 + i)).isEqualTo(values.get(i));
            assertThat(sheet(after, "Stage").at(12, 3 + i)).isEqualTo(values.get(i));
        }
        try (var poi = new XSSFWorkbook(new ByteArrayInputStream(after))) {
            var cell = poi.getSheet("Stage").getRow(11).getCell(3);
            assertThat(cell.getCellStyle().getDataFormatString()).isEqualTo("0.00%");
            assertThat(cell.getCellStyle().getFillForegroundColorColor())
                    .isEqualTo(poi.getSheet("Stage")
                            .getRow(12)
                            .getCell(3)
                            .getCellStyle()
                            .getFillForegroundColorColor());
        }
    }

    @Test
    void insertsCopiesMovesAndDeletesRowsWithNotesAndDropDowns() throws IOException {
        var before = Files.readAllBytes(STAGE);
        var old = sheet(before, "Stage");

        var after = edited(
                before,
                new SheetEdit.InsertRow("Stage", 5, 0),
                new SheetEdit.CopyRow("Stage", 12, 13),
                new SheetEdit.MoveRow("Stage", 15, 11),
                new SheetEdit.DeleteRow("Stage", 16));

        var now = sheet(after, "Stage");
        assertThat(now.rows().get(6)).isNull();
        assertThat(now.rows().get(11)).isEqualTo(old.rows().get(10));
        assertThat(now.rows().get(12)).isEqualTo(old.rows().get(13));
        assertThat(now.rows().get(13)).isEqualTo(old.rows().get(11));
        assertThat(now.rows().get(14)).isEqualTo(old.rows().get(12));
        assertThat(now.rows().get(15)).isEqualTo(old.rows().get(11));
        assertThat(now.rows().get(16)).isEqualTo(old.rows().get(15));
        assertThat(now.lastRow()).isEqualTo(old.lastRow() + 1);
        try (var poi = new XSSFWorkbook(new ByteArrayInputStream(after))) {
            var sheet = poi.getSheet("Stage");
            assertThat(sheet.getCellComment(new CellAddress("A11")).getString().getString())
                    .startsWith("The row's name");
            assertThat(sheet.getCellComment(new CellAddress("A10"))).isNull();
            assertThat(sheet.getDataValidations()
                            .getFirst()
                            .getRegions()
                            .getCellRangeAddress(0)
                            .formatAsString())
                    .endsWith("237")
                    .contains("12:");
            assertThat(sheet.getRow(14).getCell(2).getCellStyle().getIndex())
                    .isEqualTo(sheet.getRow(13).getCell(2).getCellStyle().getIndex());
            assertThat(poi.getAllNames().getFirst().getRefersToFormula()).isEqualTo("Stage!$11:$11");
        }
    }

    @Test
    void hasFormulasFollowTheirCells() {
        var after = edited(
                RawWorkbook.ofSheet(FORMULAS).bytes(),
                new SheetEdit.InsertRow("S", 2, 2),
                new SheetEdit.DeleteRow("S", 2));

        var xml = xml(after);
        assertThat(xml)
                .contains("<c r=\"B1\"><f>A3*2</f>")
                .contains("<row r=\"2\"><c r=\"A2\"/><c r=\"B2\"/></row>")
                .contains("<c r=\"B3\"><f>A3+A$1</f><v>4</v></c>")
                .contains("<c r=\"C4\"><f>SUM(A2:A4)</f>")
                .contains("<mergeCell ref=\"D3:E3\"/>")
                .contains("sqref=\"A2:A9\"")
                .contains("<f>A4+A$1</f>");
    }

    @Test
    void marksFormulasForCalculationAndAFormulaOfADeletedCellAsWrong() throws IOException {
        var after = edited(RawWorkbook.ofSheet(FORMULAS).bytes(), new SheetEdit.DeleteRow("S", 3));

        assertThat(xml(after))
                .contains("<c r=\"B1\"><f>#REF!*2</f>")
                .contains("SUM(A2:A3)")
                .doesNotContain("mergeCell");
        assertThat(new String(parts(after).get("xl/workbook.xml")))
                .contains("</sheets><calcPr fullCalcOnLoad=\"1\"/></workbook>");
    }

    @Test
    void copiesFormulasAsFarFromTheirCellsAsTheOriginal() {
        var after = edited(RawWorkbook.ofSheet(FORMULAS).bytes(), new SheetEdit.CopyRow("S", 3, 1));

        assertThat(xml(after))
                .contains("<row r=\"2\"><c r=\"A2\"><v>3</v></c><c r=\"B2\"><f>A2+A$1</f><v>4</v></c></row>")
                .contains("<c r=\"B4\"><f>A4+A$1</f>")
                .contains("<c r=\"B1\"><f>A4*2</f>");
    }

    @Test
    void tellsTheFormulasOfARowAlsoThoseThatRepeatAnother() {
        var workbook = RawWorkbook.ofSheet(FORMULAS).bytes();

        assertThat(WorkbookEditor.formulas(workbook, "S", 4))
                .containsExactlyInAnyOrderEntriesOf(Map.of(2, "A4+A$1", 3, "SUM(A2:A4)"));
        assertThat(WorkbookEditor.formulas(workbook, "S", 9)).isEmpty();
        assertThat(WorkbookEditor.formulas(workbook, "T", 4)).isEmpty();
        assertThat(WorkbookEditor.formulas(new byte[] {1}, "S", 4)).isEmpty();
    }

    private static String xml(byte[] workbook) {
        return new String(parts(workbook).get("xl/worksheets/sheet1.xml"));
    }

    @Test
    void rewritesReferencesOnly() {
        var order = new RowOrder(9);
        order.insert(2, 0);
        var shift = order.shift();

        assertThat(FormulaRewriter.shifted(
                        "IF(A5=\"A5\",LOG10(B5),'It''s'!A5)+$A$5+Prices[A5]+S!C3:C4+Other!A5+5:6+A2", shift, "S", true))
                .isEqualTo("IF(A6=\"A5\",LOG10(B6),'It''s'!A5)+$A$6+Prices[A5]+S!C4:C5+Other!A5+6:7+A2");
        assertThat(FormulaRewriter.shifted("A5+'s'!A5+A:A+Jan1:Mar1!A5", shift, "S", false))
                .isEqualTo("A5+'s'!A6+A:A+Jan1:Mar1!A5");
    }

    @Test
    void editsSheetsInWhateverFormTheyAreWritten() {
        var bare = RawWorkbook.ofRows("<row><c><v>1</v></c></row><row><c t=\"b\"><v>1</v></c></row>");
        var empty = RawWorkbook.ofSheet("<sheetData/>");

        assertThat(sheet(edited(bare.bytes(), new SheetEdit.InsertRow("S", 1, 1), set("S", 2, 2, "2")), "S")
                        .rows())
                .hasToString(
                        "{1={1=Number[value=1.0, percent=false, date=false, system1904=false]}, 2={2=Text[text=2]}, "
                                + "3={1=Bool[value=true]}}");
        assertThat(sheet(
                                edited(
                                        RawWorkbook.ofRows("<row/><row/><row><c><v>3</v></c></row>")
                                                .bytes(),
                                        new SheetEdit.DeleteRow("S", 2),
                                        new SheetEdit.InsertRow("S", 1, 0)),
                                "S")
                        .at(3, 1))
                .isEqualTo(Cell.Number.of(3));
        assertThat(sheet(edited(empty.bytes(), set("S", 3, 2, "x")), "S").at(3, 2))
                .isEqualTo(new Cell.Text("x"));
        assertThat(sheet(edited(bare.strict().bytes(), set("S", 1, 1, "x")), "S")
                        .at(1, 1))
                .isEqualTo(new Cell.Text("x"));
    }

    private static SheetEdit set(String sheet, int row, int column, String text) {
        return new SheetEdit.SetCell(sheet, row, column, new Cell.Text(text));
    }

    @Test
    void namesEveryEditThatCannotBeMadeAndMakesNone() {
        var result = WorkbookEditor.apply(
                "x.xlsx",
                RawWorkbook.ofRows("").bytes(),
                List.of(
                        set("T", 1, 1, "x"),
                        set("S", 0, 1, "x"),
                        new SheetEdit.DeleteRow("S", 50_001),
                        set("S", 1, 1, "x".repeat(32_768))));

        assertThat(result.findings().stream().map(Finding::code))
                .containsExactly("outside-sheet", "too-long", "no-such-sheet");
        assertThat(result).isInstanceOf(Checked.Invalid.class);
    }

    @Test
    void libreOfficeOpensTheResult(@TempDir Path folder) throws IOException, InterruptedException {
        var program = Path.of("/usr/bin/libreoffice");
        assumeTrue(Files.isExecutable(program), "LibreOffice is not installed here, so it opens nothing");
        var file = Files.write(
                folder.resolve("stage.xlsx"),
                edited(
                        Files.readAllBytes(STAGE),
                        new SheetEdit.DeleteRow("About", 2),
                        new SheetEdit.InsertRow("Stage", 12, 12),
                        set(13, 1, new Cell.Text("新行")),
                        set(13, 3, new Cell.Number(0.25, true, false, false))));

        var process = new ProcessBuilder(
                        program.toString(),
                        "-env:UserInstallation=" + folder.resolve("profile").toUri(),
                        "--headless",
                        "--convert-to",
                        "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,2",
                        "--outdir",
                        folder.toString(),
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();

        assertThat(Files.readAllLines(folder.resolve("stage-Stage.csv")).get(12))
                .startsWith("新行,,25%,");
    }
}
