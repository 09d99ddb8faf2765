package io.tenure.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenure.table.Condition;
import io.tenure.table.HitPolicy;
import io.tenure.table.LargeTables;
import io.tenure.table.Table;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Tables of as many rows as a sheet may have.
class LargeTableAnalysisTest {
    private static final int ROWS = 50_000;

    @Test
    void provesThatFiftyThousandBandsAreInOrder() {
        assertThat(findings(HitPolicy.UNIQUE, LargeTables.bands(ROWS))).isEmpty();
        assertThat(findings(HitPolicy.FIRST, LargeTables.bands(ROWS))).isEmpty();
    }

    @Test
    void provesThatThreeThousandBoxesOfTenColumnsAreInOrder() {
        assertThat(findings(HitPolicy.UNIQUE, LargeTables.boxes(3_000))).isEmpty();
        assertThat(findings(HitPolicy.FIRST, LargeTables.boxes(3_000))).isEmpty();
    }

    @Test
    void findsTheBandThatIsMissingAndTheOneThatIsThereTwice() {
        List<List<Condition>> rows = new ArrayList<>(LargeTables.bands(ROWS));
        rows.set(40_000, rows.get(123));

        TableAnalysis analysis = analysis(LargeTables.table(HitPolicy.UNIQUE, rows));

        assertThat(analysis.overlaps())
                .singleElement()
                .satisfies(overlap -> assertThat(
                                List.of(overlap.upper().name(), overlap.lower().name()))
                        .containsExactly("R123", "R40000"));
        assertThat(analysis.gaps())
                .singleElement()
                .satisfies(gap -> assertThat(gap.cells().getFirst()).isEqualTo("40000..<40001"));
        assertThat(analysis.findings()).hasSize(2);
    }

    @Test
    void namesTheRowsBelowOneThatMatchesEverybodyAndCountsTheRest() {
        List<List<Condition>> rows = new ArrayList<>(LargeTables.bands(ROWS));
        rows.set(1_000, Collections.nCopies(LargeTables.FIELDS.size(), Condition.Any.INSTANCE));

        TableAnalysis analysis = analysis(LargeTables.table(HitPolicy.FIRST, rows));

        assertThat(analysis.unreachableRows()).hasSize(AnalysisLimits.STANDARD.maxUnreachableRows());
        assertThat(analysis.unreachableRows().getFirst())
                .satisfies(row -> assertThat(row.row().name()).isEqualTo("R1001"))
                .satisfies(row -> assertThat(row.coveringRows())
                        .singleElement()
                        .satisfies(covering -> assertThat(covering.name()).isEqualTo("R1000")));
        assertThat(analysis.omittedUnreachableRows()).isEqualTo(ROWS - 1_001 - 100);
        assertThat(analysis.findings().getFirst().message().en()).isEqualTo("48,899 more rows of T can never match.");
    }

    @Test
    void namesSomeOfManyEqualRowsAndSaysThatItDidNotCompareAll() {
        TableAnalysis analysis = analysis(LargeTables.table(
                HitPolicy.UNIQUE, Collections.nCopies(ROWS, LargeTables.bands(3).get(1))));

        assertThat(analysis.overlaps()).hasSize(AnalysisLimits.STANDARD.maxOverlaps());
        assertThat(analysis.overlapsUnproven()).isTrue();
    }

    @Test
    void saysWhatItDidNotProveOfATableThatIsTooMuchWork() {
        AnalysisLimits little = new AnalysisLimits(1_000, 1_000_000, 10_000_000, 1_024, 64, 100, 100, 12);
        Table unique = LargeTables.table(HitPolicy.UNIQUE, LargeTables.boxes(3_000));
        Table first = LargeTables.table(HitPolicy.FIRST, LargeTables.boxes(3_000));

        assertThat(TableAnalyzer.analyze(unique, little, Work.ofBundle(little)).findings())
                .singleElement()
                .satisfies(f -> assertThat(f.message().en())
                        .isEqualTo("The check of T stopped at its limits. Not proven: whether two rows match the same"
                                + " customer; whether some row matches every customer."));
        assertThat(TableAnalyzer.analyze(first, little, Work.ofBundle(little)).findings())
                .singleElement()
                .satisfies(f -> assertThat(f.message().en())
                        .startsWith("The check of T stopped at its limits. Not proven: whether "));
    }

    @Test
    void givesTheSameAnswerHoweverOftenItIsAsked() {
        Table table = LargeTables.table(HitPolicy.FIRST, LargeTables.thresholds(1_000, 30));

        assertThat(analysis(table)).isEqualTo(analysis(table));
    }

    private static List<?> findings(HitPolicy policy, List<List<Condition>> rows) {
        return analysis(LargeTables.table(policy, rows)).findings();
    }

    private static TableAnalysis analysis(Table table) {
        return TableAnalyzer.analyze(table, AnalysisLimits.STANDARD, Work.ofBundle(AnalysisLimits.STANDARD));
    }
}
