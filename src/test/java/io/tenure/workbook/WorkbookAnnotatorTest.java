package io.tenure.workbook;

import static io.tenure.workbook.RawWorkbook.parts;
import static org.assertj.core.api.Assertions.assertThat;

import io.tenure.finding.Address;
import io.tenure.finding.Finding;
import io.tenure.text.Text;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.poi.ss.usermodel.BuiltinFormats;
import org.apache.poi.ss.usermodel.FillPatternType;
import org.apache.poi.ss.usermodel.IndexedColors;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.ss.util.CellAddress;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.ss.util.CellRangeAddressList;
import org.apache.poi.xddf.usermodel.chart.AxisPosition;
import org.apache.poi.xddf.usermodel.chart.ChartTypes;
import org.apache.poi.xddf.usermodel.chart.XDDFDataSourcesFactory;
import org.apache.poi.xssf.usermodel.XSSFClientAnchor;
import org.apache.poi.xssf.usermodel.XSSFComment;
import org.apache.poi.xssf.usermodel.XSSFRichTextString;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;

class WorkbookAnnotatorTest {
    private static final String FILE = "decision-tables/rich.xlsx";
    private static final byte[] PICTURE = Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    private static final List<Finding> FINDINGS = List.of(
            finding(Finding.Severity.ERROR, "unknown-code", 2, 2, "STABEL"),
            finding(Finding.Severity.WARNING, "overlap", 2, 2, "STABEL"),
            finding(Finding.Severity.WARNING, "odd", 3, 1, "odd"),
            finding(Finding.Severity.NOTE, "worth-knowing", 9, 9, ""),
            finding(Finding.Severity.NOTE, "row", 3, 0, ""),
            new Finding(
                    Finding.Severity.ERROR,
                    "whole",
                    Address.file(FILE),
                    "",
                    Text.of("The whole file is odd.", "整个文件有问题。"),
                    Text.of("Look at it.", "请检查。")));

    private static Finding finding(Finding.Severity severity, String code, int row, int column, String content) {
        return new Finding(
                severity,
                code,
                new Address(FILE, "Rich", row, column),
                content,
                Text.of("This is " + code + ".", "这里是" + code + "。"),
                Text.of("Mend " + code + ".", "请修改" + code + "。"));
    }

    // --- What is added ----------------------------------------------------------------------------------

    @Test
    void writesFindingsAsCommentsInTheReadersLanguage() throws IOException {
        try (var english = annotated(rich(), Locale.ENGLISH);
                var chinese = annotated(rich(), Locale.SIMPLIFIED_CHINESE)) {
            assertThat(comment(english.getSheet("Rich"), "A3").getString().getString())
                    .contains("Warning: This is odd.", "Mend odd.", "Note: This is row.")
                    .doesNotContain("Error");
            assertThat(comment(english.getSheet("Rich"), "I9").getString().getString())
                    .contains("Note: This is worth-knowing.");
            assertThat(comment(chinese.getSheet("Rich"), "A3").getString().getString())
                    .contains("警告: 这里是odd。", "请修改odd。");
        }
    }

    @Test
    void appendsToACommentThatIsThereAndKeepsItsFonts() throws IOException {
        try (var before = open(rich());
                var after = annotated(rich(), Locale.ENGLISH)) {
            var old = comment(before.getSheet("Rich"), "B2").getString();
            var text = comment(after.getSheet("Rich"), "B2").getString();

            assertThat(text.getString())
                    .startsWith(old.getString() + "\n\n")
                    .containsSubsequence("Error: This is unknown-code.", "Warning: This is overlap.");
            assertThat(text.getFontOfFormattingRun(0).getBold()).isTrue();
            assertThat(comment(after.getSheet("Rich"), "B2").getAuthor()).isEqualTo("Ms Chen");
        }
    }

    @Test
    void colorsEachCellByItsHeaviestFinding() throws IOException {
        try (var workbook = annotated(rich(), Locale.ENGLISH)) {
            assertThat(colours(workbook.getSheet("Rich")))
                    .containsOnly(
                            Map.entry("B2", "FFF4B6B6"), Map.entry("A3", "FFFFDD99"), Map.entry("I9", "FFBFDDF7"));
        }
    }

