package io.tenure.api.proof;

import io.tenure.api.proof.CustomersView.CustomerView;
import io.tenure.api.proof.CustomersView.StageView;
import io.tenure.bundle.Ruleset;
import io.tenure.csv.UnreadableFileException;
import io.tenure.input.TransactionAccount;
import io.tenure.input.TransactionAccount.Transaction;
import io.tenure.replay.RecordedAccount;
import io.tenure.replay.RecordedAccounts;
import io.tenure.text.Message;
import io.tenure.text.Text;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/// The purchases of the customers on record, as a log for a backtest.
@Singleton
final class RecordedLog {
    /// Most purchases that are held in memory.
    static final int MAX_PURCHASES = 1_000_000;

    private static final int PAGE = 1_000;

    private final RecordedCustomers customers;

    RecordedLog(RecordedCustomers customers) {
        this.customers = customers;
    }

    /// The customers without a contract of whom it is known what they did up to the end of the last horizon.
    ///
    /// @param ruleset that reads their requests
    /// @param afterPage is run after each page
    /// @throws UnreadableFileException where nobody is known so far, or there are too many purchases
    BacktestRequest.Log read(BacktestRequest request, Ruleset ruleset, Runnable afterPage)
            throws UnreadableFileException {
        RecordedAccounts all = all(ruleset, afterPage);
        RecordedAccounts.Known known = all.until(request.cuts().getLast().plusDays(request.horizonDays()))
                .orElseThrow(() -> UnreadableFileException.of(
                        Message.of("api.backtest.record.empty", "unreadable", all.unreadable())));
        request.requireEnd(known.end());
        List<TransactionAccount> accounts = new ArrayList<>();
        for (RecordedAccount customer : known.customers()) {
            if (!customer.contractual() && customer.purchases() != null) {
                accounts.add(customer.purchases().until(known.end()));
            }
        }
        List<Text> messages = new ArrayList<>(List.of(Message.of(
                "api.backtest.record.read",
                "end",
                known.end(),
                "customers",
                accounts.size(),
                "older",
                known.older(),
                "others",
                known.customers().size() - accounts.size(),
                "unreadable",
                all.unreadable())));
        if (known.manyOlder()) {
            messages.add(Message.of("api.backtest.record.older", "end", known.end()));
        }
        return new BacktestRequest.Log(accounts, messages);
    }

    private RecordedAccounts all(Ruleset ruleset, Runnable afterPage) throws UnreadableFileException {
        List<RecordedAccount> accounts = new ArrayList<>();
        int unreadable = 0;
        long purchases = 0;
        Long after = 0L;
        while (after != null) {
            CustomersView page = customers.page(ruleset, after, PAGE);
            for (CustomerView customer : page.customers()) {
                accounts.add(account(customer));
                purchases +=
                        customer.purchases() == null ? 0 : customer.purchases().size();
            }
            if (purchases > MAX_PURCHASES) {
                throw UnreadableFileException.of(Message.of("api.backtest.record.too-large", "most", MAX_PURCHASES));
            }
            unreadable += page.unreadable();
            after = page.next();
            afterPage.run();
        }
        return new RecordedAccounts(accounts, unreadable);
    }

    private static RecordedAccount account(CustomerView customer) {
        NavigableMap<LocalDate, String> stages = new TreeMap<>();
        for (StageView stage : customer.stages()) {
            stages.put(stage.asOf(), stage.stage());
        }
        List<CustomersView.PurchaseView> purchases = customer.purchases();
        return RecordedAccount.of(
                Long.toString(customer.customer()),
                customer.asOf(),
                customer.relationshipType().equals("CONTRACTUAL"),
                customer.start(),
                customer.ended(),
                purchases == null
                        ? null
                        : purchases.stream()
                                .map(bought -> new Transaction(
                                        bought.date(),
                                        bought.amount(),
                                        bought.margin() == null ? Double.NaN : bought.margin()))
                                .toList(),
                stages);
    }
}
