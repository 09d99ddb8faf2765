package io.tenure.bundle;

import static io.tenure.bundle.SettingsAdviceTest.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.tenure.finding.Address;
import io.tenure.finding.Finding;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.poi.ss.usermodel.Sheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// One mistake in the sheet `Parameters` of the bundled rules, and the advice that follows.
class ParameterAdviceTest {
    private static final int VALUE = 1;
    private static final int MIN = 3;
    private static final int MAX = 4;

    private static List<Finding> findings(Consumer<Sheet> change) throws IOException {
        return SettingsAdviceTest.findings(book -> change.accept(book.getSheet("Parameters")));
    }

    private static void assertFollowers(List<Finding> findings, Address cause) {
        assertThat(findings.subList(1, findings.size())).isNotEmpty().allSatisfy(f -> {
            assertThat(f.code()).isEqualTo("caused-elsewhere");
            assertThat(f.causedBy()).isEqualTo(cause);
            assertThat(f.fix().en()).isEqualTo("Correct that cell; nothing has to be changed here.");
        });
    }

    @ParameterizedTest
    @CsvSource({"7O, wrong-type", "seventy, wrong-type", "'70 days', wrong-type", "1.000.000, ambiguous-thousands"})
    void showsAMistypedValueFirstAndWhatFollowsFromItBehind(String value, String code) throws IOException {
        var found = findings(sheet -> row(sheet, "lapseGapP80").getCell(VALUE).setCellValue(value));

        assertThat(found.getFirst().code()).isEqualTo(code);
        assertThat(found.getFirst().address().cell()).isEqualTo("B11");
        assertThat(found.getFirst().causedBy()).isNull();
        assertFollowers(found, found.getFirst().address());
        assertThat(found).noneMatch(f -> f.fix().en().contains("lapseGapP90"));
        assertThat(found.get(1).message().en())
                .isEqualTo("lapseGapP80 cannot be used. This follows from the error in decision-tables/settings.xlsx,"
                        + " sheet Parameters, cell B11.");
        assertThat(found.get(1).message().zh()).contains("原因是", "单元格B11");
    }

    @ParameterizedTest
    @CsvSource({"lapseGapP8O, renamed-name", "lapseGap80, renamed-name", "lapse gap P80, invalid-name"})
    void showsARenamedParameterFirstAndWhatFollowsFromItBehind(String name, String code) throws IOException {
        var found = findings(sheet -> {
            row(sheet, "lapseGapP90").getCell(MIN).setCellValue(1);
            row(sheet, "lapseGapP80").getCell(0).setCellValue(name);
        });

        assertThat(found.getFirst().code()).isEqualTo(code);
        assertThat(found.getFirst().address().cell()).isEqualTo("A11");
        assertFollowers(found, found.getFirst().address());
        assertThat(found).noneMatch(f -> f.fix().en().contains("lapseGapP90"));
    }

    @Test
    void suggestsNoOtherNumberForAParameterThatIsGone() throws IOException {
        var found = findings(sheet -> {
            row(sheet, "lapseGapP90").getCell(MIN).setCellValue(1);
            var gone = row(sheet, "lapseGapP80");
            sheet.removeRow(gone);
        });

        assertThat(found).isNotEmpty().allSatisfy(f -> {
            assertThat(f.code()).isEqualTo("unknown-parameter");
            assertThat(f.fix().en()).isEqualTo("Write a number, or add the parameter to the sheet Parameters.");
        });
    }

    @Test
    void suggestsNoOtherNumberForAParameterThatTheBaseReleaseHas() {
        var table = """
                RuleSet | tenure.probe
                Phase | stage
                HitPolicy | FIRST
                RuleTable Probe
                NAME | CONDITION | ACTION

                | recencyDays | stage
                Row | Recency | Stage
                R1 | > lapseGapP80 | DECLINE
                """;
        var base = Bundle.of(
                Map.of(Settings.FILE, Workbooks.of("Parameters", "name | value\nlapseGapP80 | 70\nlapseGapP90 | 110")));
        var changed = Bundle.of(Map.of(
                Settings.FILE,
                Workbooks.of("Parameters", "name | value | min\nlapseGapP90 | 110 | 1\nother | 1 | lapseGapP90"),
                "decision-tables/probe.xlsx",
                Workbooks.of("Probe", table)));
        var reader = new BundleReader(Set.of());

        assertThat(reader.read(changed).findings())
                .filteredOn(f -> f.code().equals("unknown-parameter"))
                .extracting(f -> f.fix().en())
                .containsExactly("Did you mean lapseGapP90?");
        assertThat(reader.changing(base).read(changed).findings())
                .filteredOn(f -> f.code().equals("unknown-parameter"))
                .extracting(f -> f.fix().en())
                .containsExactly("Write a number, or add the parameter to the sheet Parameters.");
    }