    @Test
    void listsAllFindingsOnAFirstSheetWithLinks() throws IOException {
        try (var workbook = annotated(rich(), Locale.ENGLISH)) {
            var list = workbook.getSheetAt(0);
            assertThat(list.getSheetName()).isEqualTo("Findings");
            assertThat(workbook.getActiveSheetIndex()).isZero();
            var rows = new ArrayList<String>();
            for (int r = 3; r <= list.getLastRowNum(); r++) {
                var link = list.getRow(r).getCell(1).getHyperlink();
                rows.add(list.getRow(r).getCell(0) + " " + list.getRow(r).getCell(5) + " "
                        + (link == null ? "" : link.getLocation()));
            }
            assertThat(rows)
                    .containsExactly(
                            "Error whole ",
                            "Error unknown-code 'Rich'!B2",
                            "Warning overlap 'Rich'!B2",
                            "Note row 'Rich'!A3",
                            "Warning odd 'Rich'!A3",
                            "Note worth-knowing 'Rich'!I9");
        }
    }

    // --- What stays -------------------------------------------------------------------------------------

    @Test
    void leavesEverythingElseAsItWas() throws IOException {
        var before = rich();
        var after = WorkbookAnnotator.annotate(before, FINDINGS, Locale.ENGLISH);

        assertThat(picture(after)).isEqualTo(picture(before));
        // What nobody looks into here, such as pictures and diagrams, is the same to the byte.
        var parts = parts(after);
        parts(before).forEach((name, content) -> {
            if (name.matches("xl/(media|charts|theme|embeddings)/.*")) {
                assertThat(parts).containsKey(name);
                assertThat(parts.get(name)).as(name).isEqualTo(content);
            }
        });
        assertThat(parts.keySet()).containsAll(parts(before).keySet());
        assertThat(parts.keySet()).anyMatch(n -> n.startsWith("xl/media/")).anyMatch(n -> n.startsWith("xl/charts/"));
    }

    @Test
    void leavesBundledWorkbooksAsTheyWere() throws IOException {
        for (var name : List.of("stage", "settings", "actions")) {
            var path = "decision-tables/" + name + ".xlsx";
            var before = Files.readAllBytes(Path.of(path));
            String sheet;
            try (var workbook = open(before)) {
                sheet = workbook.getSheetName(1);
            }
            var findings = List.of(
                    Finding.error("x", new Address(path, sheet, 9, 2), "", Text.same("wrong"), Text.same("mend")));
            var after = WorkbookAnnotator.annotate(before, findings, Locale.ENGLISH);

            assertThat(picture(after)).isEqualTo(picture(before));
            assertThat(parts(after).keySet()).containsAll(parts(before).keySet());
        }
    }

    @Test
    void annotatesAWorkbookOfLibreOffice() throws IOException {
        var before = Files.readAllBytes(Path.of("src/test/resources/cases/ruleset/libreoffice.xlsx"));
        var sheet = CsvExport.of("x.xlsx", before).keySet().iterator().next().replaceAll("^x\\.|\\.csv$", "");
        var after = WorkbookAnnotator.annotate(
                before,
                List.of(Finding.error("x", new Address("x.xlsx", sheet, 2, 2), "", Text.same("wrong"), Text.same("m"))),
                Locale.ENGLISH);

        assertThat(picture(after)).isEqualTo(picture(before));
        try (var workbook = open(after)) {
            assertThat(comment(workbook.getSheet(sheet), "B2").getString().getString())
                    .contains("wrong");
        }
    }

