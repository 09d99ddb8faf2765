package io.tenure.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tenure.bundle.Change.Element;
import io.tenure.bundle.Change.Operation;
import io.tenure.finding.Checked;
import io.tenure.finding.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The difference between two bundles, as people read it.
///
/// `mvn test -Dtest=RulesetDiffTest -Dgolden=write` writes the texts anew.
class RulesetDiffTest {
    private static final Path CASES = Path.of("src/test/resources/cases/ruleset");

    private static final String PARAMETERS = """
            name | value | unit | meaning | meaningZh | source
            stableCount | 5 | orders | Purchases of a stable customer | 稳定客户的购买次数 | B
            halvedVolume | -0.5 | ratio | Volume that counts as halved | 视为减半的销售额 | B
            """;

    private static final String ACTIONS = """
            code | label | labelZh | level | channels | cost | minGapDays | selling | marketing | strategy | strategyZh
            NO_ACTION | Do nothing | 不行动 | NONE | | 0 | 0 | FALSE | FALSE | | |
            SAVE_OFFER | Save offer | 挽留优惠 | NONE | PHONE, EMAIL | 20 | 30 | FALSE | TRUE | S4 | S4
            """;

    private static final String CONTACTS = """
            name | channel | action | days | most | reason | reasonZh
            K1 | | | 7 | 2 | twice a week is enough | 每周两次已足够
            K2 | PHONE | | 30 | 2 | |
            """;

    private static final String STAGE = """
            RuleSet    | tenure.rules
            Phase      | stage
            HitPolicy  | FIRST
            RuleTable Stage
            NAME | CONDITION     | CONDITION    | ACTION | DESCRIPTION | DESCRIPTION
                 |               |              |        |             |
                 | purchaseCount | volumeGrowth | stage  | en          | zh
            Row  | Purchases     | Growth       | Stage  | Why         | 原因
            ST0  | unknown       |              | UNKNOWN  | count unknown | 次数未知
            ST2  | 0             |              | PROSPECT | no purchase   | 未购买
            ST6  | >= 3          | <= halvedVolume | DECLINE  | halved     | 减半
            ST8  | >= stableCount | <= 25%, unknown | STABLE | stable     | 稳定
            ST9  | -             | -            | FORMATION | growing    | 成长
            """;

    private static final String DRL = """
            package tenure.rules;

            import io.tenure.lifecycle.Decision;

            rule "confirms"
                agenda-group "stage"
            when
                $d : Decision(stage == "STABLE")
            then
                modify($d) { setStageSignature("CONFIRMS") }
            end

            rule "doubts"
                agenda-group "stage"
            when
                $d : Decision(stage == "DECLINE")
            then
                modify($d) { setStageSignature("DOUBTS") }
            end
            """;

    private static final String FREE = """
            RuleSet | tenure.free
            RuleTable Own
            CONDITION | ACTION
            $d : Decision |
            stage == "$param" | System.out.println("$param");
            Stage | Note
            STABLE | fine
            DECLINE | not fine
            """;

    private static final String SCENARIOS = """
            scenario | asOf | purchaseCount | expect:stage
            nobody | 2026-06-30 | 0 | PROSPECT
            regular | 2026-06-30 | 7 | STABLE
            """;

    private static final Map<String, String> BEFORE = Map.of(
            "Parameters",
            PARAMETERS,
            "Actions",
            ACTIONS,
            "Contacts",
            CONTACTS,
            "Stage",
            STAGE,
            "Own",
            FREE,
            "Scenarios",
            SCENARIOS,
            "DRL",
            DRL);

    @Test
    void nothingDiffersFromItself() {
        RulesetDiff diff = RulesetDiff.between(ruleset(BEFORE), ruleset(BEFORE));

        assertThat(diff.isEmpty()).isTrue();
        assertThat(diff.text(Locale.ENGLISH)).isEqualTo("No changes.\n");
        assertThat(diff.text(Locale.CHINESE)).isEqualTo("没有变化。\n");
    }

    @Test
    void saysWhatChangedGroupedByWorkbookAndSheet() throws IOException {
        Map<String, String> now = new HashMap<>(BEFORE);
        now.put("Parameters", PARAMETERS.replace("| 5 |", "| 6 |") + "longTermDays | 365 | day | Long | 长 | B\n");
        now.put("Contacts", CONTACTS.replace("7 | 2", "7 | 3").replace("K2 | PHONE", "K3 | EMAIL"));
        now.put("Actions", ACTIONS.replace("PHONE, EMAIL | 20", "PHONE | 25"));
        now.put(
                "Stage",
                STAGE.replace("HitPolicy  | FIRST\n", "HitPolicy  | FIRST\n\n")
                        .replace("<= halvedVolume", "<= -0.4")
                        .replace("Purchases     |", "Orders |")
                        .replace("ST2  | 0             |              | PROSPECT | no purchase   | 未购买\n", "")
                        .replace("ST8  |", "ST7  | 1..2 | - | EXPLORATION | first purchases | 初次购买\nST8  |")
                        .replace("STABLE | stable", "STABLE | calm"));
        now.put("DRL", DRL.replace("\"DOUBTS\")", "\"SILENT\")").replace("    agenda-group", "  agenda-group"));
        now.put("Own", FREE.replace("not fine", "bad"));
        now.put("Scenarios", SCENARIOS.replace("| 7 |", "| 9 |") + "young | 2026-06-30 | 1 | EXPLORATION\n");

        RulesetDiff diff = RulesetDiff.between(ruleset(BEFORE), ruleset(now));

        golden("diff.en.txt", diff.text(Locale.ENGLISH));
        golden("diff.zh.txt", diff.text(Locale.CHINESE));
    }

