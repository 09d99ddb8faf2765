package io.tenure.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class CustomerHistorySummaryTest {
    private static final String[] STAGES = {
        "2025-01-01 EXPLORATION",
        "2025-03-01 FORMATION",
        "2025-05-01 STABLE",
        "2025-06-01 STABLE",
        "2025-08-01 DECLINE",
        "2025-09-01 STABLE"
    };

    @Test
    void remembersNothingOfWhoWasNeverDecided() {
        CustomerHistorySummary summary = at("2025-01-01");
        assertThat(summary.decidedDays()).isZero();
        assertThat(summary.previousStage()).isNull();
        assertThat(summary.stableDays()).isNull();
        assertThat(summary.returned()).isNull();
    }

    @Test
    void onlyDaysBeforeTheOneThatIsDecidedCount() {
        assertThat(at("2025-03-01", STAGES).previousStage()).isEqualTo("EXPLORATION");
        assertThat(at("2025-03-01", STAGES).previousStageDays()).isEqualTo(59);
        assertThat(at("2025-03-02", STAGES).previousStage()).isEqualTo("FORMATION");
        assertThat(at("2025-03-02", STAGES).previousStageDays()).isEqualTo(1);
    }

    @Test
    void aStageIsCountedFromTheDayOnWhichItWasEnteredNotFromItsLatestPoint() {
        assertThat(at("2025-07-01", STAGES).previousStageDays()).isEqualTo(61);
        assertThat(at("2025-07-01", STAGES).stableDays()).isEqualTo(61);
    }

    @Test
    void stableDaysOfSeveralTimesAddUp() {
        assertThat(at("2025-08-15", STAGES).stableDays()).isEqualTo(92);
        assertThat(at("2025-10-01", STAGES).stableDays()).isEqualTo(92 + 30);
    }

    @Test
    void theHighestStageStaysTheHighest() {
        assertThat(at("2025-02-01", STAGES).highestStageReached()).isEqualTo("EXPLORATION");
        assertThat(at("2025-04-01", STAGES).highestStageReached()).isEqualTo("FORMATION");
        assertThat(at("2025-08-15", STAGES).highestStageReached()).isEqualTo("STABLE");
        assertThat(at("2025-08-15", "2025-08-01 PROSPECT").highestStageReached())
                .isNull();
    }

    @Test
    void whoLapsedHasReturnedOnceAnActiveStageCameAfter() {
        assertThat(at("2025-07-01", STAGES).returned()).isNull();
        assertThat(at("2025-08-15", STAGES).returned()).isFalse();
        assertThat(at("2025-08-15", STAGES).lapsedOn()).isEqualTo("2025-08-01");
        assertThat(at("2025-10-01", STAGES).returned()).isTrue();
        assertThat(at(
                                "2025-12-01",
                                "2025-08-01 STABLE",
                                "2025-09-01 DECLINE",
                                "2025-10-01 STABLE",
                                "2025-11-01 DECLINE")
                        .returned())
                .isFalse();
        assertThat(at("2025-12-01", "2025-09-01 TERMINATED", "2025-10-01 UNKNOWN")
                        .returned())
                .isFalse();
    }

    @Test
    void theWindowBeforeIsLookedForAMonthAroundItsEnd() {
        // 60 to 120 days before.
        assertThat(at("2025-07-01", "2025-05-02 STABLE !").priorVolumeHalved()).isTrue();
        assertThat(at("2025-07-01", "2025-05-03 STABLE !").priorVolumeHalved()).isNull();
        assertThat(at("2025-07-01", "2025-03-03 STABLE !").priorVolumeHalved()).isTrue();
        assertThat(at("2025-07-01", "2025-03-02 STABLE !").priorVolumeHalved()).isNull();
        assertThat(at("2025-07-01", "2025-04-01 STABLE -").priorVolumeHalved()).isFalse();
        assertThat(at("2025-07-01", "2025-04-01 STABLE !", "2025-04-20 STABLE -")
                        .priorVolumeHalved())
                .isTrue();
        assertThat(at("2025-07-01", "2025-04-01 STABLE").priorVolumeHalved()).isNull();
    }

    @Test
    void contactsUpToTheDayItselfCount() {
        LocalDate day = LocalDate.parse("2025-07-01");
        CustomerHistory past = new CustomerHistory(
                new byte[16],
                null,
                2,
                List.of(),
                List.of(
                        new CustomerHistory.PastContact(day, "EMAIL", "CROSS_SELL", false),
                        new CustomerHistory.PastContact(day.plusDays(1), "EMAIL", "CROSS_SELL", true)),
                null);
        assertThat(CustomerHistorySummary.of(past, day).contacts()).hasSize(1);
        assertThat(CustomerHistorySummary.of(past, day.plusDays(1)).contacts()).hasSize(2);
    }

    private static CustomerHistorySummary at(String asOf, String... points) {
        return CustomerHistorySummary.of(Points.history(points), LocalDate.parse(asOf));
    }
}