    @Test
    void replacesAnEarlierAnnotation() throws IOException {
        var once = WorkbookAnnotator.annotate(rich(), FINDINGS, Locale.SIMPLIFIED_CHINESE);
        var other = List.of(finding(Finding.Severity.NOTE, "new", 3, 2, ""));
        var twice = WorkbookAnnotator.annotate(once, other, Locale.ENGLISH);
        var never = WorkbookAnnotator.annotate(twice, List.of(), Locale.ENGLISH);

        assertThat(picture(never)).isEqualTo(picture(rich()));
        try (var workbook = open(twice);
                var clean = open(never)) {
            assertThat(workbook.getNumberOfSheets()).isEqualTo(3);
            assertThat(workbook.getSheet("Rich").getCellComments().keySet())
                    .containsExactlyInAnyOrder(new CellAddress("B2"), new CellAddress("B3"));
            assertThat(colours(workbook.getSheet("Rich"))).containsOnly(Map.entry("B3", "FFBFDDF7"));
            assertThat(clean.getNumberOfSheets()).isEqualTo(2);
            assertThat(comment(clean.getSheet("Rich"), "B2")
                            .getString()
                            .getFontOfFormattingRun(0)
                            .getBold())
                    .isTrue();
        }
        var again = WorkbookAnnotator.annotate(
                WorkbookAnnotator.annotate(once, FINDINGS, Locale.ENGLISH), FINDINGS, Locale.ENGLISH);
        assertThat(annotation(again))
                .isEqualTo(annotation(WorkbookAnnotator.annotate(rich(), FINDINGS, Locale.ENGLISH)));
    }

    @Test
    void keepsASheetOfTheSameNameThatIsNotItsOwn() throws IOException {
        try (var workbook = open(rich());
                var out = new ByteArrayOutputStream()) {
            workbook.createSheet("Findings").createRow(0).createCell(0).setCellValue("mine");
            workbook.write(out);
            try (var after = open(WorkbookAnnotator.annotate(
                    WorkbookAnnotator.annotate(out.toByteArray(), FINDINGS, Locale.ENGLISH),
                    FINDINGS,
                    Locale.ENGLISH))) {
                assertThat(after.getNumberOfSheets()).isEqualTo(4);
                assertThat(after.getSheet("Findings").getRow(0).getCell(0)).hasToString("mine");
                assertThat(after.getSheetAt(0).getRow(0).getCell(0)).hasToString("Tenure findings in this workbook");
            }
        }
    }

    @Test
    void readersLeaveTheSheetOfFindingsOut() throws IOException {
        var chinese = WorkbookAnnotator.annotate(rich(), FINDINGS, Locale.SIMPLIFIED_CHINESE);

        assertThat(CsvExport.of("x.xlsx", chinese)).isEqualTo(CsvExport.of("x.xlsx", rich()));
        try (var workbook = open(chinese);
                var out = new ByteArrayOutputStream()) {
            workbook.setSheetName(0, "Something else");
            workbook.getSheetAt(0).getRow(0).getCell(0).setCellValue("mine");
            workbook.setSheetOrder("Something else", 2);
            workbook.write(out);
            assertThat(CsvExport.of("x.xlsx", out.toByteArray())).isEqualTo(CsvExport.of("x.xlsx", rich()));
        }
    }

    @Test
    void givesBackWhatCannotBeReadAsItIs() {
        var bytes = new byte[] {1, 2, 3};

        assertThat(WorkbookAnnotator.annotate(bytes, FINDINGS, Locale.ENGLISH)).isEqualTo(bytes);
    }

    // --- A workbook with a bit of everything ------------------------------------------------------------

