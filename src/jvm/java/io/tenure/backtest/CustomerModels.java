package io.tenure.backtest;

import io.tenure.model.BgNbdFit;
import io.tenure.model.GammaGammaFit;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// The models of purchases and of spend, fitted to the customers of a day.
public final class CustomerModels {
    /// More customers change a fit by less than its interval.
    private static final int MAX_FITTED = 200_000;

    private CustomerModels() {}

    public static BgNbdFit purchases(List<CustomerAtCut> customers) {
        return BgNbdFit.of(
                sample(customers).stream().map(CustomerAtCut::history).toList());
    }

    /// The published or the modified model of purchases: the one under which the base is more likely.
    public static BgNbdFit likelierPurchases(List<CustomerAtCut> customers) {
        return BgNbdFit.moreLikely(
                sample(customers).stream().map(CustomerAtCut::history).toList());
    }

    public static Optional<GammaGammaFit> spend(List<CustomerAtCut> customers) {
        return GammaGammaFit.of(sample(customers).stream()
                .map(c -> new GammaGammaFit.Spend(c.purchases(), c.meanSpend()))
                .toList());
    }

    /// All, or every n-th of very many.
    static <T> List<T> sample(List<T> all) {
        int step = 1 + (all.size() - 1) / MAX_FITTED;
        return step == 1
                ? all
                : IntStream.iterate(0, i -> i < all.size(), i -> i + step)
                        .mapToObj(all::get)
                        .toList();
    }
}
