package io.tenure.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.tenure.calibration.Contracts.Contract;
import io.tenure.input.TransactionAccount;
import io.tenure.input.TransactionAccount.Transaction;
import io.tenure.replay.RecordedAccount;
import io.tenure.replay.RecordedAccounts;
import io.tenure.replay.RecordedStages;
import io.tenure.text.Message;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Reads the customers on record of a running Tenure, as `GET /api/v1/customers` tells them.
final class RecordedBase {
    private static final int PAGE = 1_000;

    private RecordedBase() {}

    private static RecordedAccount account(JsonNode json) {
        List<Transaction> purchases = new ArrayList<>();
        for (JsonNode purchase : json.path("purchases")) {
            purchases.add(new Transaction(
                    LocalDate.parse(purchase.get("date").asText()),
                    purchase.get("amount").asDouble(),
                    purchase.path("margin").asDouble(Double.NaN)));
        }
        NavigableMap<LocalDate, String> stages = new TreeMap<>();
        for (JsonNode stage : json.get("stages")) {
            stages.put(
                    LocalDate.parse(stage.get("asOf").asText()),
                    stage.get("stage").asText());
        }
        return RecordedAccount.of(
                json.get("customer").asText(),
                LocalDate.parse(json.get("asOf").asText()),
                json.get("relationshipType").asText().equals("CONTRACTUAL"),
                day(json.path("start")),
                day(json.path("ended")),
                json.path("purchases").isArray() ? purchases : null,
                stages);
    }

    private static @Nullable LocalDate day(JsonNode text) {
        return text.isTextual() ? LocalDate.parse(text.asText()) : null;
    }

    /// The contract as it was seen up to a day; null where its start is unknown, or nothing was seen of it.
    private static @Nullable Contract contract(RecordedAccount customer, LocalDate end) {
        LocalDate start = customer.start();
        LocalDate ended = customer.ended();
        if (start == null || customer.stages().isEmpty()) {
            return null;
        }
        LocalDate seen = customer.stages().firstKey();
        LocalDate last = ended == null || ended.isAfter(end) ? end : ended;
        return start.isAfter(seen) || seen.isAfter(last) ? null : new Contract(start, seen, last, last == ended);
    }

    private static RecordedAccounts read(Console console, ServiceClient service) throws IOException, CliException {
        List<RecordedAccount> customers = new ArrayList<>();
        int unreadable = 0;
        String after = null;
        try (ProgressDisplay progress = ProgressDisplay.of(console, Message.of("cli.progress.reading"), -1)) {
            do {
                JsonNode page = service.sendJson(
                        "viewer",
                        console.locale(),
                        "GET",
                        "/customers" + ServiceClient.query("after", after, "limit", PAGE),
                        null);
                for (JsonNode customer : page.get("customers")) {
                    customers.add(account(customer));
                }
                progress.advance(page.get("customers").size());
                unreadable += page.get("unreadable").asInt();
                after = page.path("next").isNull() ? null : page.path("next").asText();
            } while (after != null);
        }
        return new RecordedAccounts(customers, unreadable);
    }

    /// The customers of whom it is known what they did up to a day; tells how many are left out.
    ///
    /// @param end null for the last day up to which nine customers in ten are known
    static CustomerLog log(Console console, ServiceClient service, @Nullable LocalDate end)
            throws IOException, CliException {
        RecordedAccounts all = read(console, service);
        RecordedAccounts.Known known = all.until(end)
                .orElseThrow(
                        () -> CliException.failure(Message.of("cli.record.empty", "unreadable", all.unreadable())));
        LocalDate last = known.end();
        List<TransactionAccount> accounts = new ArrayList<>();
        List<Contract> contracts = new ArrayList<>();
        Map<String, NavigableMap<LocalDate, String>> stages = new HashMap<>();
        int unknown = 0;
        for (RecordedAccount customer : known.customers()) {
            Contract contract = customer.contractual() ? contract(customer, last) : null;
            if (contract != null) {
                contracts.add(contract);
            } else if (customer.contractual() || customer.purchases() == null) {
                unknown++;
            } else {
                accounts.add(customer.purchases().until(last));
                stages.put(customer.id(), customer.stages());
            }
        }
        console.printError(Message.of(
                "cli.record.read",
                "end",
                last,
                "customers",
                accounts.size(),
                "contracts",
                contracts.size(),
                "older",
                known.older(),
                "unknown",
                unknown,
                "unreadable",
                all.unreadable()));
        if (known.manyOlder()) {
            console.printError(Message.of("cli.record.older", "end", last));
        }
        return new CustomerLog(accounts, last, true, contracts, new RecordedStages(stages));
    }
}
