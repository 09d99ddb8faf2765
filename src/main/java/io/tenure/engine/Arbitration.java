package io.tenure.engine;

import io.tenure.lifecycle.Action;
import io.tenure.lifecycle.Candidate;
import io.tenure.lifecycle.DecimalRounding;
import io.tenure.lifecycle.Decision;
import io.tenure.lifecycle.Exclusion;
import io.tenure.lifecycle.NextBestAction;
import io.tenure.text.Message;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// Ranks the actions that may be taken for one customer: duties first, then by score.
///
/// `score = (propensity x value - cost) x context x lever`, money; context and lever are products of `1 +
/// weight` over all lever rows of the action. Doing nothing scores 0 and always takes part; what scores less
/// stands behind it. Equal scores stand in the order of their codes. After Pega's arbitration, with the cost
/// taken off the value.
public final class Arbitration {
    private static final NextBestAction DO_NOTHING = new NextBestAction(
            0, Action.NONE, 0, 0, 0, 0, 1, 1, null, "NONE", false, Message.of("engine.arbitration.do-nothing"));

    /// The better of two first: duties, then score, then code, then whatever else tells two candidates for one action
    /// apart.
    private static final Comparator<NextBestAction> ORDER = Comparator.comparing(NextBestAction::duty)
            .thenComparingDouble(NextBestAction::score)
            .reversed()
            .thenComparing(NextBestAction::action)
            .thenComparing(
                    Comparator.comparingDouble(NextBestAction::propensity).reversed())
            .thenComparing(Comparator.comparingDouble(NextBestAction::value).reversed())
            .thenComparingDouble(NextBestAction::cost)
            .thenComparing(a -> a.reason().in(Locale.ENGLISH))
            .thenComparing(a -> a.reason().in(Locale.CHINESE));

    private Arbitration() {}

    /// The allowed actions, best first.
    ///
    /// Of several candidates for one action the best counts. A candidate
    /// whose value is unknown can't be ranked and is left out, unless it is a duty, which is owed even if it is
    /// worth nothing. One for `NO_ACTION` is left out, which stands in the ranking anyway. Margins and scores are
    /// rounded, so that binary noise breaks no tie and turns no action that is worth nothing into one that is worth
    /// doing.
    ///
    /// @param exclusions of actions that are out, whatever candidates there are
    /// @param channelPreference the channel of every action that has it; the others use their first
    public static List<NextBestAction> rank(
            List<Candidate> candidates,
            List<Exclusion> exclusions,
            List<Decision.Lever> levers,
            @Nullable String channelPreference) {
        Set<String> excluded = new HashSet<>();
        for (Exclusion exclusion : exclusions) {
            excluded.add(exclusion.action());
        }
        Map<String, NextBestAction> best = new HashMap<>();
        best.put(Action.NONE, DO_NOTHING);
        for (Candidate candidate : candidates) {
            String action = candidate.getAction();
            boolean duty = candidate.catalogueAction().duty();
            Double value = candidate.getValue() == null && duty ? Double.valueOf(0) : candidate.getValue();
            if (value != null && !action.equals(Action.NONE) && !excluded.contains(action)) {
                best.merge(
                        action,
                        withScore(candidate, value, levers, channelPreference),
                        (one, other) -> ORDER.compare(one, other) <= 0 ? one : other);
            }
        }
        List<NextBestAction> ranking = new ArrayList<>(best.values());
        ranking.sort(ORDER);
        return numbered(ranking);
    }

    /// A ranking without some of its actions.
    static List<NextBestAction> without(List<NextBestAction> ranking, List<NextBestAction> withheld) {
        List<NextBestAction> left = new ArrayList<>(ranking);
        left.removeAll(withheld);
        return numbered(left);
    }

    private static List<NextBestAction> numbered(List<NextBestAction> ranking) {
        for (int i = 0; i < ranking.size(); i++) {
            ranking.set(i, withRank(ranking.get(i), i + 1));
        }
        return List.copyOf(ranking);
    }

    private static NextBestAction withScore(
            Candidate candidate, double value, List<Decision.Lever> levers, @Nullable String channelPreference) {
        Action action = candidate.catalogueAction();
        double context = product(levers, action.code(), Decision.Lever::context);
        double lever = product(levers, action.code(), Decision.Lever::lever);
        return new NextBestAction(
                0,
                action.code(),
                score(candidate, context, lever),
                candidate.getPropensity(),
                value,
                candidate.getCost(),
                context,
                lever,
                channel(action.channels(), channelPreference),
                action.level(),
                action.duty(),
                candidate.reason());
    }

    /// The score of a candidate; null where its value is unknown.
    public static @Nullable Double score(Candidate candidate, List<Decision.Lever> levers) {
        return candidate.getValue() == null
                ? null
                : (Double) score(
                        candidate,
                        product(levers, candidate.getAction(), Decision.Lever::context),
                        product(levers, candidate.getAction(), Decision.Lever::lever));
    }

    /// A duty whose value is unknown earns nothing and costs what it costs.
    private static double score(Candidate candidate, double context, double lever) {
        Double expected = candidate.getExpectedMargin();
        double margin = expected == null ? 0 - candidate.getCost() : expected;
        return finite(DecimalRounding.round(finite(finite(margin * context) * lever), DecimalRounding.FROM_MEASURES));
    }

    /// The product of `1 + weight` over an action's levers, multiplied in order of size so that the order of
    /// the rows leaves no trace.
    private static double product(List<Decision.Lever> levers, String action, ToDoubleFunction<Decision.Lever> weight) {
        double[] weights = new double[levers.size()];
        int count = 0;
        for (Decision.Lever lever : levers) {
            if (lever.action().equals(action)) {
                weights[count++] = weight.applyAsDouble(lever);
            }
        }
        Arrays.sort(weights, 0, count);
        double product = 1;
        for (int i = 0; i < count; i++) {
            product = finite(product * (1 + weights[i]));
        }
        return product;
    }

    private static @Nullable String channel(List<String> channels, @Nullable String preference) {
        if (preference != null && channels.contains(preference)) {
            return preference;
        }
        return channels.isEmpty() ? null : channels.getFirst();
    }

    /// The largest number there is in place of an infinite one, so that every score can be written and ranked.
    private static double finite(double number) {
        return Math.clamp(number, -Double.MAX_VALUE, Double.MAX_VALUE);
    }

    private static NextBestAction withRank(NextBestAction a, int rank) {
        return new NextBestAction(
                rank,
                a.action(),
                a.score(),
                a.propensity(),
                a.value(),
                a.cost(),
                a.context(),
                a.lever(),
                a.channel(),
                a.level(),
                a.duty(),
                a.reason());
    }
}
