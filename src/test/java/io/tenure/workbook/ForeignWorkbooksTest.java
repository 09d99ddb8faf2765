package io.tenure.workbook;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenure.finding.Finding;
import io.tenure.finding.FindingCollector;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Workbooks in the forms that other programs give them.
class ForeignWorkbooksTest {
    private static final String MERGED_AND_HIDDEN = """
            <cols><col min="3" max="4" hidden="1"/></cols><sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="2"
            hidden="1"><c r="A2"><v>2</v></c></row></sheetData><mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells>""";

    private final FindingCollector findings = new FindingCollector();

    private Sheet read(RawWorkbook workbook) {
        var sheets = WorkbookReader.read("x.xlsx", workbook.bytes(), findings);
        assertThat(findings.sorted()).isEmpty();
        return sheets.orElseThrow().getFirst();
    }

    private String refusal(RawWorkbook workbook) {
        assertThat(WorkbookReader.read("x.xlsx", workbook.bytes(), findings)).isEmpty();
        return findings.sorted().getFirst().message().en();
    }

    // --- Parts ------------------------------------------------------------------------------------------

    @ParameterizedTest
    @CsvSource({
        "xl/workbook2.xml, xl/workbook2.xml, xl/_rels/workbook2.xml.rels, worksheets/sheet1.xml",
        "xl/workbook.xml, /xl/workbook.xml, xl/_rels/workbook.xml.rels, /xl/worksheets/sheet1.xml",
        "book.xml, book.xml, _rels/book.xml.rels, xl/worksheets/sheet1.xml",
        "office/main/Book.XML, ./office/main/Book.XML, office/main/_rels/Book.XML.rels, ../../xl/worksheets/sheet1.xml",
        "xl/workbook.xml, xl\\workbook.xml, xl/_rels/workbook.xml.rels, worksheets\\sheet1.xml",
    })
    void findsPartsByTheirRelationshipsWhateverTheyAreCalled(
            String main, String target, String relationships, String sheet) {
        var read = read(RawWorkbook.ofSheet(MERGED_AND_HIDDEN)
                .renamed("xl/workbook.xml", main)
                .without("xl/_rels/workbook.xml.rels")
                .part("_rels/.rels", RawWorkbook.relationships("officeDocument", target))
                .part(relationships, RawWorkbook.relationships("worksheet", sheet)));

        assertThat(read.at(1, 1)).isEqualTo(Cell.Number.of(1));
        assertThat(read.mergedRanges()).containsExactly(new Sheet.MergedRange(1, 1, 2, 2));
        assertThat(read.hiddenColumns()).containsExactly(3, 4);
        assertThat(read.hiddenRows()).containsExactly(2);
    }

    @Test
    void findsAFormulaThatReachesOutWhateverThePartsAreCalled() {
        WorkbookReader.read(
                "x.xlsx",
                RawWorkbook.ofRows("<row><c><v>1</v></c></row><row><c/><c><f>[1]S!A1</f><v>1</v></c></row>")
                        .renamed("xl/workbook.xml", "xl/book.xml")
                        .renamed("xl/_rels/workbook.xml.rels", "xl/_rels/book.xml.rels")
                        .part("_rels/.rels", RawWorkbook.relationships("officeDocument", "xl/book.xml"))
                        .bytes(),
                findings);

        assertThat(findings.sorted()).singleElement().satisfies(f -> {
            assertThat(f.code()).isEqualTo("external-formula");
            assertThat(f.address().cell()).isEqualTo("B2");
        });
    }

    @Test
    void findsTheMainPartByItsTypeWhereTheFileNamesNone() {
        assertThat(read(RawWorkbook.ofRows("<row><c><v>1</v></c></row>").without("_rels/.rels"))
                        .at(1, 1))
                .isEqualTo(Cell.Number.of(1));
    }

