package io.tenure.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenure.finding.Checked;
import io.tenure.finding.Finding;
import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Parameters.Share;
import io.tenure.text.Text;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Reading parameters, actions, limits on contacts, attributes, phases and labels.
class SettingsReadingTest extends BundleFixture {
    // Settings

    private Checked<Ruleset, Finding> settings(String name, String grid) {
        return check(Map.of(Settings.FILE, settings.sheet(name, grid).bytes(), STAGE, Workbooks.of("Stage", GOOD)));
    }

    private Checked<Ruleset, Finding> parameters(String... rows) {
        var book = Workbooks.create().sheet("Parameters", "name | value\nstableCount | 5\n" + String.join("\n", rows));
        return new BundleReader(Set.of("valueCut", "stableCount"))
                .read(Bundle.of(Map.of(Settings.FILE, book.bytes(), STAGE, Workbooks.of("Stage", GOOD))));
    }

    @Test
    void refusesABundleThatLacksAParameterThatMeasuresNeed() {
        var check = parameters("valueCot | 60");

        assertThat(check.findings()).singleElement().satisfies(f -> {
            assertThat(f.code()).isEqualTo("missing-parameter");
            assertThat(f.content()).isEqualTo("valueCot");
            assertThat(f.address().cell()).isEqualTo("A3");
            assertThat(f.fix().en()).isEqualTo("Rename valueCot to valueCut.");
        });
        assertThat(parameters("valueCut | 60").findings()).isEmpty();
    }

    @Test
    void findsFaultyParameters() {
        assertThat(codesAndCells(parameters("valueCut | 60", "valueCut | 50"))).containsExactly("duplicate-name A4");
        assertThat(codesAndCells(parameters("valueCut | sixty"))).containsExactly("wrong-type B3");
        assertThat(codesAndCells(parameters("valueCut | 60", "stage | 1"))).containsExactly("duplicate-name A4");
        assertThat(codesAndCells(parameters("valueCut | 60", "two words | 1"))).containsExactly("invalid-name A4");
        assertThat(codesAndCells(parameters("valueCut | 60", "| 1"))).containsExactly("no-name A4");
        assertThat(parameters("valueCut | 60", "discountRate | 12%").findings()).isEmpty();
    }

    @Test
    void anAmountMayBeAShareOfAReference() {
        var book = Workbooks.create().sheet("Parameters", """
                name | value | shareOf | min | max | measuredOn
                stableCount | 5 | | | |
                saveCost | 80% | referenceMargin | 0 | 90% |
                cut1 | 40% | referenceMargin | | |
                cut2 | 20 | | cut1 | |
                referenceMargin | 25 | | 0 | | 2026-06-30
                """).sheet("Actions", """
                code | label | level | channels | cost | costShareOf | minGapDays
                NO_ACTION | Do nothing | NONE | | 0 | | 0
                CALL | Call | NONE | PHONE | 20% | referenceMargin | 30
                """);
        var ruleset = validRuleset(check(Map.of(Settings.FILE, book.bytes(), STAGE, Workbooks.of("Stage", GOOD))));

        assertThat(ruleset.parameters().get("saveCost")).isEqualTo(20);
        assertThat(ruleset.parameters().source("saveCost").share()).isEqualTo(new Share(0.8, "referenceMargin"));
        assertThat(ruleset.parameters().source("referenceMargin").measuredOn()).isEqualTo("2026-06-30");
        assertThat(ruleset.parameters().unmeasuredReference("saveCost")).isNull();
        assertThat(ruleset.actions().get("CALL").cost()).isEqualTo(5);
        assertThat(ruleset.actions().get("CALL").costShare()).isEqualTo(new Share(0.2, "referenceMargin"));
    }

    @Test
    void findsFaultyShares() {
        var book = Workbooks.create().sheet("Parameters", """
                name | value | shareOf | min | max | measuredOn
                stableCount | 5 | | | |
                reference | 0 | | | |
                margin | 25 | | | | yesterday
                misspelt | 80% | margni | | |
                ofNothing | 80% | reference | | |
                ofAShare | 80% | tooLarge | | |
                tooLarge | 80% | margin | | 50% |
                """).sheet("Actions", """
                code | label | level | channels | cost | costShareOf | minGapDays
                NO_ACTION | Do nothing | NONE | | 0 | | 0
                CALL | Call | NONE | PHONE | 20% | margiin | 30
                """);
        var check = check(Map.of(Settings.FILE, book.bytes(), STAGE, Workbooks.of("Stage", GOOD)));

        assertThat(codesAndCells(check))
                .containsExactlyInAnyOrder(
                        "wrong-type F4",
                        "unknown-parameter C5",
                        "parameter-out-of-range B3",
                        "unknown-parameter C7",
                        "parameter-out-of-range B8",
                        "unknown-parameter F3");
        assertThat(check.findings().stream()
                        .filter(f -> f.address().cell().equals("C5"))
                        .map(f -> f.message().en() + " " + f.fix().en()))
                .containsExactly("There is no reference amount named \"margni\". Did you mean margin?");
    }

