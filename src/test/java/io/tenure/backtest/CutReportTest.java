package io.tenure.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenure.backtest.CutReport.StageStep;
import io.tenure.model.BgNbdFit;
import io.tenure.model.ConfidenceInterval;
import io.tenure.model.PurchaseHistory;
import io.tenure.model.Rate;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class CutReportTest {
    /// The shares of two stages that bought again, and how they differ.
    private static CutReport stages(long earlier, long ofEarlier, long later, long ofLater) {
        StageStep step = new StageStep(
                "EXPLORATION",
                "FORMATION",
                (double) later / ofLater - (double) earlier / ofEarlier,
                Objects.requireNonNull(ConfidenceInterval.ofDifference(later, ofLater, earlier, ofEarlier)));
        return new CutReport(
                LocalDate.of(2026, 3, 31),
                90,
                (int) (ofEarlier + ofLater),
                Rate.of(earlier + later, ofEarlier + ofLater),
                0,
                BgNbdFit.of(Collections.nCopies(10, new PurchaseHistory(0, 0, 100))),
                List.of(),
                List.of(step),
                List.of(),
                List.of(),
                List.of(),
                null,
                List.of(),
                List.of(),
                null,
                List.of(),
                false);
    }

    @Test
    void aFallWithinItsIntervalIsNoFailureOfTheStageOrder() {
        CutReport noise = stages(200, 1000, 39, 202);
        assertThat(noise.steps().getFirst().difference()).isBetween(-.0071, -.0069);
        assertThat(noise.stageOrderHolds()).isTrue();
        assertThat(noise.uncertainSteps()).hasSize(1);
    }

    @Test
    void aFallBeyondItsIntervalIs() {
        CutReport reversed = stages(200, 1000, 100, 1000);
        assertThat(reversed.stageOrderHolds()).isFalse();
        assertThat(reversed.uncertainSteps()).isEmpty();
    }

    @Test
    void aRiseBeyondItsIntervalNeedsNoReservation() {
        CutReport rise = stages(100, 1000, 200, 1000);
        assertThat(rise.stageOrderHolds()).isTrue();
        assertThat(rise.uncertainSteps()).isEmpty();
    }
}
