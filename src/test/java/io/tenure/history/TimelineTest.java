package io.tenure.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimelineTest {
    private static final LocalDate TODAY = LocalDate.parse("2026-01-01");

    @Test
    void pointsOfOneStageMakeOneSpan() {
        assertThat(of("2025-01-01 STABLE FIRST", "2025-02-01 STABLE STAYS", "2025-12-01 DECLINE USUAL")
                        .spans())
                .containsExactly(
                        new Timeline.StageSpan(
                                "STABLE", LocalDate.parse("2025-01-01"), LocalDate.parse("2025-12-01"), 334),
                        new Timeline.StageSpan("DECLINE", LocalDate.parse("2025-12-01"), null, 31));
    }

    @Test
    void countsLapsesReturnsAndReentriesIntoMaturity() {
        Timeline life = of(
                "2025-01-01 FORMATION",
                "2025-02-01 STABLE",
                "2025-03-01 DECLINE",
                "2025-04-01 TERMINATED",
                "2025-05-01 UNKNOWN",
                "2025-06-01 EXPLORATION",
                "2025-07-01 STABLE",
                "2025-08-01 FORMATION",
                "2025-09-01 STABLE",
                "2025-10-01 DECLINE",
                "2025-11-01 PROSPECT",
                "2025-12-01 DECLINE");
        // A lapse lasts until an active stage comes, whatever is between.
        assertThat(life.lapses()).isEqualTo(2);
        assertThat(life.returns()).isEqualTo(1);
        assertThat(life.stableReentries()).isEqualTo(2);
        assertThat(life.stableDays()).isEqualTo(28 + 31 + 30);
        assertThat(life.highestStage()).isEqualTo("STABLE");
    }

    @Test
    void countsWhatWasUnusualAndWhatWasHeld() {
        Timeline life = of("2025-01-01 FORMATION FIRST", "2025-01-05 FORMATION HELD", "2025-02-01 PROSPECT UNUSUAL");
        assertThat(life.heldTransitions()).isEqualTo(1);
        assertThat(life.unusualTransitions()).isEqualTo(1);
    }

    @Test
    void aPathThatReachesBeyondTodayIsCountedUpToItsEnd() {
        Timeline life = of("2026-01-01 STABLE", "2026-01-03 STABLE");
        assertThat(life.until()).isEqualTo("2026-01-03");
        assertThat(life.spans().getFirst().days()).isEqualTo(2);
    }

    @Test
    void nothingDecidedIsNoPath() {
        Timeline life = Timeline.of(List.of(), TODAY);
        assertThat(life.spans()).isEmpty();
        assertThat(life.highestStage()).isNull();
        assertThat(life.stableDays()).isZero();
    }

    private static Timeline of(String... points) {
        return Timeline.of(Points.of(points), TODAY);
    }
}