    @Test
    void aTableMayHaveBeenMeasured() {
        assertThat(validRuleset(check(GOOD)).tables().getFirst().measuredOn()).isNull();
        assertThat(validRuleset(check(GOOD.replace("HitPolicy ", "MeasuredOn | 2026-06-30\nHitPolicy ")))
                        .tables()
                        .getFirst()
                        .measuredOn())
                .isEqualTo("2026-06-30");
        assertThat(codesAndCells(check(GOOD.replace("HitPolicy ", "MeasuredOn | lately\nHitPolicy "))))
                .containsExactly("wrong-type B3");
    }

    @Test
    void findsFaultyActions() {
        var book = Workbooks.create()
                .sheet("Parameters", "name | value\nstableCount | 5")
                .sheet("Actions", """
                code | label | level | channels | cost | minGapDays | selling | colour
                CALL | Call | SOCAIL | FAX, PHONE | -1 | 2.5 | maybe | red
                CALL | Call
                """);
        var check = check(Map.of(Settings.FILE, book.bytes(), STAGE, Workbooks.of("Stage", GOOD)));

        assertThat(codesAndCells(check))
                .containsExactly(
                        "missing-action ",
                        "unknown-column H1",
                        "unknown-code C2",
                        "unknown-code D2",
                        "out-of-range E2",
                        "out-of-range F2",
                        "wrong-type G2",
                        "duplicate-name A3");
    }

    @Test
    void readsHowOftenCustomersMayBeContacted() {
        assertThat(validRuleset(check(GOOD)).contactLimits()).isEmpty();

        var ruleset = validRuleset(settings("Contacts", """
                name | channel | action | days | most | reason | reasonZh
                K1 | | | 7 | 2 | twice a week is enough | 每周两次已足够
                K2 | PHONE | SAVE_OFFER | 30 | 0 | |
                """));

        assertThat(ruleset.contactLimits())
                .containsExactly(
                        new ContactLimit(
                                "K1",
                                null,
                                null,
                                7,
                                2,
                                Text.of("twice a week is enough", "每周两次已足够"),
                                "settings.xlsx",
                                "Contacts",
                                2),
                        new ContactLimit(
                                "K2", "PHONE", "SAVE_OFFER", 30, 0, Text.same(""), "settings.xlsx", "Contacts", 3));
    }

    @Test
    void aRowHoldsTheGapsOfTheActionsAndAnotherTheCapsOfTheCustomers() {
        var limits = validRuleset(settings("Contacts", """
                name | channel | action | days | most
                E4 | | | 30 | contactCap
                E4g | | | minGapDays | 1
                """)).contactLimits();
        assertThat(limits)
                .extracting(limit -> limit.kind() + " " + limit.daysText() + " " + limit.maxContactsText())
                .containsExactly("CAP 30 contactCap", "GAP minGapDays 1");
    }

    @Test
    void findsCellsThatDoNotGoWithAGapOrACap() {
        assertThat(codesAndCells(settings("Contacts", """
                name | channel | action | days | most
                E4 | | | 7 | contactCap
                E5 | SMS | | 30 | contactCap
                E4g | | | minGapDays | 2
                E5g | SMS | | minGapDays | 1
                """)))
                .containsExactly(
                        "contact-limit-form D2",
                        "contact-limit-form B3",
                        "contact-limit-form E4",
                        "contact-limit-form B5");
    }

    /// No more than 400 days of contacts are recalled, so a longer limit would let contacts through.
    @Test
    void noLimitLooksFurtherThanContactsAreRecalled() {
        assertThat(settings("Contacts", """
                name | days | most
                K1 | 400 | 1
                K2 | 401 | 1
                """).findings()).singleElement().satisfies(f -> {
            assertThat(f.code()).isEqualTo("out-of-range");
            assertThat(f.address().cell()).isEqualTo("B3");
            assertThat(f.message().en()).isEqualTo("\"days\" must be a whole number from 1 to 400.");
        });
    }

    @Test
    void noGapIsLongerThanContactsAreRecalled() {
        var book = Workbooks.create()
                .sheet("Parameters", "name | value\nstableCount | 5")
                .sheet("Actions", """
                code | label | level | channels | cost | minGapDays
                NO_ACTION | Do nothing | NONE | | 0 | 0
                CALL | Call | NONE | PHONE | 1 | 400
                MAIL | Mail | NONE | EMAIL | 1 | 401
                """);
        assertThat(codesAndCells(check(Map.of(Settings.FILE, book.bytes(), STAGE, Workbooks.of("Stage", GOOD)))))
                .contains("out-of-range F4");
    }

    @Test
    void theHashCoversTheLimitsOnContacts() {
        assertThat(validRuleset(checkContactLimit(1)).hash())
                .isEqualTo(validRuleset(checkContactLimit(1)).hash())
                .isNotEqualTo(validRuleset(checkContactLimit(2)).hash());
    }

