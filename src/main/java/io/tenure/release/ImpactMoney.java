package io.tenure.release;

import io.tenure.lifecycle.DecisionResult;
import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.FieldKind;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Amounts of money summed over the customers whom two rulesets decide: outcomes in money, and score and cost of the
/// first action. Amounts of different currencies are summed apart.
final class ImpactMoney {
    /// The score of the first action, `(propensity x value - cost) x context x lever`.
    private static final String SCORE = "score1";

    private static final String COST = "cost1";
    private static final int MAX_SUMS = 100;

    private final Dictionary before;
    private final Dictionary after;
    private final TreeSet<String> outcomes = new TreeSet<>();
    private final Map<Amount, Sum> sums = new TreeMap<>();

    private record Amount(String name, String currency) implements Comparable<Amount> {
        @Override
        public int compareTo(Amount other) {
            int byName = name.compareTo(other.name);
            return byName != 0 ? byName : currency.compareTo(other.currency);
        }
    }

    private static final class Sum {
        private int customers;
        private int changed;
        private double before;
        private double after;

        void add(Sum other) {
            customers += other.customers;
            changed += other.changed;
            before += other.before;
            after += other.after;
        }
    }

    ImpactMoney(Dictionary before, Dictionary after) {
        this.before = before;
        this.after = after;
        Stream.of(before, after)
                .flatMap(dictionary -> dictionary.fields(FieldKind.OUTCOME).stream())
                .filter(field -> field.unit().startsWith("money"))
                .forEach(field -> outcomes.add(field.name()));
    }

    void count(DecisionResult was, DecisionResult is) {
        String currency = Objects.requireNonNullElse(is.customer().getCurrency(), "");
        for (String name : outcomes) {
            count(name, currency, value(before, was, name), value(after, is, name));
        }
        if (!was.nextBestActions().isEmpty() && !is.nextBestActions().isEmpty()) {
            var first = was.nextBestActions().getFirst();
            var firstNow = is.nextBestActions().getFirst();
            count(SCORE, currency, first.score(), firstNow.score());
            count(COST, currency, first.cost(), firstNow.cost());
        }
    }

    private void count(String name, String currency, @Nullable Double was, @Nullable Double is) {
        if (was == null && is == null) {
            return;
        }
        Sum sum = sums.computeIfAbsent(new Amount(name, currency), _ -> new Sum());
        sum.customers++;
        sum.changed += Objects.equals(was, is) ? 0 : 1;
        sum.before += was == null ? 0 : was;
        sum.after += is == null ? 0 : is;
    }

    /// The value of an outcome; null where it is unknown, or the ruleset has none of that name.
    ///
    /// @param dictionary of the ruleset that decided
    static @Nullable Object outcome(Dictionary dictionary, DecisionResult result, String name) {
        return dictionary
                .find(name)
                .filter(field -> field.kind() == FieldKind.OUTCOME)
                .map(field -> result.decision().value(field.index()))
                .orElse(null);
    }

    private static @Nullable Double value(Dictionary dictionary, DecisionResult result, String name) {
        return outcome(dictionary, result, name) instanceof Number number ? (Double) number.doubleValue() : null;
    }

    void add(ImpactMoney part) {
        part.sums.forEach(
                (amount, sum) -> sums.computeIfAbsent(amount, _ -> new Sum()).add(sum));
    }

    /// The sums, those that change for the most customers first.
    List<ImpactReport.Money> report() {
        return sums.entrySet().stream()
                .map(entry -> new ImpactReport.Money(
                        entry.getKey().name,
                        entry.getKey().currency.isEmpty() ? null : entry.getKey().currency,
                        entry.getValue().customers,
                        entry.getValue().changed,
                        rounded(entry.getValue().before),
                        rounded(entry.getValue().after)))
                .sorted(Comparator.comparingInt(money -> -money.changed()))
                .limit(MAX_SUMS)
                .toList();
    }

    private static double rounded(double amount) {
        return Math.rint(amount * 100) / 100;
    }
}
