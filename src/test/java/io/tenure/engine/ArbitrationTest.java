package io.tenure.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tenure.lifecycle.Action;
import io.tenure.lifecycle.Candidate;
import io.tenure.lifecycle.Decision;
import io.tenure.lifecycle.Exclusion;
import io.tenure.lifecycle.NextBestAction;
import io.tenure.text.Text;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArbitrationTest {

    /// Worked customer C07: a complaint, a save offer and a representative.
    @Test
    void ranksByExpectedMargin() {
        assertThat(scores(rank(
                        candidate("SAVE_OFFER", 0.25, 2500, 100),
                        candidate("DEDICATED_REPRESENTATIVE", 0.27, 1000, 60),
                        candidate("COMPLAINT_RECOVERY", 0.35, 2500, 15))))
                .containsExactly(
                        "1 COMPLAINT_RECOVERY 860.0",
                        "2 SAVE_OFFER 525.0",
                        "3 DEDICATED_REPRESENTATIVE 210.0",
                        "4 NO_ACTION 0.0");
    }

    @Test
    void withoutCandidatesDoingNothingIsLeft() {
        List<NextBestAction> ranking = rank();
        assertThat(scores(ranking)).containsExactly("1 NO_ACTION 0.0");
        assertThat(ranking.getFirst().channel()).isNull();
        assertThat(ranking.getFirst().level()).isEqualTo("NONE");
    }

    @Test
    void whatCostsMoreThanItBringsStandsBehindDoingNothing() {
        assertThat(scores(rank(candidate("SAVE_OFFER", 0.14, 15, 5))))
                .containsExactly("1 NO_ACTION 0.0", "2 SAVE_OFFER -2.9");
    }

    @Test
    void allLeversOfAnActionMultiply() {
        List<Decision.Lever> levers = List.of(
                new Decision.Lever("A", 0.2, 0),
                new Decision.Lever("A", 0.5, -0.5),
                new Decision.Lever("A", 0, 0),
                new Decision.Lever("B", 9, 9));
        NextBestAction best = Arbitration.rank(List.of(candidate("A", 0.5, 100, 10)), List.of(), levers, null)
                .getFirst();
        assertThat(best.lever()).isEqualTo(1.2 * 1.5);
        assertThat(best.context()).isEqualTo(0.5);
        assertThat(best.score()).isEqualTo(36.0);
        assertThat(best.propensity()).isEqualTo(0.5);
        assertThat(best.value()).isEqualTo(100.0);
        assertThat(best.cost()).isEqualTo(10.0);
    }

    @Test
    void aLeverMayOverturnTheOrder() {
        List<Candidate> candidates = List.of(candidate("A", 0.5, 100, 0), candidate("B", 0.5, 90, 0));
        assertThat(Arbitration.rank(candidates, List.of(), List.of(new Decision.Lever("B", 0.2, 0)), null))
                .extracting(NextBestAction::action)
                .containsExactly("B", "A", "NO_ACTION");
    }

    @Test
    void equalScoresAboveAMillionStandInTheOrderOfTheirCodesToo() {
        // .1 x 30,000,000.03 comes to 3000000.003, .3 x 10,000,000.01 to a little more; less a cost likewise.
        assertThat(rank(candidate("B", 0.3, 10_000_000.01, 0), candidate("A", 0.1, 30_000_000.03, 0)))
                .extracting(NextBestAction::action)
                .containsExactly("A", "B", "NO_ACTION");
        assertThat(rank(candidate("B", 0.07, 3e9, 1e7), candidate("A", 0.21, 1e9, 1e7)))
                .extracting(NextBestAction::action)
                .containsExactly("A", "B", "NO_ACTION");
    }

    @Test
    void whatJustPaysForItselfIsWorthAsMuchAsDoingNothing() {
        // .07 x 100 comes to a little more than 7.
        assertThat(rank(candidate("SAVE_OFFER", 0.07, 100, 7), candidate("A", 0.29, 1e9, 2.9e8)))
                .extracting(NextBestAction::action, NextBestAction::score)
                .containsExactly(tuple("A", 0.0), tuple("NO_ACTION", 0.0), tuple("SAVE_OFFER", 0.0));
        assertThat(candidate("SAVE_OFFER", 0.07, 100, 7).getExpectedMargin()).isZero();
    }

    @Test
    void equalScoresStandInTheOrderOfTheirCodes() {
        assertThat(rank(candidate("B", 0.5, 10, 0), candidate("Z", 0.5, 0, 0), candidate("A", 0.25, 20, 0)))
                .extracting(NextBestAction::action)
                .containsExactly("A", "B", "NO_ACTION", "Z");
    }

    @Test
    void binaryNoiseBreaksNoTie() {
        // 0.1 x 3 - 0.1 is 0.20000000000000004 in binary
        assertThat(0.1 * 3 - 0.1).isNotEqualTo(0.2);
        List<NextBestAction> ranking = rank(candidate("B", 0.1, 3, 0.1), candidate("A", 0.2, 1, 0));
        assertThat(ranking).extracting(NextBestAction::action).containsExactly("A", "B", "NO_ACTION");
        assertThat(ranking.get(1).score()).isEqualTo(0.2);
    }

    @Test
    void anExclusionTakesAllCandidatesOfItsActionOut() {
        List<Candidate> candidates =
                List.of(candidate("A", 0.5, 100, 0), candidate("A", 0.9, 100, 0), candidate("B", 0.1, 10, 0));
        List<Exclusion> exclusions = List.of(
                new Exclusion("A", "E3", Text.same("open complaint")),
                new Exclusion("A", "E4", Text.same("cap")),
                new Exclusion("NO_ACTION", "E1", Text.same("erasure")));
        assertThat(Arbitration.rank(candidates, exclusions, List.of(), null))
                .extracting(NextBestAction::action)
                .containsExactly("B", "NO_ACTION");
    }

    @Test
    void ofTwoCandidatesForOneActionTheBetterCounts() {
        List<NextBestAction> ranking =
                rank(candidate("A", 0.2, 100, 5), candidate("A", 0.3, 100, 5), candidate("A", 0.1, 100, 5));
        assertThat(scores(ranking)).containsExactly("1 A 25.0", "2 NO_ACTION 0.0");
        assertThat(ranking.getFirst().propensity()).isEqualTo(0.3);
    }

    @Test
    void leavesOutWhatHasNoKnownValueAndWhatIsDoingNothing() {
        Candidate unvalued = new Candidate(action("A"), 0.5, null, 0, Text.same("because"));
        assertThat(scores(rank(unvalued, candidate("NO_ACTION", 1, 1000, 0)))).containsExactly("1 NO_ACTION 0.0");
    }

    @Test
    void aDutyStandsBeforeWhatPaysAndBeforeDoingNothing() {
        Action duty = new Action(
                "COMPLAINT",
                Text.same("Complaint"),
                "NONE",
                List.of(),
                0,
                0,
                false,
                false,
                true,
                Text.same(""),
                Text.same(""),
                0);
        assertThat(scores(rank(
                        candidate("A", 0.5, 100, 0),
                        new Candidate(duty, 0.1, 10.0, 15, Text.same("owed")),
                        candidate("B", 0.5, 200, 0))))
                .containsExactly("1 COMPLAINT -14.0", "2 B 100.0", "3 A 50.0", "4 NO_ACTION 0.0");
        assertThat(scores(rank(new Candidate(duty, 0.1, null, 15, Text.same("owed")))))
                .describedAs("even if what it is worth is unknown")
                .containsExactly("1 COMPLAINT -15.0", "2 NO_ACTION 0.0");
    }

    @Test
    void usesThePreferredChannelWhereTheActionHasIt() {
        List<Candidate> candidates = List.of(candidate("A", 0.5, 100, 0));
        assertThat(channel(candidates, "EMAIL")).isEqualTo("EMAIL");
        assertThat(channel(candidates, "APP")).isEqualTo("PHONE");
        assertThat(channel(candidates, null)).isEqualTo("PHONE");
        Action silent = new Action(
                "A", Text.same("A"), "NONE", List.of(), 0, 0, false, false, false, Text.same(""), Text.same(""), 0);
        assertThat(channel(List.of(new Candidate(silent, 0.5, 10.0, 0, Text.same("because"))), "EMAIL"))
                .isNull();
    }

    @Test
    void carriesLevelAndReason() {
        NextBestAction best = rank(candidate("A", 0.5, 100, 0)).getFirst();
        assertThat(best.level()).isEqualTo("SOCIAL");
        assertThat(best.reason()).isEqualTo(Text.same("because"));
    }

    static List<NextBestAction> rank(Candidate... candidates) {
        return Arbitration.rank(List.of(candidates), List.of(), List.of(), null);
    }

    static Candidate candidate(String action, double propensity, double value, double cost) {
        return new Candidate(action(action), propensity, value, cost, Text.same("because"));
    }

    private static String channel(List<Candidate> candidates, String preference) {
        return Arbitration.rank(candidates, List.of(), List.of(), preference)
                .getFirst()
                .channel();
    }

    private static Action action(String code) {
        return new Action(
                code,
                Text.same(code),
                "SOCIAL",
                List.of("PHONE", "EMAIL"),
                0,
                0,
                false,
                false,
                false,
                Text.same(""),
                Text.same(""),
                0);
    }

    private static List<String> scores(List<NextBestAction> ranking) {
        return ranking.stream()
                .map(a -> a.rank() + " " + a.action() + " " + a.score())
                .toList();
    }
}