    private static Checked<Ruleset, Finding> checkContactLimit(int most) {
        var book = Workbooks.create()
                .sheet("Parameters", "name | value\nstableCount | 5")
                .sheet("Contacts", "name | days | most\nK1 | 7 | " + most);
        return check(Map.of(Settings.FILE, book.bytes(), STAGE, Workbooks.of("Stage", GOOD)));
    }

    @Test
    void findsFaultyLimitsOnContacts() {
        var check = settings("Contacts", """
                name | channel | action | days | most | colour
                K1 | FAX | SAVE_OFFERS | 0 | -1 |
                K1 | | | 2.5 | |
                | | NO_ACTION | 7 | many |
                K4 | SMS | SAVE_OFFER | 40000 | 1 |
                """);

        assertThat(codesAndCells(check))
                .containsExactly(
                        "unknown-column F1",
                        "unknown-code B2",
                        "unknown-code C2",
                        "out-of-range D2",
                        "out-of-range E2",
                        "duplicate-name A3",
                        "out-of-range D3",
                        "no-value E3",
                        "no-name A4",
                        "unused-contact-limit C4",
                        "wrong-type E4",
                        "unused-contact-limit B5",
                        "out-of-range D5");
        assertThat(check.findings())
                .allSatisfy(f -> assertThat(f.message().zh()).isNotBlank())
                .allSatisfy(f -> assertThat(f.fix().zh()).isNotBlank());
    }

    @Test
    void addsAttributesToTheDictionary() {
        var ruleset = validRuleset(settings("Attributes", """
                name | type | unit | min | max | codes | meaning | meaningZh
                region | code | | | | NORTH, SOUTH | Region | 地区
                branches | INTEGER | count | 0 | 99 | | Branches | 网点数
                """));

        assertThat(ruleset.dictionary().require("region").codes()).containsExactly("NORTH", "SOUTH");
        assertThat(ruleset.dictionary().require("branches").max()).isEqualTo(99);
    }

    @Test
    void findsFaultyAttributes() {
        assertThat(codesAndCells(settings("Attributes", """
                name | type | unit | min | max | codes | meaning | meaningZh
                region | CODE
                branches | WHOLE
                stage | TEXT
                area | NUMBER | | 5 | 1
                """)))
                .containsExactly("invalid-codes F2", "unknown-code B3", "duplicate-name A4", "empty-range E5");
    }

    @Test
    void findsPhasesThatAreMissingOrMoved() {
        assertThat(codesAndCells(settings("Phases", "phase | meaning\nstage | Stage\nvalue | Value")))
                .containsExactly("missing-phase ");
    }

    @Test
    void namesTheCodesWithoutWordsInOneLanguageOrBoth() {
        var others = Dictionary.standard().all().stream()
                .flatMap(t -> t.codes().stream())
                .distinct()
                .filter(code -> !List.of("STABLE", "DECLINE", "TERMINATED").contains(code))
                .map(code -> code + " | words | 名称\n")
                .collect(Collectors.joining());
        settings.sheet("Labels", "code | en | zh\nSTABLE | Stable |\nDECLINE | | 衰退期\n" + others);
        settings.sheet("Attributes", """
                name | type | unit | min | max | codes | meaning | meaningZh
                colour | CODE | | | | RED, WHITE | Colour | 颜色
                """);

        assertThat(check(GOOD).findings())
                .filteredOn(f -> f.code().equals("no-label"))
                .allSatisfy(f -> assertThat(f.severity()).isEqualTo(Finding.Severity.NOTE))
                .extracting(f -> f.message().zh())
                .containsExactlyInAnyOrder(
                        "这些代码没有英文名称，将按代码显示：DECLINE、TERMINATED、RED、WHITE。",
                        "这些代码没有中文名称，将按代码显示：STABLE、TERMINATED、RED、WHITE。");
    }

    @Test
    void readsPhasesAndLabels() {
        var phases = "phase\n" + String.join("\n", Settings.PHASES).replace("risk\n", "risk\nmorale\n");
        settings.sheet("Labels", "code | en | zh\nSTABLE | Stable | 稳定期");
        var ruleset = validRuleset(settings("Phases", phases));

        assertThat(ruleset.phases()).hasSize(9).contains("morale");
        assertThat(ruleset.labels()).containsEntry("STABLE", Text.of("Stable", "稳定期"));
    }

    /// Each row was once compared with all others, so that a workbook of some hundred kilobytes held a check for hours.
    @Test
    @Timeout(60)
    void readsThousandsOfParametersThatNothingUses() {
        var rows = new StringBuilder("name | value | min | max | unit | meaning | meaningZh | source\n");
        for (var i = 0; i < 12_000; i++) {
            rows.append("p" + i + " | 5 | p" + (i + 1) + " | nobody" + i + " | days | m | 意 | t\n");
        }

        assertThat(check(Map.of(
                                Settings.FILE,
                                Workbooks.create()
                                        .sheet("Parameters", rows.toString())
                                        .bytes()))
                        .findings())
                .anySatisfy(f -> assertThat(f.code()).isEqualTo("unknown-parameter"));
    }
}