    @Test
    void leavesOutAChartThatIsASheetOfItsOwn() {
        var sheets = WorkbookReader.read(
                        "x.xlsx",
                        RawWorkbook.ofRows("<row><c><v>1</v></c></row>")
                                .replacing("<sheets>", "<sheets><sheet name=\"Chart\" sheetId=\"2\" r:id=\"rId2\"/>")
                                .part(
                                        "xl/_rels/workbook.xml.rels",
                                        RawWorkbook.relationships(
                                                "worksheet",
                                                "worksheets/sheet1.xml",
                                                "chartsheet",
                                                "chartsheets/sheet1.xml"))
                                .bytes(),
                        findings)
                .orElseThrow();

        assertThat(sheets).extracting(Sheet::name).containsExactly("S");
    }

    @Test
    void namesTheSheetWhosePartIsMissing() {
        assertThat(refusal(RawWorkbook.ofRows("").without("xl/worksheets/sheet1.xml")))
                .contains("the part of sheet S is missing");
    }

    @Test
    void namesAnotherPartThatIsMissing() {
        assertThat(refusal(
                        RawWorkbook.ofRows("").sharedTexts("<si><t>x</t></si>").without("xl/texts.xml")))
                .contains("its part xl/texts.xml is missing");
    }

    @Test
    void readsCellsWithoutFormatsWhereTheirPartIsMissing() {
        assertThat(read(RawWorkbook.ofRows("<row><c s=\"3\"><v>1</v></c></row>")
                                .styles("")
                                .without("xl/looks.xml"))
                        .at(1, 1))
                .isEqualTo(Cell.Number.of(1));
    }

    @Test
    void readsPathsAsWindowsWritesThem() {
        var read = read(RawWorkbook.ofRows("<row><c><v>1</v></c></row>")
                .renamed("xl/workbook.xml", "xl\\workbook.xml")
                .renamed("xl/_rels/workbook.xml.rels", "xl\\_rels\\workbook.xml.rels")
                .renamed("xl/worksheets/sheet1.xml", "xl\\worksheets\\sheet1.xml"));

        assertThat(read.at(1, 1)).isEqualTo(Cell.Number.of(1));
    }

    @Test
    void readsStrictOpenXml() {
        var read = read(RawWorkbook.ofSheet(MERGED_AND_HIDDEN
                        .replace("<v>1</v>", "<v>46203</v>")
                        .replace("<c r=\"A1\"", "<c r=\"A1\" s=\"1\""))
                .styles("<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs>")
                .strict());

        assertThat(read.at(1, 1).raw()).isEqualTo("2026-06-30");
        assertThat(read.mergedRanges()).hasSize(1);
        assertThat(read.hiddenColumns()).containsExactly(3, 4);
    }

    // --- Rows and cells ---------------------------------------------------------------------------------

    @Test
    void countsRowsAndCellsThatHaveNoNumber() {
        var read = read(RawWorkbook.ofRows("""
                <row><c><v>1</v></c></row><row/><row hidden="1"><c/><c><v>2</v></c><c r="E3"><v>3</v></c><c><v>4</v></c></row>
                <row r="7"><c><v>5</v></c></row><row><c><v>6</v></c></row>"""));

        assertThat(CsvExport.text(read)).isEqualTo("1\n\n,2,,,3,4\n\n\n\n5\n6\n");
        assertThat(read.hiddenRows()).containsExactly(3);
    }