    private static byte[] rich() throws IOException {
        try (var workbook = new XSSFWorkbook();
                var out = new ByteArrayOutputStream()) {
            var sheet = workbook.createSheet("Rich");
            for (int r = 0; r < 6; r++) {
                var row = sheet.createRow(r);
                for (int c = 0; c < 4; c++) {
                    row.createCell(c).setCellValue(r * 10 + c);
                }
            }
            sheet.getRow(1).getCell(1).setCellValue("STABEL");
            sheet.getRow(2).getCell(0).setCellValue("odd");
            sheet.getRow(3).getCell(0).setCellFormula("SUM(C1:C3)");
            workbook.getCreationHelper().createFormulaEvaluator().evaluateAll();
            var style = workbook.createCellStyle();
            style.setFillForegroundColor(IndexedColors.LIGHT_GREEN.getIndex());
            style.setFillPattern(FillPatternType.SOLID_FOREGROUND);
            style.setDataFormat((short) BuiltinFormats.getBuiltinFormat("0.00%"));
            sheet.getRow(1).getCell(1).setCellStyle(style);
            sheet.getRow(2).getCell(2).setCellStyle(style);
            sheet.getRow(2).setHeightInPoints(33);
            sheet.setColumnWidth(1, 5000);
            sheet.groupRow(3, 4);
            sheet.setRowGroupCollapsed(3, true);
            sheet.groupColumn(2, 3);
            sheet.createFreezePane(1, 2);
            sheet.addMergedRegion(new CellRangeAddress(4, 5, 0, 1));
            sheet.setAutoFilter(new CellRangeAddress(0, 5, 0, 3));
            var validations = sheet.getDataValidationHelper();
            sheet.addValidationData(validations.createValidation(
                    validations.createExplicitListConstraint(new String[] {"STABLE", "DECLINE"}),
                    new CellRangeAddressList(1, 5, 1, 1)));
            var formats = sheet.getSheetConditionalFormatting();
            var rule = formats.createConditionalFormattingRule("$C1>20");
            rule.createPatternFormatting().setFillBackgroundColor(IndexedColors.YELLOW.getIndex());
            formats.addConditionalFormatting(new CellRangeAddress[] {new CellRangeAddress(0, 5, 2, 2)}, rule);
            var drawing = sheet.createDrawingPatriarch();
            var bold = workbook.createFont();
            bold.setBold(true);
            var words = new XSSFRichTextString("Ms Chen: ");
            words.applyFont(bold);
            words.append("please check");
            var comment = drawing.createCellComment(new XSSFClientAnchor(0, 0, 0, 0, 2, 1, 4, 4));
            comment.setAddress(1, 1);
            comment.setAuthor("Ms Chen");
            comment.setString(words);
            int picture = workbook.addPicture(PICTURE, Workbook.PICTURE_TYPE_PNG);
            drawing.createPicture(new XSSFClientAnchor(0, 0, 0, 0, 6, 1, 8, 4), picture);
            var chart = drawing.createChart(new XSSFClientAnchor(0, 0, 0, 0, 6, 6, 12, 16));
            var data = chart.createData(
                    ChartTypes.LINE,
                    chart.createCategoryAxis(AxisPosition.BOTTOM),
                    chart.createValueAxis(AxisPosition.LEFT));
            data.addSeries(
                    XDDFDataSourcesFactory.fromNumericCellRange(sheet, new CellRangeAddress(0, 2, 2, 2)),
                    XDDFDataSourcesFactory.fromNumericCellRange(sheet, new CellRangeAddress(0, 2, 3, 3)));
            chart.plot(data);
            var second = workbook.createSheet("Second");
            second.createRow(0).createCell(0).setCellFormula("Rich!A4*2");
            var name = workbook.createName();
            name.setNameName("limit");
            name.setRefersToFormula("Rich!$C$2");
            workbook.setPrintArea(1, "$A$1:$B$2");
            second.protectSheet("secret");
            workbook.write(out);
            return out.toByteArray();
        }
    }

    // --- Looking at workbooks ---------------------------------------------------------------------------

    private static XSSFWorkbook open(byte[] bytes) throws IOException {
        return new XSSFWorkbook(new ByteArrayInputStream(bytes));
    }

    private static XSSFWorkbook annotated(byte[] bytes, Locale locale) throws IOException {
        return open(WorkbookAnnotator.annotate(bytes, FINDINGS, locale));
    }

    private static XSSFComment comment(XSSFSheet sheet, String cell) {
        return sheet.getCellComment(new CellAddress(cell));
    }

