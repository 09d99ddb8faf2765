package io.tenure.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenure.finding.Checked;
import io.tenure.finding.Finding;
import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldKind;
import io.tenure.lifecycle.FieldType;
import io.tenure.text.Text;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The sheets `Outcomes` and `Codes`: what a ruleset decides besides the outcomes of the dictionary.
class OwnFieldsReadingTest extends BundleFixture {
    private static final String OUTCOMES = """
            name | type | phase | unit | min | max | label | labelZh | meaning | meaningZh
            serviceLevel | CODE | stage | | | | service level | 服务级别 | How we serve the customer | 服务方式
            creditDays | INTEGER | stage | days | 0 | 90 | payment term | 账期 | |
            """;
    private static final String CODES = """
            outcome | code | en | zh
            serviceLevel | BASIC | Basic service | 基础服务
            serviceLevel | PREMIUM | Premium service | 尊享服务
            careType | ANNUAL_REVIEW | Annual review | 年度回访
            """;
    private static final String TABLE = """
            RuleSet    | tenure.rules
            Phase      | stage
            HitPolicy  | FIRST
            RuleTable Service
            NAME | CONDITION | ACTION | ACTION | DESCRIPTION | DESCRIPTION
                 |           |        |        |             |
                 | purchaseCount | serviceLevel | creditDays | en | zh
            Row  | Purchases | Service | Days | Why | 原因
            SV1  | > 5  | PREMIUM | 60 | frequent customer | 常客
            SV2  |      | BASIC   | 30 | any other | 其他
            """;

    private Checked<Ruleset, Finding> check(String outcomes, String codes, String table) {
        settings.sheet("Outcomes", outcomes).sheet("Codes", codes);
        return check(Map.of(
                Settings.FILE,
                settings.bytes(),
                STAGE,
                Workbooks.of("Stage", GOOD),
                "decision-tables/service.xlsx",
                Workbooks.of("Service", table)));
    }

    private List<String> faults(String outcomes, String codes, String table) {
        return check(outcomes, codes, table).findings().stream()
                .filter(f -> !f.code().equals("gap") && !f.code().equals("no-label"))
                .map(f -> f.severity() + " " + f.code() + " " + f.address().sheet() + " "
                        + f.address().cell())
                .toList();
    }

