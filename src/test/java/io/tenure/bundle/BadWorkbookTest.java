package io.tenure.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tenure.finding.Checked;
import io.tenure.finding.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.poi.ss.util.CellRangeAddress;
import org.junit.jupiter.api.Test;

/// A workbook with many faults, and all findings about it.
///
/// `mvn test -Dtest=BadWorkbookTest -Dgolden=write` rewrites the golden file.
class BadWorkbookTest {
    private static final Path GOLDEN = Path.of("src/test/resources/cases/ruleset/bad-workbook.findings.txt");

    private static final String STAGE = """
            RuleSet    | tenure.rules
            Phase      | stagee
            HitPolicy  | UNIQUE
            RuleTable Stage
            NAME | CONDITION     | CONDITION    | CONDITION | ACTION | DESCRIPTION | SALIENCE

                 | purchaseCount | volumeGrowht | stage     | clv    | fr
            Row  | Purchases     | Growth       | Stage     | CLV    | Why
            R1   | 70..30        | > 1,000      | STABEL    | 5
            R2   | 2.5           | 25           | Unknown   |
            R2   | stableCuont   | ≥ ５         | STABLE, not DECLINE | '= clvv
            R3   | =1/0          | =1+1         | > STABLE  | TRUE

            R4   | 1
            """;

    private static final String PATTERN = """
            RuleSet    | tenure.rules
            Phase      | pattern
            RuleTable Pattern
            NAME | CONDITION | CONDITION  | CONDITION | ACTION  | DATE-EFFECTIVE | DATE-EXPIRES

                 | stage     | stableDays | riskBand  | pattern
            Row  | Stage     | Days       | Risk      | Pattern
            P1   | STABLE    | < 365      |           | EARLY_EXIT
            P2   | not DECLINE | 300..400 |           | LONG_TERM
            P3   | DECLINE   |            |           |         |
            P4   | TERMINATED|            |           | LONG_TERM | 2026-07-01 | 2026-06-30
            P5   | PROSPECT  |            | HIGH      | UNDETERMINED | 2026-07-01 |
            RuleTable Late
            NAME | CONDITION | ACTION

                 | pattern   | riskBand
            Row  | Pattern   | Risk
            Q1   | LONG_TERM | LOW
            """;

    @Test
    void reportsAllFaultsAtOnce() throws IOException {
        var book = Workbooks.create()
                .sheet("Stage", STAGE, sheet -> {
                    sheet.addMergedRegion(new CellRangeAddress(8, 9, 0, 0));
                    sheet.getRow(9).setZeroHeight(true);
                    sheet.getWorkbook()
                            .getCreationHelper()
                            .createFormulaEvaluator()
                            .evaluateFormulaCell(sheet.getRow(11).getCell(1));
                })
                .sheet("Pattern", PATTERN);
        var settings = Workbooks.create()
                .sheet("Parameters", "name | value\nstableCount | five\ntwo words | 1\nstableCount | 6");
        var check = new BundleReader(Set.of("valueCut"))
                .read(Bundle.of(Map.of(
                        Settings.FILE,
                        settings.bytes(),
                        "decision-tables/bad.xlsx",
                        book.bytes(),
                        "decision-tables/old.xls",
                        new byte[1])));

        assertThat(check).isInstanceOf(Checked.Invalid.class);
        assertThat(check.findings()).isSortedAccordingTo(Finding.ORDER);
        var listing = listing(check.findings());
        if ("write".equals(System.getProperty("golden"))) {
            Files.writeString(GOLDEN, listing, UTF_8);
        }
        assertThat(listing).isEqualTo(Files.readString(GOLDEN, UTF_8));
    }

    private static String listing(List<Finding> findings) {
        return findings.stream()
                .map(f -> "%s %s at %s%n  holds: %s%n  %s%n  %s%n  %s%n  %s%n"
                        .formatted(
                                f.severity(),
                                f.code(),
                                f.address(),
                                f.content(),
                                f.message().en(),
                                f.fix().en(),
                                f.message().zh(),
                                f.fix().zh())
                        .replace("\r\n", "\n"))
                .collect(Collectors.joining("\n"));
    }
}
