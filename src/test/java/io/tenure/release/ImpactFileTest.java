package io.tenure.release;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenure.bundle.Bundle;
import io.tenure.bundle.BundleReader;
import io.tenure.bundle.Ruleset;
import io.tenure.csv.TextSource;
import io.tenure.csv.UnreadableFileException;
import io.tenure.engine.CompiledRuleset;
import io.tenure.engine.Engine;
import io.tenure.input.CustomerFile;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldKind;
import io.tenure.lifecycle.FieldType;
import io.tenure.table.Assignment;
import io.tenure.text.Text;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The impact on the customers of an uploaded file.
class ImpactFileTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-07-01T12:00:00Z"), ZoneOffset.UTC);

    private static final Text NONE = Text.same("");

    private static CompiledRuleset ruleset;

    @BeforeAll
    static void compile() throws IOException {
        ruleset = new Engine()
                .compile(new BundleReader()
                        .read(Bundle.ofDirectory(Path.of(".")))
                        .orElseThrow())
                .orElseThrow();
    }

    @Test
    void everyCustomerOfAFileThatASpreadsheetWroteIsDecided() throws Exception {
        Path file = Path.of("src/test/resources/cli/customers-as-excel-writes-them.csv");

        ImpactReport report = report(() -> Files.newInputStream(file));

        assertThat(report.undecided()).isEmpty();
        assertThat(report.customers()).isEqualTo(8);
    }

    @Test
    void ofAFileWithoutADecidableCustomerOnlyTheReasonsAreShown() throws Exception {
        ImpactReport report = report(text("""
            customerId;asOf;relationshipType;purchaseCount
            A;2026-06-30;NON_CONTRACTUAL;twelve
            B;2026-06-30
            """));

        assertThat(ImpactText.of(report, Locale.ENGLISH)).isEqualTo("""
            Draft 1, version 2, compared with release 3: 0 customers, 2 skipped

            2 A: purchaseCount must be a whole number of 0 or more (orders): "twelve" is not a number.
            3 : The row has 2 cells, but the first line names 4 columns.
            """);
    }

    @Test
    void aFileWithTwoReadingsIsRefused() {
        assertThatThrownBy(() -> report(text("customerId;volumeCurrent\nA;1.234\n")))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageStartingWith("No number tells whether \"1.234\" has a decimal sign or grouped thousands");
        assertThatThrownBy(() -> report(text("customerId,purchaseCuont\nA,1\n")))
                .hasMessage("The first line must name the columns as the dictionary does.\n"
                        + "  purchaseCuont is not accepted here. Did you mean purchaseCount?");
        assertThatThrownBy(() -> report(text(""))).hasMessage("The file is empty.");
    }

    /// Passes the check and is stopped as it runs.
    private static final String TOO_MUCH_TEXT = """
            String text = "0123456789";
            text += text + text + text + text + text + text + text + text + text;
            text += text + text + text + text + text + text + text + text + text;
            text += text + text + text + text + text + text + text + text + text;
            $d.setStageInDong(text + "!");
            """;

    @Test
    void aRunWhoseRulesKeepFailingStopsAndSaysSo() throws Exception {
        Map<String, byte[]> files =
                new TreeMap<>(Bundle.ofDirectory(Path.of(".")).files());
        files.put("rules/failing.drl", """
            package tenure.failing;
            import io.tenure.lifecycle.Decision;
            rule "writes too much" agenda-group "stage"
            when $d : Decision()
            then
                %s
            end
            """.formatted(TOO_MUCH_TEXT).getBytes(UTF_8));
        CompiledRuleset failing = new Engine()
                .compile(new BundleReader().read(Bundle.of(files)).orElseThrow())
                .orElseThrow();
        String csv = "customerId,asOf,relationshipType,purchaseCount\n"
                + IntStream.range(0, 30)
                        .mapToObj(i ->
                                "C" + (char) ('a' + i % 26) + (char) ('a' + i / 26) + ",2026-06-30,NON_CONTRACTUAL,2\n")
                        .collect(Collectors.joining());
        Impact impact = new Impact(ruleset, failing, CLOCK);

        impact.read(CustomerFile.of(text(csv), CustomerFile.Format.CSV)::open, Locale.ENGLISH);

        ImpactReport report = impact.report(1, 2, 3, Locale.ENGLISH);
        assertThat(report.customers()).isZero();
        assertThat(report.skipped()).isEqualTo(30);
        assertThat(report.lost()).isEqualTo(30);
        assertThat(report.undecided()).hasSize(Impact.MAX_RULE_FAILURES + 1);
        assertThat(report.undecided().getFirst().reason())
                .isEqualTo("Rule \"writes too much\" was stopped: it made a text longer than 10,000 characters.");
        assertThat(report.undecided().getLast())
                .isEqualTo(new ImpactReport.Undecided(
                        12,
                        "Cka",
                        null,
                        "The rules failed for 10 customers. This one and those after it are not decided."));
        assertThat(impact.measure(false).lost()).isEqualTo(30);
    }

    /// A file can't hide whose level changes behind many rows of one whose level doesn't.
    @Test
    void eachCustomerCountsOnceForTheLimit() throws Exception {
        Map<String, byte[]> files =
                new TreeMap<>(Bundle.ofDirectory(Path.of(".")).files());
        files.put("rules/changed.drl", """
            package tenure.changed;
            import io.tenure.lifecycle.Decision;
            rule "fails for four purchases and changes the level of three" agenda-group "retention" salience -10
            when $d : Decision(customer.purchaseCount == 3 || customer.purchaseCount == 4)
            then
                if ($d.getCustomer().getPurchaseCount() == 4) {
                    %s
                }
                $d.setRetentionLevel("STRUCTURAL");
            end
            """.formatted(TOO_MUCH_TEXT).getBytes(UTF_8));
        CompiledRuleset changed = new Engine()
                .compile(new BundleReader().read(Bundle.of(files)).orElseThrow())
                .orElseThrow();
        Impact impact = new Impact(ruleset, changed, CLOCK);

        impact.read(
                CustomerFile.of(
                        text("customerId,asOf,relationshipType,purchaseCount\n"
                                + IntStream.range(0, 50)
                                        .mapToObj(i -> LocalDate.of(2026, 6, 28).minusDays(i))
                                        .map(day -> "A," + day + ",NON_CONTRACTUAL,1\n")
                                        .collect(Collectors.joining())
                                + "A,2026-06-29,NON_CONTRACTUAL,3\n"
                                + "B,2026-06-30,NON_CONTRACTUAL,3\nB,2026-06-29,NON_CONTRACTUAL,3\n"
                                + "C,2026-06-30,NON_CONTRACTUAL,4\nC,2026-06-29,NON_CONTRACTUAL,3\n"
                                + "D,2026-06-30,NON_CONTRACTUAL,1\n"),
                        CustomerFile.Format.CSV)::open,
                Locale.ENGLISH);

        Impact.Measure measure = impact.measure(false);
        assertThat(measure.customers()).isEqualTo(3);
        assertThat(measure.lost()).isEqualTo(1);
        assertThat(measure.levelChanges()).isEqualTo(2);
        assertThat(measure.skipped()).isZero();
    }

    private static final String THREE = """
            customerId,asOf,relationshipType,purchaseCount,firstPurchaseDate,lastPurchaseDate,currency
            A,2026-06-30,NON_CONTRACTUAL,6,2025-08-08,2026-04-15,EUR
            B,2026-06-30,NON_CONTRACTUAL,12,2025-06-30,2026-06-25,EUR
            C,2026-06-30,NON_CONTRACTUAL,0,,,
            """;

    @Test
    void eachMovedCustomerIsToldWithTheCellThatMovesThem() throws Exception {
        Impact impact = new Impact(ruleset, withStageOfA("DEGENERATION"), CLOCK);

        impact.read(CustomerFile.of(text(THREE), CustomerFile.Format.CSV)::open, Locale.ENGLISH);

        ImpactReport report = impact.report(1, 2, 3, Locale.ENGLISH);
        assertThat(report.changed()).isEqualTo(2);
        assertThat(report.changedOtherwise()).isZero();
        assertThat(report.otherEdits()).isEmpty();
        assertThat(report.edits()).singleElement().satisfies(edit -> {
            assertThat(edit.cell().file()).isEqualTo("decision-tables/stage.xlsx");
            assertThat(edit.cell().after()).isEqualTo("DEGENERATION");
            assertThat(edit.customers()).isEqualTo(2);
            assertThat(edit.examples())
                    .containsExactly(new ImpactReport.Customer("A", null), new ImpactReport.Customer("B", null));
        });
        ImpactReport.Move move = report.outcomes().getFirst().moves().stream()
                .filter(one -> !one.from().equals(one.to()))
                .findFirst()
                .orElseThrow();
        assertThat(move.examples().getFirst().cells())
                .containsExactly(report.edits().getFirst().cell());
        assertThat(report.outcomes())
                .extracting(ImpactReport.Outcome::outcome)
                .startsWith("stage", "riskBand", "retentionLevel", "action1");
        assertThat(report.money())
                .extracting(ImpactReport.Money::name, ImpactReport.Money::currency, ImpactReport.Money::customers)
                .contains(
                        org.assertj.core.groups.Tuple.tuple("score1", "EUR", 2),
                        org.assertj.core.groups.Tuple.tuple("cost1", null, 1));
        assertThat(ImpactText.of(report, Locale.ENGLISH))
                .contains("Edited cells that decide otherwise about customers\n");
        assertThat(ImpactText.of(report, Locale.CHINESE)).contains("使客户的决策改变的单元格\n");
    }

    @Test
    void aWorkbookWithAnAttributeThatOnlyTheDraftKnowsIsRead() throws Exception {
        Ruleset bundled = ruleset.ruleset();
        Field branch = Field.own("branch", FieldKind.FACT, FieldType.NUMBER, "", null, null, List.of(), NONE, NONE, "");
        Ruleset withBranch = new Ruleset(
                bundled.hash(),
                bundled.dictionary().with(List.of(branch)),
                bundled.phases(),
                bundled.parameters(),
                bundled.indicators(),
                bundled.actions(),
                bundled.contactLimits(),
                bundled.experiments(),
                bundled.actionableFacts(),
                bundled.labels(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
        Impact impact = new Impact(ruleset, new Engine().compile(withBranch).orElseThrow(), CLOCK);

        impact.read(CustomerFile.of(workbook(), CustomerFile.Format.WORKBOOK)::open, Locale.ENGLISH);

        ImpactReport report = impact.report(1, 2, 3, Locale.ENGLISH);
        assertThat(report.undecided()).isEmpty();
        assertThat(report.customers()).isEqualTo(2);
        assertThat(report.changed()).isEqualTo(2);
        assertThat(report.unknownFacts())
                .contains("openComplaints")
                .doesNotContain("purchaseCount", "relationshipType");
        assertThat(report.otherEdits()).hasSizeGreaterThan(1);
        assertThatThrownBy(() -> CustomerFile.of(text("customerId,asOf\n"), CustomerFile.Format.WORKBOOK))
                .isInstanceOf(UnreadableFileException.class);
    }

    /// Two customers as a spreadsheet program stores them: dates and shares are numbers with a format.
    private static TextSource workbook() throws IOException {
        try (XSSFWorkbook workbook = new XSSFWorkbook();
                ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            Sheet sheet = workbook.createSheet("Customers");
            CellStyle day = workbook.createCellStyle();
            day.setDataFormat(workbook.createDataFormat().getFormat("dd.mm.yyyy"));
            CellStyle share = workbook.createCellStyle();
            share.setDataFormat(workbook.createDataFormat().getFormat("0%"));
            List<String> heading = List.of(
                    "customerId",
                    "asOf",
                    "relationshipType",
                    "purchaseCount",
                    "firstPurchaseDate",
                    "lastPurchaseDate",
                    "unitMargin",
                    "branch");
            Row first = sheet.createRow(0);
            for (int i = 0; i < heading.size(); i++) {
                first.createCell(i).setCellValue(heading.get(i));
            }
            for (int i = 1; i <= 2; i++) {
                Row row = sheet.createRow(i);
                row.createCell(0).setCellValue(1000 + i);
                row.createCell(1).setCellValue(LocalDate.of(2026, 6, 30));
                row.createCell(2).setCellValue("NON_CONTRACTUAL");
                row.createCell(3).setCellValue(6);
                row.createCell(4).setCellValue(LocalDate.of(2025, 8, 8));
                row.createCell(5).setCellValue(LocalDate.of(2026, 4, 15));
                row.createCell(6).setCellValue(.25);
                row.createCell(7).setCellValue(1234.5);
                List.of(1, 4, 5).forEach(column -> row.getCell(column).setCellStyle(day));
                row.getCell(6).setCellStyle(share);
            }
            workbook.write(bytes);
            byte[] file = bytes.toByteArray();
            return () -> new ByteArrayInputStream(file);
        }
    }

    /// The bundled rules with another stage in the row that decides that of customer A.
    private static CompiledRuleset withStageOfA(String stage) {
        return ruleset.with(ruleset.ruleset()
                .withTables(ruleset.ruleset().tables().stream()
                        .map(table -> !table.name().equals("Stage")
                                ? table
                                : table.withRows(table.rows().stream()
                                        .map(row -> row.name().equals("ST8u")
                                                ? row.withAssignment(0, new Assignment.Literal(stage, stage))
                                                : row)
                                        .toList()))
                        .toList()));
    }

    private static ImpactReport report(TextSource file) throws IOException, UnreadableFileException {
        Impact impact = new Impact(ruleset, ruleset, CLOCK);
        impact.read(CustomerFile.of(file, CustomerFile.Format.CSV)::open, Locale.ENGLISH);
        return impact.report(1, 2, 3, Locale.ENGLISH);
    }

    private static TextSource text(String csv) {
        return () -> new ByteArrayInputStream(csv.getBytes(UTF_8));
    }
}
