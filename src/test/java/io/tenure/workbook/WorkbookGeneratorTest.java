package io.tenure.workbook;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenure.lifecycle.Dictionary;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.DataValidation;
import org.apache.poi.ss.usermodel.DateUtil;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;

class WorkbookGeneratorTest {
    private static final String TABLE = """
            RuleSet,tenure.tables
            Phase,stage
            HitPolicy,FIRST
            Notes,Where it stands.,所处阶段。

            RuleTable Stage
            NAME,CONDITION,CONDITION,ACTION,DESCRIPTION,DESCRIPTION

            ,purchaseCount,exitIntent,stage,en,zh
            Row,Purchases,Leaves,Stage,Why,原因
            A,0,,PROSPECT,nothing yet,尚无
            B,"1, 2",TRUE,= stageWas,"says ""bye""\",再见
            """;

    private final WorkbookGenerator generator = new WorkbookGenerator(Dictionary.standard(), CodeLabels.EMPTY);

    @Test
    void givesBackEveryCellAsItWas() throws IOException {
        var odd = CsvSheet.read("odd", "Cells", """
                name,a,b,c,d
                numbers,1,-2.5,0.001,123456789
                percentages,25%,66.3%,-50%,0.5%
                days,2026-06-30,1901-01-01,2026-02-30,1899-12-31
                truths,TRUE,FALSE,true,yes
                "no numbers",007,1.50,-0,1e5
                words,> 5,= clv,-,"a, ""b""\"

                "after an empty row",中文,２５%,1.,%
                """);

        var back = GeneratedWorkbookReader.read(
                "odd", generator.generate("odd", List.of(odd)).xlsx());

        assertThat(sheet(back, "Cells").csv()).isEqualTo(odd.csv());
    }

    @Test
    void storesValuesInCellsOfTheirOwnType() throws IOException {
        try (var workbook = generate("t", "T", "name,n,p,d,b,s\nx,3,66.3%,2026-06-30,TRUE,text\n")) {
            var row = workbook.getSheet("T").getRow(1);
            assertThat(row.getCell(1).getNumericCellValue()).isEqualTo(3);
            assertThat(row.getCell(2).getNumericCellValue()).isEqualTo(.663);
            assertThat(row.getCell(2).getCellStyle().getDataFormatString()).isEqualTo("0.0%");
            assertThat(DateUtil.isCellDateFormatted(row.getCell(3))).isTrue();
            assertThat(row.getCell(4).getCellType()).isEqualTo(CellType.BOOLEAN);
            assertThat(row.getCell(5).getCellType()).isEqualTo(CellType.STRING);
        }
    }

    @Test
    void makesTheSameBytesOfTheSameCsv() {
        var twins = List.of(CsvSheet.read("stage", "Stage", TABLE));

        assertThat(generator.generate("stage", twins).xlsx())
                .isEqualTo(generator.generate("stage", twins).xlsx());
    }

    @Test
    void foldsTheTechnicalRowsAndNothingElse() throws IOException {
        try (var workbook = generate("stage", "Stage", TABLE)) {
            XSSFSheet sheet = workbook.getSheet("Stage");
            for (int r = 0; r < 9; r++) {
                assertThat(sheet.getRow(r).getZeroHeight()).as("row %d", r + 1).isTrue();
            }
            for (int r = 9; r <= 11; r++) {
                assertThat(sheet.getRow(r).getZeroHeight()).as("row %d", r + 1).isFalse();
            }
            assertThat(sheet.getPaneInformation().getHorizontalSplitTopRow()).isEqualTo((short) 10);
        }
    }

    @Test
    void explainsEveryHeadingInANote() throws IOException {
        try (var workbook = generate("stage", "Stage", TABLE)) {
            var heading = workbook.getSheet("Stage").getRow(9);
            assertThat(heading.getCell(1).getCellComment().getString().getString())
                    .contains(
                            "Distinct purchase days",
                            "Unit: orders",
                            "Range: at least 0",
                            "If unknown: stage is UNKNOWN")
                    .contains("截至基准日的购买天数");
            for (int c = 0; c < 6; c++) {
                assertThat(heading.getCell(c).getCellComment())
                        .as("column %d", c + 1)
                        .isNotNull();
            }
        }
    }

    @Test
    void offersCodesAndIsStrictOnlyWhereARowWrites() throws IOException {
        try (var workbook = generate("stage", "Stage", TABLE)) {
            var choices = workbook.getSheet("Stage").getDataValidations();
            var leaves =
                    choices.stream().filter(c -> column(c) == 2).findFirst().orElseThrow();
            var stage = choices.stream().filter(c -> column(c) == 3).findFirst().orElseThrow();

            assertThat(leaves.getShowErrorBox()).isFalse();
            assertThat(stage.getShowErrorBox()).isTrue();
            assertThat(stage.getValidationConstraint().getExplicitListValues())
                    .contains("STABLE", "DECLINE", "= stageWas");
        }
    }

    @Test
    void saysOnTheFirstSheetWhatTheTableReadsAndWrites() {
        var about = generator
                .generate("stage", List.of(CsvSheet.read("stage", "Stage", TABLE)))
                .about()
                .csv();

        assertThat(about)
                .contains(
                        "Table Stage",
                        "Where it stands.",
                        "purchaseCount: Distinct purchase days",
                        "stage: Lifecycle stage");
    }

    @Test
    void putsATableAfterTheOneItReads() throws IOException {
        String reader = TABLE.replace("purchaseCount", "valueSegment").replace(",stage,en", ",pattern,en");
        String writer = TABLE.replace(",stage,en", ",valueSegment,en");
        var dressed = generator.generate(
                "two", List.of(CsvSheet.read("two", "A", reader), CsvSheet.read("two", "B", writer)));

        assertThat(GeneratedWorkbookReader.read("two", dressed.xlsx()))
                .extracting(CsvSheet::sheet)
                .containsExactly("About", "B", "A");
    }

    private static int column(DataValidation choice) {
        return choice.getRegions().getCellRangeAddress(0).getFirstColumn();
    }

    private XSSFWorkbook generate(String name, String sheet, String csv) throws IOException {
        return new XSSFWorkbook(new ByteArrayInputStream(generator
                .generate(name, List.of(CsvSheet.read(name, sheet, csv)))
                .xlsx()));
    }

    private static CsvSheet sheet(List<CsvSheet> twins, String name) {
        return twins.stream().filter(t -> t.sheet().equals(name)).findFirst().orElseThrow();
    }
}
