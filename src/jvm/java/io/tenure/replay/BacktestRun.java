package io.tenure.replay;

import io.tenure.backtest.Backtest;
import io.tenure.backtest.Comparison;
import io.tenure.backtest.CustomerAtCut;
import io.tenure.backtest.CutReport;
import io.tenure.backtest.Later;
import io.tenure.csv.UnreadableFileException;
import io.tenure.engine.CompiledRuleset;
import io.tenure.input.TransactionAccount;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// The backtest of a log: decides its customers as on a cut, and compares with what they did then.
///
/// @param accounts of all customers, reaching beyond each cut by the horizon
/// @param other another bundle to compare with; null for none
/// @param facts that all customers share
public record BacktestRun(
        Collection<TransactionAccount> accounts,
        int horizonDays,
        CompiledRuleset ruleset,
        @Nullable CompiledRuleset other,
        Map<String, String> facts,
        Clock clock) {
    /// Most cuts of one backtest.
    public static final int MAX_CUTS = 24;

    /// What came of a cut.
    public sealed interface Outcome {}

    /// @param comparison null without another bundle
    /// @param undecided customers whom a bundle couldn't decide
    public record CutResult(CutReport report, @Nullable Comparison comparison, int undecided) implements Outcome {}

    /// All customers did the same, so nothing can be told apart.
    public record OneOutcome(LocalDate cut, int customers, int bought) implements Outcome {}

    /// @param customers those of the cut, as [CutDecisions#customersOn] finds them
    /// @param progress receives the number of decisions made since it was last called
    public Outcome run(LocalDate cut, List<TransactionAccount> customers, LongConsumer progress)
            throws IOException, UnreadableFileException {
        List<Optional<CustomerAtCut>> decided =
                new CutDecisions(ruleset, facts, clock).decide(customers, cut, progress);
        List<Optional<CustomerAtCut>> otherwise =
                other == null ? decided : new CutDecisions(other, facts, clock).decide(customers, cut, progress);
        List<CustomerAtCut> known = new ArrayList<>();
        List<CustomerAtCut> otherKnown = new ArrayList<>();
        List<Later> later = new ArrayList<>();
        for (int i = 0; i < customers.size(); i++) {
            if (decided.get(i).isPresent() && otherwise.get(i).isPresent()) {
                known.add(decided.get(i).get());
                otherKnown.add(otherwise.get(i).get());
                later.add(CutDecisions.later(customers.get(i), cut, horizonDays));
            }
        }
        long bought = later.stream().filter(Later::boughtAgain).count();
        if (bought == 0 || bought == known.size()) {
            return new OneOutcome(cut, known.size(), (int) bought);
        }
        Backtest backtest = new Backtest(cut, horizonDays, known, later, earlier(cut));
        return new CutResult(
                backtest.report(),
                other == null ? null : Comparison.of(backtest, otherKnown),
                customers.size() - known.size());
    }

    /// The customers a horizon before the cut, whose outcome was known at the cut.
    private Optional<Backtest.Earlier> earlier(LocalDate cut) {
        LocalDate day = cut.minusDays(horizonDays);
        List<TransactionAccount> customers = CutDecisions.customersOn(day, accounts);
        return customers.isEmpty()
                ? Optional.empty()
                : Optional.of(new Backtest.Earlier(
                        CutDecisions.undecided(customers, day),
                        customers.stream()
                                .map(account -> CutDecisions.later(account, day, horizonDays))
                                .toList()));
    }
}