    @Test
    void outcomesStandBehindThoseOfTheDictionaryAndTheirCodesHaveLabels() {
        var ruleset = validRuleset(check(OUTCOMES, CODES, TABLE));

        var standard = Dictionary.standard().fields(FieldKind.OUTCOME).size();
        assertThat(ruleset.dictionary().ownOutcomes())
                .extracting(Field::name, Field::type, Field::phase, Field::codes, Field::index)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                "serviceLevel", FieldType.CODE, "stage", List.of("BASIC", "PREMIUM"), standard),
                        org.assertj.core.groups.Tuple.tuple(
                                "creditDays", FieldType.INTEGER, "stage", List.of(), standard + 1));
        assertThat(ruleset.dictionary().require("creditDays").max()).isEqualTo(90);
        assertThat(ruleset.dictionary().require("creditDays").meaning()).isEqualTo(Text.of("payment term", "账期"));
        assertThat(ruleset.dictionary().require("careType").codes())
                .startsWith("BEFORE_PURCHASE")
                .endsWith("NONE", "ANNUAL_REVIEW");
        assertThat(ruleset.labels())
                .containsEntry("PREMIUM", Text.of("Premium service", "尊享服务"))
                .containsEntry("ANNUAL_REVIEW", Text.of("Annual review", "年度回访"));
        assertThat(Dictionary.standard().require("careType").codes()).doesNotContain("ANNUAL_REVIEW");
    }

    @Test
    void aMistakeInTheSheetOutcomesIsReportedAtItsCell() {
        assertThat(faults("""
                name | type | phase | min | max | label
                serviceLevel | CODE | stage
                creditDays | INTEGER | stage
                serviceLevel | CODE | stage
                purchaseCount | INTEGER | stage
                stage | CODE | stage
                first class | CODE | stage
                tier | COD | stage
                score | NUMBER | stages
                late | NUMBER | eligibility
                limit | NUMBER | stage | 5 | 1
                colour | CODE | stage
                """, CODES, TABLE))
                .containsExactly(
                        "ERROR duplicate-name Outcomes A4",
                        "ERROR duplicate-name Outcomes A5",
                        "ERROR duplicate-name Outcomes A6",
                        "ERROR invalid-name Outcomes A7",
                        "ERROR unknown-code Outcomes B8",
                        "ERROR unknown-code Outcomes C9",
                        "ERROR unknown-code Outcomes C10",
                        "WARNING unwritten-outcome Outcomes A11",
                        "ERROR empty-range Outcomes E11",
                        "ERROR no-codes Outcomes A12");
    }

    @Test
    void aMistakeInTheSheetCodesIsReportedAtItsCell() {
        assertThat(faults(OUTCOMES, """
                outcome | code | en | zh
                serviceLevel | BASIC | Basic service | 基础服务
                serviceLevel | PREMIUM | Premium service |
                serviceLevel | BASIC | Basic service | 基础服务
                servicelevel | GOLD | Gold | 金牌
                creditDays | LONG | Long | 长
                stage | SLEEPING | Sleeping | 沉睡
                careType | NONE | None | 无
                careType | unknown | Unknown | 未知
                valueSegment | BASIC | Basic | 基础
                serviceLevel | |
                """, TABLE))
                .containsExactlyInAnyOrder(
                        "ERROR missing-label Codes D3",
                        "ERROR duplicate-name Codes B4",
                        "ERROR unknown-code Codes A5",
                        "ERROR fixed-codes Codes A6",
                        "ERROR fixed-codes Codes A7",
                        "ERROR duplicate-name Codes B8",
                        "ERROR invalid-name Codes B9",
                        "ERROR conflicting-label Codes C10",
                        "ERROR no-name Codes B11");
    }

    @Test
    void aCodeThatCellsStillUseAfterItWasRenamedIsReportedAtTheCell() {
        var findings =
                check(OUTCOMES, CODES.replace("PREMIUM", "PREMIER"), TABLE).findings();

        assertThat(findings)
                .filteredOn(f -> f.code().equals("unknown-code"))
                .singleElement()
                .satisfies(f -> {
                    assertThat(f.address().sheet() + "!" + f.address().cell()).isEqualTo("Service!C9");
                    assertThat(f.content()).isEqualTo("PREMIUM");
                    assertThat(f.fix().en()).contains("PREMIER");
                    assertThat(f.fix().zh()).contains("PREMIER");
                });
    }

    @Test
    void aTableDecidesAnOutcomeOnlyInItsPhase() {
        assertThat(faults(OUTCOMES.replace("CODE | stage", "CODE | value"), CODES, TABLE))
                .containsExactly("ERROR wrong-phase Service C7");
    }

    @Test
    void whatIsWrittenIsOfTheTypeAndInTheRange() {
        assertThat(faults(OUTCOMES, CODES, TABLE.replace("| 60 |", "| 91 |").replace("| 30 |", "| soon |")))
                .containsExactly("ERROR out-of-range Service D9", "ERROR wrong-type Service D10");
    }

    @Test
    void anOutcomeThatNothingDecidesIsAWarning() {
        assertThat(faults(OUTCOMES + "colour | TEXT | stage", CODES, TABLE))
                .containsExactly("WARNING unwritten-outcome Outcomes A4");
    }

    @Test
    void cellsThatUseAFaultyOutcomeFollowFromItsRow() {
        var findings = check(OUTCOMES.replace("serviceLevel | CODE", "serviceLevel | CDOE"), CODES, TABLE)
                .findings();

        assertThat(findings)
                .filteredOn(f -> f.address().sheet().equals("Service"))
                .singleElement()
                .satisfies(f -> {
                    assertThat(f.causedBy()).isNotNull();
                    assertThat(f.causedBy().cell()).isEqualTo("B2");
                });
    }

    @Test
    void aReleaseHasAtMostTwoHundredOutcomes() {
        var rows = IntStream.rangeClosed(1, 201)
                .mapToObj(i -> "own" + i + " | INTEGER | stage")
                .collect(Collectors.joining("\n"));
        assertThat(faults(OUTCOMES.lines().limit(1).collect(Collectors.joining()) + "\n" + rows, "outcome | code", """
                RuleSet | t
                Phase | stage
                RuleTable T
                NAME | CONDITION | ACTION

                 | purchaseCount | own1
                Row | Purchases | One
                R1 | 1 | 1
                """))
                .contains("ERROR too-many-outcomes Outcomes A202");
    }

    @Test
    void aColumnOfTheCatalogueNamesTheLevelOfServiceOfAnAction() {
        var book = Workbooks.create()
                .sheet("Parameters", "name | value\nstableCount | 5")
                .sheet("Outcomes", OUTCOMES)
                .sheet("Codes", CODES)
                .sheet("Actions", """
                        code | label | labelZh | serviceLevel | cost
                        NO_ACTION | Do nothing | 不行动 | | 0
                        SAVE_OFFER | Save offer | 挽留优惠 | PREMIUM | 20
                        CALL | Call | 致电 | GOLD | 20
                        """);
        var check = check(Map.of(
                Settings.FILE,
                book.bytes(),
                STAGE,
                Workbooks.of("Stage", GOOD),
                "decision-tables/service.xlsx",
                Workbooks.of("Service", TABLE)));
        assertThat(codesAndCells(check)).containsExactly("unknown-code D4");
    }

    @Test
    void theDifferenceOfTwoReleasesNamesOutcomesAndCodes() {
        var before = validRuleset(check(OUTCOMES, CODES, TABLE));
        var after = validRuleset(new OwnFieldsReadingTest()
                .check(
                        OUTCOMES.replace("| 90 |", "| 120 |") + "colour | TEXT | stage",
                        CODES + "serviceLevel | GOLD | Gold service | 金牌服务",
                        TABLE));

        assertThat(RulesetDiff.between(before, after).changes().stream()
                        .filter(change -> change.element() == Change.Element.OUTCOME
                                || change.element() == Change.Element.CODE
                                || change.element() == Change.Element.LABEL)
                        .map(change -> change.element() + " " + change.operation() + " " + change.subject() + " "
                                + change.part()))
                .containsExactly(
                        "OUTCOME CHANGED creditDays max",
                        "OUTCOME ADDED colour ",
                        "CODE ADDED serviceLevel GOLD ",
                        "LABEL ADDED GOLD ");
    }
}
