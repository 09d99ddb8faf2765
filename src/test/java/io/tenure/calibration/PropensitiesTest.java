package io.tenure.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenure.calibration.Propensities.Acceptance;
import java.util.List;
import org.junit.jupiter.api.Test;

class PropensitiesTest {
    private static final Propensities REPORTED = new Propensities(List.of(
            new Acceptance("WELCOME", "EXPLORATION", 20, 200),
            new Acceptance("WELCOME", "FORMATION", 100, 200),
            new Acceptance("WELCOME", null, 0, 100),
            new Acceptance("SAVE_OFFER", "DECLINE", 20, 40),
            new Acceptance("REFERRAL_INVITE", "STABLE", 0, 29)));

    @Test
    void poolsTheStagesOfARowOrAll() {
        assertThat(REPORTED.of(List.of("WELCOME"), List.of("EXPLORATION")).orElseThrow())
                .satisfies(found -> {
                    assertThat(found.value()).isEqualTo(.1);
                    assertThat(found.count()).isEqualTo(200);
                });
        assertThat(REPORTED.of(List.of("WELCOME"), List.of("EXPLORATION", "FORMATION"))
                        .orElseThrow()
                        .value())
                .isEqualTo(.3);
        assertThat(REPORTED.of(List.of("WELCOME"), List.of()).orElseThrow().value())
                .isEqualTo(.24);
    }

    /// 20 of 40 has an interval of 30 points; none of 29 has one of 12, and is too few.
    @Test
    void saysNothingWhereOutcomesDontSuffice() {
        assertThat(REPORTED.of(List.of("SAVE_OFFER"), List.of())).isEmpty();
        assertThat(REPORTED.of(List.of("REFERRAL_INVITE"), List.of())).isEmpty();
        assertThat(REPORTED.of(List.of("VOLUME_GROWTH"), List.of())).isEmpty();
        assertThat(Propensities.NONE.of(List.of("WELCOME"), List.of())).isEmpty();
    }
}
