package io.tenure.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryTest {
    private static final String[] LIFE = {
        "2025-01-01 EXPLORATION",
        "2025-03-01 FORMATION",
        "2025-05-01 STABLE",
        "2025-06-01 STABLE",
        "2025-08-01 DECLINE",
        "2025-09-01 STABLE"
    };

    @Test
    void remembersNothingOfWhoWasNeverDecided() {
        Memory memory = at("2025-01-01");
        assertThat(memory.days()).isZero();
        assertThat(memory.previousStage()).isNull();
        assertThat(memory.stableDays()).isNull();
        assertThat(memory.returned()).isNull();
    }

    @Test
    void onlyDaysBeforeTheOneThatIsDecidedCount() {
        assertThat(at("2025-03-01", LIFE).previousStage()).isEqualTo("EXPLORATION");
        assertThat(at("2025-03-01", LIFE).previousStageDays()).isEqualTo(59);
        assertThat(at("2025-03-02", LIFE).previousStage()).isEqualTo("FORMATION");
        assertThat(at("2025-03-02", LIFE).previousStageDays()).isEqualTo(1);
    }

    @Test
    void aStageIsCountedFromTheDayOnWhichItWasEnteredNotFromItsLatestPoint() {
        assertThat(at("2025-07-01", LIFE).previousStageDays()).isEqualTo(61);
        assertThat(at("2025-07-01", LIFE).stableDays()).isEqualTo(61);
    }

    @Test
    void stableDaysOfSeveralTimesAddUp() {
        assertThat(at("2025-08-15", LIFE).stableDays()).isEqualTo(92);
        assertThat(at("2025-10-01", LIFE).stableDays()).isEqualTo(92 + 30);
    }

    @Test
    void theHighestStageStaysTheHighest() {
        assertThat(at("2025-02-01", LIFE).highestStageReached()).isEqualTo("EXPLORATION");
        assertThat(at("2025-04-01", LIFE).highestStageReached()).isEqualTo("FORMATION");
        assertThat(at("2025-08-15", LIFE).highestStageReached()).isEqualTo("STABLE");
        assertThat(at("2025-08-15", "2025-08-01 PROSPECT").highestStageReached())
                .isNull();
    }

    @Test
    void whoLapsedHasReturnedOnceAnActiveStageCameAfter() {
        assertThat(at("2025-07-01", LIFE).returned()).isNull();
        assertThat(at("2025-08-15", LIFE).returned()).isFalse();
        assertThat(at("2025-08-15", LIFE).lapsedOn()).isEqualTo("2025-08-01");
        assertThat(at("2025-10-01", LIFE).returned()).isTrue();
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
        assertThat(at("2025-07-01", "2025-05-02 STABLE !").droppedBefore()).isTrue();
        assertThat(at("2025-07-01", "2025-05-03 STABLE !").droppedBefore()).isNull();
        assertThat(at("2025-07-01", "2025-03-03 STABLE !").droppedBefore()).isTrue();
        assertThat(at("2025-07-01", "2025-03-02 STABLE !").droppedBefore()).isNull();
        assertThat(at("2025-07-01", "2025-04-01 STABLE -").droppedBefore()).isFalse();
        assertThat(at("2025-07-01", "2025-04-01 STABLE !", "2025-04-20 STABLE -")
                        .droppedBefore())
                .isTrue();
        assertThat(at("2025-07-01", "2025-04-01 STABLE").droppedBefore()).isNull();
    }

    @Test
    void contactsUpToTheDayItselfCount() {
        LocalDate day = LocalDate.parse("2025-07-01");
        Past past = new Past(
                new byte[16],
                2,
                List.of(),
                List.of(
                        new Past.Touch(day, "EMAIL", "CROSS_SELL", false),
                        new Past.Touch(day.plusDays(1), "EMAIL", "CROSS_SELL", true)),
                null);
        assertThat(Memory.of(past, day).contacts()).hasSize(1);
        assertThat(Memory.of(past, day.plusDays(1)).contacts()).hasSize(2);
    }

    private static Memory at(String asOf, String... points) {
        return Memory.of(Points.past(points), LocalDate.parse(asOf));
    }
}