    @Test
    void showsAFaultyAttributeFirstAndTheColumnsThatReadItBehind() {
        var table = """
                RuleSet | tenure.probe
                Phase | stage
                HitPolicy | FIRST
                RuleTable Probe
                NAME | CONDITION | ACTION

                | tier | stage
                Row | Tier | Stage
                R1 | GOLD | DECLINE
                """;
        var found = new BundleReader(Set.of())
                .read(Bundle.of(Map.of(
                        Settings.FILE,
                        Workbooks.of("Attributes", "name | type | codes\ntier | KODE | GOLD"),
                        "decision-tables/probe.xlsx",
                        Workbooks.of("Probe", table))))
                .findings();

        assertThat(found)
                .filteredOn(f -> f.severity() == Finding.Severity.ERROR)
                .extracting(f -> f.code() + " " + f.address().cell())
                .containsExactly("unknown-code B2", "caused-elsewhere B7");
    }

    @Test
    void namesTheParameterThatTheFormulasMissUnderItsNewName() throws IOException {
        var found =
                findings(sheet -> row(sheet, "defaultRetentionRate").getCell(0).setCellValue("defaultRetentionRat"));

        assertThat(found).singleElement().satisfies(f -> {
            assertThat(f.code()).isEqualTo("missing-parameter");
            assertThat(f.address().cell()).isEqualTo("A5");
            assertThat(f.fix().en()).isEqualTo("Rename defaultRetentionRat to defaultRetentionRate.");
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "lapseGapP90 | 60 | lapseGapP90 is 60, but must be at least lapseGapP80 (70).",
                "monetaryCut2 | 0.2 | monetaryCut2 is 5 (20% × referenceMargin), but must be at least monetaryCut1 (10).",
                "riskWatch | 1.5 | riskWatch is 150%, but must be at most 100%.",
                "walletCut | -0.1 | walletCut is -10%, but must be at least 0%.",
                "stableCount | 2 | stableCount is 2, but must be at least formationCount (3).",
                "knowledgeWorth | -1 | knowledgeWorth is -100%, but must be at least 0.",
            })
    void holdsParametersToTheirRange(String name, double value, String message) throws IOException {
        var found = findings(sheet -> row(sheet, name).getCell(VALUE).setCellValue(value));

        assertThat(found)
                .filteredOn(f -> f.code().equals("parameter-out-of-range"))
                .first()
                .satisfies(f -> assertThat(f.message().en()).isEqualTo(message));
    }

    /// riskWatch above riskElevated would also make ranges empty and rows overlap.
    @Test
    void aValueOutOfItsRangeIsTheCauseOfWhatItDoesToTables() throws IOException {
        var found = findings(sheet -> row(sheet, "riskWatch").getCell(VALUE).setCellValue(1.2));

        assertThat(found.stream().filter(f -> f.causedBy() == null).map(Finding::code))
                .containsExactlyInAnyOrder("parameter-out-of-range", "parameter-out-of-range");
        assertThat(found).extracting(Finding::code).doesNotContain("empty-range", "overlap");
    }

    @Test
    void anAmountThatIsNotPositiveIsReportedOnceAtItsOwnCell() throws IOException {
        var found =
                findings(sheet -> row(sheet, "referenceValue").getCell(VALUE).setCellValue(-3));

        assertThat(found.getFirst().code()).isEqualTo("parameter-out-of-range");
        assertThat(found.getFirst().address().cell()).isEqualTo("B3");
        assertFollowers(found, found.getFirst().address());
    }

    @Test
    void holdsParametersToWhatTheFormulasNeedWhateverRangeTheSheetGives() throws IOException {
        var found = findings(sheet -> {
            var row = row(sheet, "defaultRetentionRate");
            row.getCell(VALUE).setCellValue(1.5);
            row.getCell(MAX).setBlank();
        });

        assertThat(found).singleElement().satisfies(f -> {
            assertThat(f.code()).isEqualTo("parameter-out-of-range");
            assertThat(f.address().cell()).isEqualTo("B5");
            assertThat(f.message().en()).isEqualTo("defaultRetentionRate is above 1.");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "lapseGapP8, Did you mean lapseGapP80?",
        "lapseGapP90, Did you mean lapseGapP80?",
        "dayOfTheMonth, Enter a number or the name of another parameter."
    })
    void findsARangeThatNamesNoOtherParameter(String bound, String fix) throws IOException {
        var found = findings(sheet -> row(sheet, "lapseGapP90").getCell(MIN).setCellValue(bound));

        assertThat(found).singleElement().satisfies(f -> {
            assertThat(f.code()).isEqualTo("unknown-parameter");
            assertThat(f.address().cell()).isEqualTo("D12");
            assertThat(f.fix().en()).isEqualTo(fix);
        });
    }

    @Test
    void findsTheWordsOfAnActionInASecondPlace() throws IOException {
        var found = findings(parameters -> {
            var labels = parameters.getWorkbook().getSheet("Labels");
            var row = labels.createRow(labels.getLastRowNum() + 1);
            row.createCell(0).setCellValue("SAVE_OFFER");
            row.createCell(1).setCellValue("Another label");
        });

        assertThat(found).singleElement().satisfies(f -> {
            assertThat(f.code()).isEqualTo("label-of-action");
            assertThat(f.content()).isEqualTo("SAVE_OFFER");
        });
    }
}