    @Test
    void aRowMovedInAFirstTableIsAChangeAndOneMovedInAUniqueTableIsNone() {
        String moved = STAGE.replace("ST0  | unknown       |              | UNKNOWN  | count unknown | 次数未知\n", "")
                .replace("ST8  |", "ST0 | unknown | | UNKNOWN | count unknown | 次数未知\nST8  |");
        Map<String, String> now = new HashMap<>(BEFORE);
        now.put("Stage", moved);

        assertThat(RulesetDiff.between(ruleset(BEFORE), ruleset(now)).text(Locale.ENGLISH))
                .isEqualTo("""
                        stage.xlsx › Stage
                          row 11 ST0 moved from row 9
                        """);

        Map<String, String> before = new HashMap<>(BEFORE);
        before.put("Stage", unique(STAGE));
        now.put("Stage", unique(moved));
        assertThat(RulesetDiff.between(ruleset(before), ruleset(now)).isEmpty()).isTrue();
    }

    @Test
    void aTableThatCameOrWentIsToldWithItsRows() {
        Map<String, String> now = new HashMap<>(BEFORE);
        now.put("Stage", STAGE.replace("RuleTable Stage", "RuleTable Steps"));

        RulesetDiff diff = RulesetDiff.between(ruleset(BEFORE), ruleset(now));

        assertThat(diff.count(Element.TABLE, Operation.ADDED)).isEqualTo(1);
        assertThat(diff.count(Element.TABLE, Operation.REMOVED)).isEqualTo(1);
        assertThat(diff.count(Element.ROW, Operation.ADDED)).isEqualTo(5);
        assertThat(diff.count(Element.ROW, Operation.REMOVED)).isEqualTo(5);
        assertThat(diff.text(Locale.ENGLISH))
                .contains("table Steps added: Phase \"stage\", HitPolicy \"FIRST\"")
                .contains("row 9 ST0 removed: purchaseCount \"unknown\", = stage \"UNKNOWN\"");
    }

    @Test
    void whiteSpaceInARuleIsNoChangeAndAnythingElseIs() {
        assertThat(of(DRL, DRL.replace("\n    ", "\n\t\t").replace("\n", "\r\n"))
                        .isEmpty())
                .isTrue();
        assertThat(of(DRL, DRL.replace("import io.tenure.lifecycle.Decision;", "import io.tenure.lifecycle.*;"))
                        .text(Locale.ENGLISH))
                .isEqualTo("""
                        rules/signature.drl
                          around the rules changed
                            - import io.tenure.lifecycle.Decision;
                            + import io.tenure.lifecycle.*;
                        """);
        assertThat(of(DRL, DRL.replace("rule \"doubts\"", "// of the second kind\nrule \"doubts\""))
                        .changes())
                .hasSize(1);
    }

    @Test
    void becomesJsonWithAddressesOnBothSides() {
        Map<String, String> now = new HashMap<>(BEFORE);
        now.put("Stage", STAGE.replace("<= halvedVolume", "<= -0.4"));

        JsonNode json = new ObjectMapper()
                .valueToTree(RulesetDiff.between(ruleset(BEFORE), ruleset(now)))
                .get("changes");

        assertThat(json).hasSize(1);
        assertThat(json.get(0).toString())
                .isEqualTo("{\"element\":\"CELL\",\"operation\":\"CHANGED\",\"table\":\"Stage\",\"subject\":\"ST6\","
                        + "\"part\":\"volumeGrowth\","
                        + "\"oldAddress\":{\"file\":\"decision-tables/stage.xlsx\",\"sheet\":\"Stage\",\"row\":11,\"column\":3},"
                        + "\"newAddress\":{\"file\":\"decision-tables/stage.xlsx\",\"sheet\":\"Stage\",\"row\":11,\"column\":3},"
                        + "\"oldValue\":\"<= halvedVolume\",\"newValue\":\"<= -0.4\"}");
    }

    private static RulesetDiff of(String drlBefore, String drlNow) {
        Map<String, String> before = new HashMap<>(BEFORE);
        Map<String, String> now = new HashMap<>(BEFORE);
        before.put("DRL", drlBefore);
        now.put("DRL", drlNow);
        return RulesetDiff.between(ruleset(before), ruleset(now));
    }

    /// The same rows in a table in which their order doesn't count.
    private static String unique(String stage) {
        return stage.replace("FIRST", "UNIQUE")
                .replace("| >= 3  ", "| 3..4")
                .replace("| >= stableCount |", "| 5..9 |")
                .replace("ST9  | -   ", "ST9 | > 9");
    }

    private static Ruleset ruleset(Map<String, String> sheets) {
        Checked<Ruleset, Finding> check = new BundleReader(Set.of())
                .read(Bundle.of(Map.of(
                        Settings.FILE,
                        Workbooks.create()
                                .sheet("Parameters", sheets.get("Parameters"))
                                .sheet("Actions", sheets.get("Actions"))
                                .sheet("Contacts", sheets.get("Contacts"))
                                .bytes(),
                        "decision-tables/stage.xlsx",
                        Workbooks.of("Stage", sheets.get("Stage")),
                        "decision-tables/own.xlsx",
                        Workbooks.of("Own", sheets.get("Own")),
                        "scenarios/people.xlsx",
                        Workbooks.of("Scenarios", sheets.get("Scenarios")),
                        "rules/signature.drl",
                        sheets.get("DRL").getBytes(UTF_8))));
        assertThat(check).as("%s", check.findings()).isInstanceOf(Checked.Valid.class);
        return check.orElseThrow();
    }

    private static void golden(String name, String text) throws IOException {
        Path file = CASES.resolve(name);
        if ("write".equals(System.getProperty("golden"))) {
            Files.writeString(file, text);
        }
        assertThat(text).isEqualTo(Files.readString(file));
    }
}