    /// Everything in the workbook but annotations, as text.
    private static String picture(byte[] bytes) throws IOException {
        var text = new StringBuilder();
        try (var workbook = open(bytes)) {
            workbook.getAllNames().forEach(n -> {
                if (n.getNameName().equals(LayoutReader.FINDINGS_SHEET_NAME)) {
                    return;
                }
                var scope = n.getSheetIndex() < 0 ? "" : workbook.getSheetName(n.getSheetIndex());
                text.append(scope + " " + n.getNameName() + "=" + n.getRefersToFormula() + "\n");
            });
            workbook.getAllPictures().forEach(p -> text.append(p.getData().length + "\n"));
            for (var each : workbook) {
                var sheet = (XSSFSheet) each;
                if (sheet.getSheetName().startsWith("Findings")) {
                    continue;
                }
                text.append("== " + sheet.getSheetName() + "\n");
                for (var row : sheet) {
                    text.append(row.getRowNum() + " " + row.getHeight() + " " + row.getOutlineLevel() + " "
                            + row.getZeroHeight() + "\n");
                    for (var cell : row) {
                        var xf = ((org.apache.poi.xssf.usermodel.XSSFCell) cell).getCellStyle();
                        text.append(cell.getAddress() + " " + cell.getCellType() + " " + cell + " "
                                + (xf == null
                                        ? ""
                                        : xf.getDataFormatString()
                                                + xf.getFillForegroundColor()
                                                + xf.getFont().getCTFont().xmlText()
                                                + xf.getCoreXf().xmlText())
                                + "\n");
                    }
                }
                var sheetXml = sheet.getCTWorksheet();
                text.append(sheetXml.getColsList() + "\n" + sheetXml.getMergeCells() + "\n"
                        + sheetXml.getDataValidations() + "\n" + sheetXml.getAutoFilter() + "\n"
                        + sheetXml.getSheetProtection() + "\n" + sheet.getPaneInformation() + "\n"
                        + sheetXml.getSheetFormatPr() + "\n" + sheetXml.getPageSetup() + "\n"
                        + sheet.getHyperlinkList().size() + "\n");
                var pane = sheet.getPaneInformation();
                text.append(
                        pane == null ? "" : pane.getVerticalSplitLeftColumn() + "," + pane.getHorizontalSplitTopRow());
                sheetXml.getConditionalFormattingList().stream()
                        .filter(f -> !f.xmlText().contains("tenure"))
                        .forEach(f -> text.append(f.xmlText() + "\n"));
                sheet.getCellComments().forEach((address, comment) -> {
                    var words = comment.getString().getString();
                    if (!words.startsWith("──── Tenure")) {
                        text.append(address + " " + comment.getAuthor() + " "
                                + words.replaceAll("(?s)\n\n──── Tenure.*", "") + "\n");
                    }
                });
            }
        }
        return text.toString().replaceAll("org\\.[\\w.]+@[0-9a-f]+", "");
    }

    private static String annotation(byte[] bytes) throws IOException {
        try (var workbook = open(bytes)) {
            var text = new StringBuilder();
            var sheet = workbook.getSheet("Rich");
            new TreeMap<>(sheet.getCellComments())
                    .forEach((address, comment) -> text.append(address + " " + comment.getString() + " "
                            + ((XSSFClientAnchor) comment.getClientAnchor()).getRow2() + "\n"));
            workbook.getSheetAt(0).forEach(row -> row.forEach(cell -> text.append(cell + "\n")));
            return text
                    + colours(sheet).toString()
                    + workbook.getStylesSource().getCTStylesheet().getDxfs().sizeOfDxfArray();
        }
    }

    private static Map<String, String> colours(XSSFSheet sheet) {
        var colours = new TreeMap<String, String>();
        for (var format : sheet.getCTWorksheet().getConditionalFormattingList()) {
            if (format.xmlText().contains("tenure")) {
                var dxf = sheet.getWorkbook().getStylesSource().getDxfAt((int)
                        format.getCfRuleArray(0).getDxfId());
                var rgb = dxf.getFill().getPatternFill().getBgColor().getRgb();
                for (Object cell : format.getSqref()) {
                    colours.put(
                            cell.toString(),
                            java.util.HexFormat.of()
                                    .withUpperCase()
                                    .formatHex(rgb)
                                    .replaceFirst("^(?=.{6}$)", "FF"));
                }
            }
        }
        return colours;
    }
}
