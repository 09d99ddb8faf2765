package io.tenure.input;

import io.tenure.finding.Checked;
import io.tenure.lifecycle.Purchase;
import io.tenure.text.Message;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Customers made from their transactions and from facts that all of them share.
public final class TransactionCustomers implements CustomerSource {
    private final Iterator<TransactionAccount> accounts;
    private final LocalDate asOf;
    private final Map<String, String> facts;
    private final CustomerReader reader;

    /// @param accounts without anything after `asOf`
    /// @param facts cells by name, the same for every customer
    public TransactionCustomers(
            Iterable<TransactionAccount> accounts, LocalDate asOf, Map<String, String> facts, CustomerReader reader) {
        this.accounts = accounts.iterator();
        this.asOf = asOf;
        this.facts = facts;
        this.reader = reader;
    }

    @Override
    public @Nullable Entry next() {
        if (!accounts.hasNext()) {
            return null;
        }
        TransactionAccount account = accounts.next();
        return new Entry(account.line(), account.id(), () -> {
            Map<String, String> row = new LinkedHashMap<>(facts);
            row.put("customerId", account.id());
            row.put("asOf", asOf.toString());
            if (account.hasOnlyReturns()) {
                // Without its purchases the customer would pass for one who has never bought.
                return new Checked.Invalid<>(List.of(new InputFault(
                        "only-returns",
                        "/purchases",
                        null,
                        Message.of("input.returns-only.expected"),
                        Message.of("input.returns-only.message", "asOf", asOf))));
            }
            List<Purchase> purchases = account.purchases(asOf);
            return reader.readRow(row, purchases);
        });
    }

    @Override
    public void close() {}
}
