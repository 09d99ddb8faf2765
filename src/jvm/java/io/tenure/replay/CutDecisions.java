package io.tenure.replay;

import io.tenure.backtest.CustomerAtCut;
import io.tenure.backtest.CustomerAtCut.DecidingRow;
import io.tenure.backtest.Later;
import io.tenure.csv.UnreadableFileException;
import io.tenure.engine.CompiledRuleset;
import io.tenure.engine.DecisionPipeline;
import io.tenure.finding.Checked;
import io.tenure.input.CustomerReader;
import io.tenure.input.CustomerSource;
import io.tenure.input.TransactionAccount;
import io.tenure.input.TransactionCustomers;
import io.tenure.lifecycle.DecisionInput;
import io.tenure.lifecycle.DecisionResult;
import io.tenure.lifecycle.Hit;
import io.tenure.lifecycle.Measures;
import io.tenure.lifecycle.Purchase;
import io.tenure.measure.PurchaseDays;
import io.tenure.model.PurchaseHistory;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// Decides the customers of a log as on an earlier day. What is given to the rules is cut off before they see it.
///
/// @param facts that all customers share
public record CutDecisions(CompiledRuleset ruleset, Map<String, String> facts, Clock clock) {
    /// Longest horizon, days: five years.
    public static final int MAX_HORIZON = 1_830;

    private static final int YEAR_DAYS = 365;
    private static final int RECENT_DAYS = 90;
    private static final List<String> DECIDING = List.of("stage", "riskProbability");

    /// The customers as on the day, in the order of the accounts; empty for one who can't be decided.
    ///
    /// @param accounts each with a purchase on the day or before
    public List<Optional<CustomerAtCut>> decide(List<TransactionAccount> accounts, LocalDate day, LongConsumer progress)
            throws IOException, UnreadableFileException {
        CustomerReader reader = new CustomerReader(ruleset.ruleset(), clock);
        List<Optional<CustomerAtCut>> decided = new ArrayList<>(accounts.size());
        Iterable<TransactionAccount> asOnTheDay =
                () -> accounts.stream().map(account -> account.until(day)).iterator();
        try (CustomerSource customers = new TransactionCustomers(asOnTheDay, day, facts, reader)) {
            ParallelPipeline.run(customers::next, entry -> decide(entry, day), customer -> {
                progress.accept(1);
                decided.add(customer);
            });
        }
        return decided;
    }

    private Optional<CustomerAtCut> decide(CustomerSource.Entry entry, LocalDate day) {
        if (entry.reading().get() instanceof Checked.Valid(DecisionInput input, var _)
                && DecisionPipeline.decide(ruleset, input) instanceof Checked.Valid(DecisionResult result, var _)) {
            return Optional.of(customer(result.customer().purchases(), day, result));
        }
        return Optional.empty();
    }

    /// The customers as on the day, without anything decided about them.
    public static List<CustomerAtCut> undecided(List<TransactionAccount> accounts, LocalDate day) {
        return accounts.stream()
                .map(account -> customer(account.until(day).purchases(day), day, null))
                .toList();
    }

    /// The accounts with a purchase on the day or before.
    public static List<TransactionAccount> customersOn(LocalDate day, Iterable<TransactionAccount> accounts) {
        List<TransactionAccount> customers = new ArrayList<>();
        for (TransactionAccount account : accounts) {
            if (account.hasPurchaseUntil(day)) {
                customers.add(account);
            }
        }
        return customers;
    }

    public static Later later(TransactionAccount account, LocalDate day, int horizonDays) {
        return new Later(
                account.purchaseDays(day, day.plusDays(horizonDays)), account.sales(day, day.plusDays(horizonDays)));
    }

    private static CustomerAtCut customer(List<Purchase> purchases, LocalDate day, @Nullable DecisionResult result) {
        long[] days = PurchaseDays.of(purchases, day);
        long today = day.toEpochDay();
        int recent = 0;
        for (long bought : days) {
            recent += today - bought < RECENT_DAYS ? 1 : 0;
        }
        double sales = 0;
        double year = 0;
        for (Purchase purchase : purchases) {
            sales += purchase.amount();
            year += purchase.daysAgo() < YEAR_DAYS ? purchase.amount() : 0;
        }
        long first = days[0];
        var history = new PurchaseHistory(days.length - 1, days[days.length - 1] - first, today - first);
        if (result == null) {
            return new CustomerAtCut(
                    history,
                    sales,
                    year,
                    recent,
                    0,
                    Double.NaN,
                    null,
                    null,
                    Double.NaN,
                    Double.NaN,
                    Double.NaN,
                    Double.NaN,
                    List.of());
        }
        Measures measures = result.measures();
        return new CustomerAtCut(
                history,
                sales,
                year,
                recent,
                rfmSum(measures),
                orNaN(measures.getGapRatio()),
                result.decision().getStage(),
                result.decision().getRiskBand(),
                orNaN(result.decision().getRiskProbability()),
                orNaN(measures.getClv()),
                // Not the measure: the risk that was decided may be that of a table.
                orNaN(result.decision().getRiskProbability()) * orNaN(measures.getActiveValue()),
                result.nextBestActions().getFirst().score(),
                rows(result.hits()));
    }

    private static int rfmSum(Measures measures) {
        Integer recency = measures.getRecencyScore();
        Integer frequency = measures.getFrequencyScore();
        Integer monetary = measures.getMonetaryScore();
        return recency == null || frequency == null || monetary == null ? 0 : recency + frequency + monetary;
    }

    private static double orNaN(@Nullable Double value) {
        return value == null ? Double.NaN : value;
    }

    private static List<DecidingRow> rows(List<Hit> hits) {
        List<DecidingRow> rows = new ArrayList<>(2);
        for (Hit hit : hits) {
            for (String outcome : DECIDING) {
                if (hit.origin().writes().contains(outcome)) {
                    rows.add(new DecidingRow(
                            hit.origin().workbook(),
                            hit.origin().sheet(),
                            hit.origin().row(),
                            hit.origin().name(),
                            outcome));
                }
            }
        }
        return rows;
    }
}
