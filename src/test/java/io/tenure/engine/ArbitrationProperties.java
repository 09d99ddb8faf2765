package io.tenure.engine;

import static io.tenure.engine.ArbitrationTest.candidate;
import static org.assertj.core.api.Assertions.assertThat;

import io.tenure.lifecycle.Action;
import io.tenure.lifecycle.Candidate;
import io.tenure.lifecycle.Decision;
import io.tenure.lifecycle.Exclusion;
import io.tenure.lifecycle.NextBestAction;
import io.tenure.text.Text;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ArbitrationProperties {
    private static final List<String> CODES = List.of("A", "B", "C", "D", "E", "X", "Z");

    @Property
    void ordersByScoreThenByCodeAndCountsRanksFromOne(@ForAll("problems") RankingInput problem) {
        List<NextBestAction> ranking = problem.rank();
        for (int i = 0; i < ranking.size(); i++) {
            assertThat(ranking.get(i).rank()).isEqualTo(i + 1);
            if (i > 0) {
                NextBestAction above = ranking.get(i - 1);
                NextBestAction below = ranking.get(i);
                assertThat(above.score()).isGreaterThanOrEqualTo(below.score());
                if (above.score() == below.score()) {
                    assertThat(above.action()).isLessThan(below.action());
                }
            }
        }
    }

    @Property
    void theOrderOfTheArgumentsDoesNotMatter(@ForAll("problems") RankingInput problem, @ForAll Random random) {
        assertThat(problem.shuffled(random).rank()).isEqualTo(problem.rank());
    }

    @Property
    void ranksDoingNothingOnceBehindAllActionsWithAPositiveScore(@ForAll("problems") RankingInput problem) {
        List<NextBestAction> ranking = problem.rank();
        List<NextBestAction> nothing =
                ranking.stream().filter(a -> a.action().equals(Action.NONE)).toList();
        assertThat(nothing).hasSize(1);
        assertThat(nothing.getFirst().score()).isZero();
        assertThat(ranking)
                .allMatch(a -> a.score() <= 0 || a.rank() < nothing.getFirst().rank());
    }

    @Property
    void ranksExactlyTheActionsThatAreNotExcluded(@ForAll("problems") RankingInput problem) {
        Set<String> expected = new HashSet<>(Set.of(Action.NONE));
        problem.candidates().forEach(c -> expected.add(c.getAction()));
        problem.exclusions().forEach(e -> expected.remove(e.action()));
        assertThat(problem.rank()).extracting(NextBestAction::action).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Property
    void theScoreOfAnActionIsThatOfItsBestCandidate(@ForAll("problems") RankingInput problem) {
        for (NextBestAction ranked : problem.rank()) {
            if (!ranked.action().equals(Action.NONE)) {
                double factor = 1;
                for (Decision.Lever lever : problem.levers()) {
                    if (lever.action().equals(ranked.action())) {
                        factor *= (1 + lever.lever()) * (1 + lever.context());
                    }
                }
                double best = Double.NEGATIVE_INFINITY;
                for (Candidate candidate : problem.candidates()) {
                    if (candidate.getAction().equals(ranked.action())) {
                        best = Math.max(best, candidate.getExpectedMargin() * factor);
                    }
                }
                assertThat(ranked.score()).isBetween(best - 1e-6, best + 1e-6);
            }
        }
    }

    record RankingInput(List<Candidate> candidates, List<Exclusion> exclusions, List<Decision.Lever> levers) {
        List<NextBestAction> rank() {
            return Arbitration.rank(candidates, exclusions, levers, "EMAIL");
        }

        RankingInput shuffled(Random random) {
            return new RankingInput(
                    shuffled(candidates, random), shuffled(exclusions, random), shuffled(levers, random));
        }

        private static <T> List<T> shuffled(List<T> list, Random random) {
            List<T> shuffled = new ArrayList<>(list);
            Collections.shuffle(shuffled, random);
            return shuffled;
        }
    }

    @Provide
    Arbitrary<RankingInput> problems() {
        Arbitrary<String> codes = Arbitraries.of(CODES);
        Arbitrary<Double> shares = Arbitraries.integers().between(0, 10).map(n -> n / 10.0);
        Arbitrary<Double> money = Arbitraries.integers().between(-5, 40).map(n -> n * 2.5);
        Arbitrary<Double> costs = Arbitraries.integers().between(0, 8).map(n -> n * 2.5);
        Arbitrary<Double> weights = Arbitraries.integers().between(-9, 20).map(n -> n / 10.0);
        return Combinators.combine(
                        Combinators.combine(codes, shares, money, costs)
                                .as((code, propensity, value, cost) -> candidate(code, propensity, value, cost))
                                .list()
                                .ofMaxSize(12),
                        codes.map(code -> new Exclusion(code, "E1", Text.same("no")))
                                .list()
                                .ofMaxSize(3),
                        Combinators.combine(codes, weights, weights)
                                .as(Decision.Lever::new)
                                .list()
                                .ofMaxSize(6))
                .as(RankingInput::new);
    }
}
