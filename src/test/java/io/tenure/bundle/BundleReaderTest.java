package io.tenure.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tenure.finding.Checked;
import io.tenure.finding.Finding;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/// A bundle as a whole: its scenarios, the files that it does not read, and its hash.
class BundleReaderTest extends BundleFixture {
    // Scenarios

    private Checked<Ruleset, Finding> scenarios(String grid) {
        return check(Map.of(
                Settings.FILE,
                settings.bytes(),
                STAGE,
                Workbooks.of("Stage", GOOD),
                "scenarios/s.xlsx",
                Workbooks.create()
                        .sheet("Scenarios", grid)
                        .sheet("About", "Notes")
                        .bytes()));
    }

    @Test
    void readsScenarios() {
        var scenarios = validRuleset(scenarios("""
                scenario | asOf | purchaseCount | clv | marketingConsent | expect:stage | expect:rule:Stage | expect:signals | expect:action1 | expect:score1 | expect:riskProbability
                C1 new | 2026-06-30 | 0 | 200 | TRUE | PROSPECT | ST2 | S4, S2 | SAVE_OFFER | 2.5 | unknown
                C2 | 2026-06-30 | unknown | | | UNKNOWN | | none
                """)).scenarios();

        assertThat(scenarios).extracting(Scenario::name).containsExactly("C1 new", "C2");
        var first = scenarios.getFirst();
        assertThat(first.row()).isEqualTo(2);
        assertThat(first.input().customer().known())
                .isEqualTo(Map.of(
                        "customerId",
                        "C1 new",
                        "asOf",
                        LocalDate.of(2026, 6, 30),
                        "purchaseCount",
                        0,
                        "marketingConsent",
                        true));
        assertThat(first.input().measureOverrides()).isEqualTo(Map.of("clv", 200.0));
        assertThat(first.expected())
                .isEqualTo(Map.of(
                        "stage",
                        "PROSPECT",
                        "rule:Stage",
                        "ST2",
                        "signals",
                        "S2,S4",
                        "action1",
                        "SAVE_OFFER",
                        "score1",
                        2.5,
                        "riskProbability",
                        Scenario.NoValue.UNKNOWN));
        assertThat(scenarios.getLast().expected()).isEqualTo(Map.of("stage", "UNKNOWN", "signals", ""));
    }

    @Test
    void findsFaultyScenarios() {
        assertThat(codesAndCells(scenarios("""
                scenario | asOf | purchaseCont | stage | expect:stag | expect:rule:Stagee | expect:stage | expect:action1
                C1 | | 0 | | | | PROSPEKT | CALL
                C1 | 2026-06-30 | | | | | STABLE
                | 2026-06-30
                """)))
                .containsExactly(
                        "unknown-name C1",
                        "wrong-kind D1",
                        "unknown-name E1",
                        "unknown-name F1",
                        "missing-as-of B2",
                        "unknown-code G2",
                        "unknown-code H2",
                        "duplicate-name A3",
                        "no-expectation 4",
                        "no-name A4");
    }

    // Files

    @Test
    void saysWhichFilesItDoesNotRead() {
        var files = new HashMap<String, byte[]>(
                Map.of(Settings.FILE, settings.bytes(), STAGE, Workbooks.of("Stage", GOOD)));
        files.put("decision-tables/old.xls", new byte[] {1});
        files.put("rules/bad.drl", new byte[] {(byte) 0xFF, (byte) 0xFE, 0});
        files.put("notes.txt", new byte[] {1});
        files.put("decision-tables/broken.xlsx", new byte[] {1});

        assertThat(check(files).findings())
                .extracting(f -> f.code() + " " + f.address())
                .containsExactly(
                        "not-a-workbook decision-tables/broken.xlsx",
                        "wrong-format decision-tables/old.xls",
                        "unexpected-file notes.txt",
                        "not-utf-8 rules/bad.drl");
    }

    @Test
    void everyFindingSpeaksBothLanguages() {
        var check = check(
                GOOD.replace("| 0  ", "| 70..30").replace("FIRST", "FRIST").replace("ST9", "\nST9"));

        assertThat(check.findings()).hasSize(3).allSatisfy(f -> {
            assertThat(f.message().en()).isNotBlank();
            assertThat(f.message().zh()).containsPattern("\\p{IsHan}");
            assertThat(f.fix().en()).isNotBlank();
            assertThat(f.fix().zh()).containsPattern("\\p{IsHan}");
        });
    }

    // Hash

    @Test
    void theHashFollowsTheContentAndNotTheBytes() {
        var drl = "rule \"a\" when then end\n";
        var hash = hash(Workbooks.create().sheet("Stage", GOOD), drl);

        assertThat(hash).matches("sha256:[0-9a-f]{64}");
        assertThat(hash(
                        Workbooks.create().sheet("Stage", GOOD, sheet -> {
                            sheet.setColumnWidth(0, 9000);
                            sheet.createFreezePane(1, 8);
                        }),
                        drl.replace("\n", "\r\n")))
                .isEqualTo(hash);
        assertThat(hash(Workbooks.create().sheet("Stage", GOOD.replace("PROSPECT", "UNKNOWN")), drl))
                .isNotEqualTo(hash);
        assertThat(hash(Workbooks.create().sheet("Other", GOOD), drl)).isNotEqualTo(hash);
        assertThat(hash(Workbooks.create().sheet("Stage", GOOD), drl + "// more"))
                .isNotEqualTo(hash);
    }

    private static String hash(Workbooks stage, String drl) {
        var settings = Workbooks.create().sheet("Parameters", "name | value\nstableCount | 5");
        return validRuleset(check(Map.of(
                        Settings.FILE, settings.bytes(), STAGE, stage.bytes(), "rules/a.drl", drl.getBytes(UTF_8))))
                .hash();
    }

    /// The time of a check ends it while it reads; nobody waits for what it would find.
    @Test
    void endsWhereTheThreadIsInterrupted() {
        byte[] workbook = Workbooks.of("S", "a | b");
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() ->
                            new BundleReader(Set.of()).read(Bundle.of(Map.of("decision-tables/t.xlsx", workbook))))
                    .isInstanceOf(CancellationException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }
}
