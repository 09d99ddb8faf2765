package io.tenure.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenure.finding.Checked;
import io.tenure.finding.Finding;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A bundle with settings of its own, whose tables a test writes.
abstract class BundleFixture {
    static final String STAGE = "decision-tables/stage.xlsx";

    static final String GOOD = """
            RuleSet    | tenure.rules
            Phase      | stage
            HitPolicy  | FIRST
            RuleTable Stage
            NAME | CONDITION     | CONDITION    | ACTION | DESCRIPTION | DESCRIPTION
                 |               |              |        |             |
                 | purchaseCount | volumeGrowth | stage  | en          | zh
            Row  | Purchases     | Growth       | Stage  | Why         | 原因
            ST0  | unknown       |              | UNKNOWN  | count unknown | 次数未知
            ST2  | 0             |              | PROSPECT | {purchaseCount} purchases | 购买{purchaseCount}次
            ST8  | >= stableCount | <= 25%, unknown | STABLE
            ST9  | -             | -            | FORMATION
            """;

    final Workbooks settings = Workbooks.create().sheet("Parameters", """
                    name | value | unit | meaning | meaningZh | source
                    stableCount | 5 | orders | Purchases of a stable customer | 稳定客户的购买次数 | B
                    """).sheet("Actions", """
                    code | label | labelZh | level | channels | cost | minGapDays | selling | marketing | strategy | strategyZh
                    NO_ACTION | Do nothing | 不行动 | NONE | | 0 | 0 | FALSE | FALSE | | |
                    SAVE_OFFER | Save offer | 挽留优惠 | NONE | PHONE, EMAIL | 20 | 30 | FALSE | TRUE | S4 | S4
                    """);

    static Checked<Ruleset, Finding> check(Map<String, byte[]> files) {
        return new BundleReader(Set.of()).read(Bundle.of(files));
    }

    Checked<Ruleset, Finding> check(String grid) {
        return check(Workbooks.of("Stage", grid));
    }

    Checked<Ruleset, Finding> check(byte[] stage) {
        return check(Map.of(Settings.FILE, settings.bytes(), STAGE, stage));
    }

    static List<String> codesAndCells(Checked<Ruleset, Finding> check) {
        return findingsExceptGaps(check).stream()
                .map(f -> f.code() + " " + f.address().cell())
                .toList();
    }

    /// What is found in tables that leave most customers open, as most of these do.
    static List<Finding> findingsExceptGaps(Checked<Ruleset, Finding> check) {
        return check.findings().stream()
                .filter(f -> !f.code().equals("gap") && !f.code().equals("effective-gap"))
                .toList();
    }

    static Ruleset validRuleset(Checked<Ruleset, Finding> check) {
        assertThat(check).as("%s", check.findings()).isInstanceOf(Checked.Valid.class);
        return check.orElseThrow();
    }

    /// A table with the usual head and these rows.
    static String table(String policy, String names, String... rows) {
        var kinds = names.replaceAll("[^|]*stage *$", " ACTION").replaceAll("(?<=\\|)[^|]*(?=\\|)", " CONDITION ");
        return "RuleSet | t\nPhase | stage\nHitPolicy | " + policy + "\nRuleTable T\nNAME" + kinds + "\n\n" + names
                + "\n\n" + String.join("\n", rows);
    }

    Checked<Ruleset, Finding> check(String... grids) {
        var book = Workbooks.create();
        for (var i = 0; i < grids.length; i++) {
            book.sheet("S" + i, grids[i]);
        }
        return check(book.bytes());
    }
}
