package io.tenure.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tenure.experiment.Experiment;
import io.tenure.finding.Checked;
import io.tenure.finding.Finding;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExperimentReadingTest extends BundleFixture {
    private static Checked<Ruleset, Finding> experiments(String grid) {
        var book = Workbooks.create()
                .sheet("Parameters", "name | value\nstableCount | 5")
                .sheet("Experiments", grid);
        return check(Map.of(Settings.FILE, book.bytes(), STAGE, Workbooks.of("Stage", GOOD)));
    }

    @Test
    void readsExperimentsWithConditionsAsInATable() {
        var read = validRuleset(experiments("""
                name | kind | share | from | to | salt | stage | purchaseCount
                H1 | HOLDOUT | 10% | 2026-01-01 | 2026-06-30 | | STABLE, DECLINE | >= stableCount
                H2 | HOLDOUT | 0.05 | | | winter | - |
                """)).experiments();

        assertThat(read)
                .extracting(
                        Experiment::name,
                        Experiment::share,
                        experiment -> experiment.from() + " " + experiment.to(),
                        Experiment::salt,
                        Experiment::row)
                .containsExactly(
                        tuple("H1", 0.1, "2026-01-01 2026-06-30", "H1", 2),
                        tuple("H2", 0.05, "null null", "winter", 3));
        assertThat(read.getFirst().whom())
                .extracting(criterion ->
                        criterion.field().name() + " " + criterion.condition().text())
                .containsExactly("purchaseCount >= stableCount", "stage STABLE, DECLINE");
        assertThat(read.getFirst().concerns(field -> field.name().equals("stage") ? "STABLE" : (Object) 5))
                .isTrue();
        assertThat(read.getFirst().concerns(field -> field.name().equals("stage") ? "STABLE" : (Object) 4))
                .isFalse();
        assertThat(read.getLast().whom()).isEmpty();
    }

    @Test
    void noSheetAndAnEmptyOneMeanNoExperiments() {
        assertThat(validRuleset(check(GOOD)).experiments()).isEmpty();
        assertThat(validRuleset(experiments("name | kind | share | from | to | salt"))
                        .experiments())
                .isEmpty();
    }

    @Test
    void findsFaultyExperiments() {
        var check = experiments("""
                name | kind | share | from | to | salt | stage | colour
                H 1 | HOLDOUT | 10% | | | | |
                | TRIAL | 110% | | | | STABEL |
                H3 | HOLDOUT | 0 | 2026-06-30 | 2026-01-01 | | |
                H4 | HOLDOUT | | soon | | | |
                H5 | HOLDOUT | 1% | | | winter | |
                H5 | HOLDOUT | 1% | | | | |
                H6 | HOLDOUT | 1% | | | winter | |
                """);

        assertThat(codesAndCells(check))
                .containsExactly(
                        "unknown-column H1",
                        "invalid-name A2",
                        "no-name A3",
                        "unknown-code B3",
                        "out-of-range C3",
                        "unknown-code G3",
                        "out-of-range C4",
                        "out-of-range E4",
                        "no-value C5",
                        "wrong-type D5",
                        "duplicate-name A7",
                        "duplicate-salt F8");
        assertThat(check.findings())
                .allSatisfy(f -> assertThat(f.message().zh()).isNotBlank())
                .allSatisfy(f -> assertThat(f.fix().zh()).isNotBlank());
    }

    @Test
    void findsSharesOverOneOnlyWhereExperimentsOverlap() {
        String header = "name | kind | share | from | to | stage\n";
        assertThat(codesAndCells(experiments(header + """
                H1 | HOLDOUT | 60% | 2026-01-01 | 2026-03-31 |
                H2 | HOLDOUT | 50% | 2026-03-31 | |
                """))).containsExactly("shares-exceed-all C3");
        assertThat(validRuleset(experiments(header + """
                H1 | HOLDOUT | 60% | 2026-01-01 | 2026-03-31 |
                H2 | HOLDOUT | 50% | 2026-04-01 | |
                """)).experiments()).hasSize(2);
        assertThat(validRuleset(experiments(header + """
                H1 | HOLDOUT | 60% | | | STABLE
                H2 | HOLDOUT | 50% | | | DECLINE
                """)).experiments()).hasSize(2);
        assertThat(codesAndCells(experiments(header + """
                H1 | HOLDOUT | 40% | | |
                H2 | HOLDOUT | 40% | 2026-01-01 | |
                H3 | HOLDOUT | 40% | | 2026-01-01 |
                """))).containsExactly("shares-exceed-all C4");
    }

    @Test
    void eachCellAndTheOrderAreComparedBetweenReleases() {
        var before = validRuleset(experiments("""
                name | kind | share | stage
                H1 | HOLDOUT | 10% | STABLE
                H2 | HOLDOUT | 5% |
                """));
        var after = validRuleset(experiments("""
                name | kind | share | stage
                H2 | HOLDOUT | 5% |
                H1 | HOLDOUT | 20% | DECLINE
                """));

        assertThat(RulesetDiff.between(before, before).isEmpty()).isTrue();
        assertThat(RulesetDiff.between(before, after).changes())
                .extracting(change -> change.element() + " " + change.subject() + " " + change.part() + ": "
                        + change.oldValue() + " -> " + change.newValue())
                .containsExactly(
                        "EXPERIMENT H1 position: 1 -> 2",
                        "EXPERIMENT H1 share: 0.1 -> 0.2",
                        "EXPERIMENT H1 stage: STABLE -> DECLINE",
                        "EXPERIMENT H2 position: 2 -> 1");
        assertThat(RulesetDiff.between(before, after).text(Locale.ENGLISH)).contains("settings.xlsx › Experiments");
        assertThat(before.hash()).isNotEqualTo(after.hash());
    }
}