    @Test
    void takesTheNumberOfARowFromItsCells() {
        var read = read(RawWorkbook.ofRows(
                "<row hidden=\"true\"><c r=\"B4\"><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>"));

        assertThat(CsvExport.text(read)).isEqualTo("\n\n\n,1,2\n3\n");
        assertThat(read.hiddenRows()).containsExactly(4);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<row r='5'><c r='B7'><v>1</v></c></row> | cell B7 stands in row 5",
                "<row><c r='B7'><v>1</v></c><c r='C8'><v>1</v></c></row> | cell C8 stands in row 7",
                "<row r='5'><c r='B5'><v>1</v></c><c r='B5'><v>2</v></c></row> | cell B5 occurs twice",
                "<row r='5'><c r='B5'><v>1</v></c></row><row r='5'><c r='B5'><v>2</v></c></row> | cell B5 occurs twice",
                "<row r='5'><c r='5B'><v>1</v></c></row> | a cell has the address 5B",
                "<row r='x'/> | r is no number: x",
                "<row><c t='s'><v>3</v></c></row> | a cell refers to a text that does not exist",
                "<row><c t='s'><v>-1</v></c></row> | a cell refers to a text that does not exist",
                "<row><c t='q'><v>3</v></c></row> | a cell has the type q",
                "<row><c r='B7'><v>3</v><v>4</v></c></row> | cell B7 has two values",
                "<row><c r='B7' t='inlineStr'><is><t>3</t></is><v>4</v></c></row> | cell B7 has two values",
                "<row><c r='B7' t='b'><v>2</v></c></row> | cell B7 is neither true nor false",
                "<row><c r='B7' t='b'><v>yes</v></c></row> | cell B7 is neither true nor false",
                "<row><Choice><c r='B7'><v>3</v></c></Choice></row> | there is no Choice among rows and cells",
                "<Choice><row><c r='B7'><v>3</v></c></row></Choice> | there is no Choice among rows and cells",
            })
    void refusesCellsWhoseAddressOrContentIsUncertain(String rows, String reason) {
        assertThat(refusal(RawWorkbook.ofRows(rows.replace('\'', '"')))).contains(reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<c t='d'><v>2026-06-30</v></c> | 2026-06-30",
                "<c t='d'><v>2026-06-30T00:00:00</v></c> | 2026-06-30",
                "<c t='d'><v>2026-06-30T00:00:00.000Z</v></c> | 2026-06-30",
                "<c t='d'><v>2026-06-30T12:00:00</v></c> | 2026-06-30T12:00",
                "<c t='d'><v>1900-01-31</v></c> | 1900-01-31",
                "<c t='d'><v>last week</v></c> | last week",
                "<c t='b'><v>1</v></c> | TRUE",
                "<c t='b'><v>false</v></c> | FALSE",
                "<c t='b'><v>TRUE</v></c> | TRUE",
                "<c t='n'><is><t>7</t></is></c> | 7",
                "<c><v>5<!-- x -->6</v></c> | 56",
                "<c t='n'><v> 5 </v></c> | 5",
                "<c><v>1.5E2</v></c> | 150",
                "<c><v>1e400</v></c> | 1e400",
                "<c><v>NaN</v></c> | NaN",
                "<c t='str'><v>a_x000D_b_x005F_</v></c> | 'a\rb_'",
                "<c t='inlineStr'><is><t>STABLE</t><rPh sb='0' eb='1'><t>reading</t></rPh></is></c> | STABLE",
                "<c t='inlineStr'><is> <r> <t>STA</t> </r> <r><rPr><b/></rPr><t>BLE</t></r> </is></c> | STABLE",
                "<c t='inlineStr'><v>STABLE</v></c> | STABLE",
                "<c><v>5</v><extLst><ext><v>6</v></ext></extLst></c> | 5",
            })
    void readsEveryTypeOfCell(String cell, String content) {
        assertThat(read(RawWorkbook.ofRows("<row>" + cell.replace('\'', '"') + "</row>"))
                        .at(1, 1)
                        .raw())
                .isEqualTo(content);
    }

    @Test
    void readsSharedTextsWithoutTheirReadings() {
        var read = read(
                RawWorkbook.ofRows("<row><c t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c><c t=\"s\"><v>2</v></c></row>")
                        .sharedTexts("<si><t xml:space=\"preserve\"> a </t></si><si><r><t>ST</t></r><r><t>ABLE</t></r>"
                                + "<rPh sb=\"0\" eb=\"1\"><t>reading</t></rPh><phoneticPr fontId=\"1\"/></si><si/>"));

        assertThat(read.at(1, 1)).isEqualTo(new Cell.Text(" a "));
        assertThat(read.at(1, 2)).isEqualTo(new Cell.Text("STABLE"));
        assertThat(read.at(1, 3)).isEqualTo(Cell.Empty.INSTANCE);
    }

    // --- Formulas ---------------------------------------------------------------------------------------

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<c t='str'><f>IF(Z1=\"\",\"\",Z1)</f><v></v></c>",
                "<c t='str'><f>IF(Z1=\"\",\"\",Z1)</f><v/></c>",
                "<c t='inlineStr'><f>A2&amp;\"\"</f><is><t></t></is></c>",
                "<c t='str'><f>\"  \"</f><v>  </v></c>"
            })
    void readsAFormulaThatGivesAnEmptyTextAsEmpty(String cell) {
        assertThat(read(RawWorkbook.ofRows("<row>" + cell.replace('\'', '"') + "</row>"))
                        .at(1, 1)
                        .isEmpty())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<c><f>1+1</f></c>",
                "<c><f>1+1</f><v></v></c>",
                "<c t='str'><f>1+1</f></c>",
                "<c t='b'><f>1+1</f><v/></c>"
            })
    void seesThatAFormulaHasNoStoredResult(String cell) {
        assertThat(read(RawWorkbook.ofRows("<row>" + cell.replace('\'', '"') + "</row>"))
                        .at(1, 1))
                .isEqualTo(new Cell.FormulaWithoutValue("1+1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ATAN2(D10,E10)",
                "PARAM1!$B$2*D10",
                "LOG10(A1)",
                "Sheet1!A1",
                "'1'!A1&amp;\"[1]S!\"",
                "XFD1048576"
            })
    void readsFormulasThatAreFilledDownWhateverTheyCompute(String formula) {
        var read = read(RawWorkbook.ofRows("<row r=\"1\"><c r=\"A1\"><f t=\"shared\" ref=\"A1:A3\" si=\"0\">" + formula
                + "</f><v>5</v></c></row><row r=\"2\"><c r=\"A2\"><f t=\"shared\" si=\"0\"/><v>6</v></c></row><row"
                + " r=\"3\"><c r=\"A3\"><f t=\"shared\" si=\"0\"/></c></row>"));

        assertThat(read.at(1, 1)).isEqualTo(Cell.Number.of(5));
        assertThat(read.at(2, 1)).isEqualTo(Cell.Number.of(6));
        assertThat(read.at(3, 1)).isInstanceOf(Cell.FormulaWithoutValue.class);
    }

    @Test
    void readsHundredsOfArrayFormulasAndTablesOfResults() {
        var array =
                "<row><c r=\"A%s\"><f t=\"array\" ref=\"A%<s\">SUM(B1:B9*C1:C9)</f><v>1</v></c><c><f t=\"dataTable\""
                        + " ref=\"B1:B9\" dt2D=\"0\" dtr=\"0\" r1=\"A1\"/><v>2</v></c></row>";
        var rows = new StringBuilder();
        for (var i = 1; i <= 300; i++) {
            rows.append(array.formatted(i));
        }

        var read = read(RawWorkbook.ofRows(rows.toString()));

        assertThat(read.lastRow()).isEqualTo(300);
        assertThat(read.at(300, 2)).isEqualTo(Cell.Number.of(2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SUMPRODUCT(Prices[Qty]*Lookup!B2:B9)",
                "SUM(Prices[Qty])*Lookup!B2",
                "Prices[[#This Row],[Qty]]*Lookup!B2",
                "'Risk|Value'!A1",
                "IF(Prices[Qty]&gt;Lookup!B2,5,6)",
                "[@Qty]*Lookup!B2",
                "Prices[a|b]+Lookup!B2",
                "Prices['[odd'] name]*Lookup!A1",
                "'Call (today)'!A1",
                "SUM('Q1:Q4'!A1)",
                "\"a \"\" [1]S!\"&amp;Lookup!A1",
                "MYCALL(1)",
                "IFERROR(__xludf.DUMMYFUNCTION(\"IMPORTXML(\"\"http://x\"\")\"),5)",
                "_xlfn.XLOOKUP(A1,B:B,C:C)",
                "{1,2;3,4}",
            })
    void acceptsFormulasThatStayInside(String formula) {
        var read = read(RawWorkbook.ofRows("<row><c><f>" + formula + "</f><v>5</v></c></row>"));

        assertThat(read.at(1, 1)).isEqualTo(Cell.Number.of(5));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Prices[Qty]*[1]Lookup!B2",
                "[1]!Total",
                "SUM([2]Jan:Mar!A1)",
                "'[Book 1.xlsx]Sheet 1'!A1",
                "'file:///c:/x.ods'#$Sheet1.A1",
                "\"x\"&amp;WEBSERVICE (\"http://x\")",
                "_xlfn._xlws.PY(1,A1)",
                "_xll.Fetch(A1)",
                "CUBEVALUE(\"x\",\"y\")",
                "cmd |'/c calc'!A0",
                "C:\\dir\\[Book.xlsx]Sheet!A1",
            })
    void refusesFormulasThatReachOut(String formula) {
        WorkbookReader.read(
                "x.xlsx",
                RawWorkbook.ofRows("<row><c><f>" + formula + "</f><v>5</v></c></row>")
                        .bytes(),
                findings);

        assertThat(findings.sorted()).extracting(Finding::code).containsExactly("external-formula");
    }

    // --- Formats ----------------------------------------------------------------------------------------

    @Test
    void readsNumbersByTheirFormatsAlsoWhereTheFileLeavesTheCodeOut() {
        var codes = List.of("yyyy/m/d", "0.00%", "0\\%", "[$-804]yyyy\"年\"m\"月\"", "#,##0", "\"d\"0");
        var xml = new StringBuilder("<numFmts>");
        for (var i = 0; i < codes.size(); i++) {
            xml.append("<numFmt numFmtId=\"%s\" formatCode=\"%s\"/>"
                    .formatted(164 + i, codes.get(i).replace("\"", "&quot;")));
        }
        xml.append("</numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/>");
        var cells = new StringBuilder("<row>");
        var style = 0;
        for (var format : List.of(164, 165, 166, 167, 168, 169, 9, 10, 14, 31, 2, 49)) {
            xml.append("<xf numFmtId=\"%s\"/>".formatted(format));
            cells.append("<c s=\"%s\"><v>46203</v></c>".formatted(++style));
        }
        xml.append("</cellXfs><dxfs><dxf><numFmt numFmtId=\"2\" formatCode=\"0%\"/></dxf></dxfs>");

        var read = read(RawWorkbook.ofRows(cells + "<c><v>46203</v></c></row>").styles(xml.toString()));

        assertThat(CsvExport.text(read))
                .isEqualTo("2026-06-30,4620300%,46203,2026-06-30,46203,46203,4620300%,4620300%,2026-06-30,2026-06-30,"
                        + "46203,46203,46203\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "true"})
    void countsDaysFrom1904WhereTheWorkbookSaysSo(String flag) {
        var read = read(RawWorkbook.ofRows("<row><c s=\"1\"><v>44741</v></c><c t=\"d\"><v>2026-06-30</v></c></row>")
                .styles("<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs>")
                .replacing("<workbookPr/>", "<workbookPr date1904=\"" + flag + "\"/>"));

        assertThat(CsvExport.text(read)).isEqualTo("2026-06-30,2026-06-30\n");
    }

    // --- Layout -----------------------------------------------------------------------------------------

    @ParameterizedTest
    @CsvSource({
        "A1:B2, 1, 1, 2, 2",
        "B2:A1, 1, 1, 2, 2",
        "$A$1:$B$2, 1, 1, 2, 2",
        "A:B, 1, 1, 2147483647, 2",
        "1:2, 1, 1, 2, 1024"
    })
    void seesMergedCellsHoweverTheyAreWritten(String reference, int top, int left, int bottom, int right) {
        var read = read(RawWorkbook.ofSheet(
                "<sheetData><row><c><v>1</v></c></row></sheetData><mergeCells><mergeCell ref=\"C9\"/><mergeCell ref=\""
                        + reference + "\"/></mergeCells>"));

        assertThat(read.mergedRanges()).containsExactly(new Sheet.MergedRange(top, left, bottom, right));
    }

    @Test
    void seesWhatHasNoHeightOrWidthAsHidden() {
        var read = read(RawWorkbook.ofSheet("""
                <cols><col min="2" max="2" width="0" customWidth="1"/><col min="3" max="3" width="9" hidden="true"/><col
                min="4" max="4" width="0.5" hidden="0"/></cols><sheetData><row r="1" ht="0" customHeight="1"><c><v>1</v></c></row>
                <row r="2" hidden="true"><c><v>1</v></c></row><row r="3" ht="15" hidden="0"><c><v>1</v></c></row></sheetData>"""));

        assertThat(read.hiddenRows()).containsExactlyInAnyOrder(1, 2);
        assertThat(read.hiddenColumns()).containsExactlyInAnyOrder(2, 3);
    }

    @ParameterizedTest
    @CsvSource({"hidden, true", "veryHidden, true", "visible, false"})
    void seesHiddenSheets(String state, boolean hidden) {
        assertThat(read(RawWorkbook.ofRows("<row><c><v>1</v></c></row>")
                                .replacing("sheetId=\"1\"", "sheetId=\"1\" state=\"" + state + "\""))
                        .hidden())
                .isEqualTo(hidden);
    }

    // --- Extensions -------------------------------------------------------------------------------------

    private static String newDropDown(String formula) {
        return """
                <sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData><mc:AlternateContent
                xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="x14"><controls/>
                </mc:Choice></mc:AlternateContent><extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"
                xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"><x14:dataValidations count="1"
                xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><x14:dataValidation type="list"><x14:formula1>
                <xm:f>%s</xm:f></x14:formula1><xm:sqref>A1:A9</xm:sqref></x14:dataValidation></x14:dataValidations></ext>
                </extLst>""".formatted(formula);
    }

    @Test
    void readsDropDownsThatTakeTheirListFromAnotherSheet() {
        assertThat(read(RawWorkbook.ofSheet(newDropDown("Lists!$A$1:$A$9"))).at(1, 1))
                .isEqualTo(Cell.Number.of(1));
    }

    @Test
    void refusesSuchADropDownWhoseListIsInAnotherFile() {
        assertThat(refusal(RawWorkbook.ofSheet(newDropDown("[1]Lists!$A$1:$A$9"))))
                .contains("[1]Lists!");
        assertThat(findings.sorted().getFirst().code()).isEqualTo("external-formula");
    }

    /// The result that was stored counts, and the workbook shows another as soon as it is opened.
    @Test
    void reportsFormulasThatGiveAnotherResultEachTime() {
        WorkbookReader.read("x.xlsx", RawWorkbook.ofRows("""
                        <row><c><f>TODAY()-30</f><v>5</v></c><c><f t="shared" ref="B1:B2" si="3">1+_xlfn.RANDARRAY (1)</f><v>1</v></c>
                        <c><f>"NOW()"&amp;'RAND()'!A1&amp;KNOW(1)&amp;Prices[TODAY()]&amp;TODAY</f><v>1</v></c></row>
                        <row><c><f>if(1,now(),2)</f><v>2</v></c><c><f t="shared" si="3"/><v>1</v></c></row>""").bytes(), findings);

        assertThat(findings.sorted())
                .extracting(
                        f -> f.code() + " " + f.severity() + " " + f.address().cell() + " " + f.content())
                .containsExactlyInAnyOrder(
                        "volatile-formula WARNING A1 =TODAY()-30",
                        "volatile-formula WARNING B1 =1+_xlfn.RANDARRAY (1)",
                        "volatile-formula WARNING A2 =if(1,now(),2)",
                        "volatile-formula WARNING B2 =1+_xlfn.RANDARRAY (1)");
    }
}
