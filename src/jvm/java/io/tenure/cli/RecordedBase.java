package io.tenure.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.tenure.calibration.Contracts.Contract;
import io.tenure.input.TransactionAccount;
import io.tenure.input.TransactionAccount.Transaction;
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

/// The customers on record of a running Tenure, as `GET /api/v1/customers` tells them.
///
/// @param unreadable how many its active release can't read
record RecordedBase(List<RecordedCustomer> customers, int unreadable) {
    private static final int PAGE = 1_000;
    private static final double LEFT_OUT = .1;

    /// @param until the last day that is known of the customer
    /// @param start null where unknown
    /// @param ended null while the relationship lasts
    /// @param account null where the purchases aren't known
    private record RecordedCustomer(
            String id,
            LocalDate until,
            boolean contractual,
            @Nullable LocalDate start,
            @Nullable LocalDate ended,
            @Nullable TransactionAccount account,
            NavigableMap<LocalDate, String> stages) {
        static RecordedCustomer of(JsonNode json) {
            String id = json.get("customer").asText();
            LocalDate asOf = LocalDate.parse(json.get("asOf").asText());
            LocalDate ended = day(json.path("ended"));
            LocalDate until = asOf;
            List<Transaction> purchases = new ArrayList<>();
            for (JsonNode purchase : json.path("purchases")) {
                LocalDate bought = LocalDate.parse(purchase.get("date").asText());
                until = bought.isAfter(until) ? bought : until;
                purchases.add(new Transaction(
                        bought,
                        purchase.get("amount").asDouble(),
                        purchase.path("margin").asDouble(Double.NaN)));
            }
            NavigableMap<LocalDate, String> stages = new TreeMap<>();
            for (JsonNode stage : json.get("stages")) {
                stages.put(
                        LocalDate.parse(stage.get("asOf").asText()),
                        stage.get("stage").asText());
            }
            return new RecordedCustomer(
                    id,
                    // Who has left buys nothing more, which is known.
                    ended == null ? until : LocalDate.MAX,
                    json.get("relationshipType").asText().equals("CONTRACTUAL"),
                    day(json.path("start")),
                    ended,
                    json.path("purchases").isArray() ? TransactionAccount.of(id, purchases) : null,
                    stages);
        }

        private static @Nullable LocalDate day(JsonNode text) {
            return text.isTextual() ? LocalDate.parse(text.asText()) : null;
        }

        /// The contract as it was seen up to a day; null where its start is unknown, or nothing was seen of it.
        @Nullable
        Contract contract(LocalDate end) {
            if (start == null || stages.isEmpty()) {
                return null;
            }
            LocalDate seen = stages.firstKey();
            LocalDate last = ended == null || ended.isAfter(end) ? end : ended;
            return start.isAfter(seen) || seen.isAfter(last) ? null : new Contract(start, seen, last, last == ended);
        }
    }

    static RecordedBase read(Console console, ServiceClient service) throws IOException, CliException {
        List<RecordedCustomer> customers = new ArrayList<>();
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
                    customers.add(RecordedCustomer.of(customer));
                }
                progress.advance(page.get("customers").size());
                unreadable += page.get("unreadable").asInt();
                after = page.path("next").isNull() ? null : page.path("next").asText();
            } while (after != null);
        }
        return new RecordedBase(customers, unreadable);
    }

    /// The customers of whom it is known what they did up to a day. The others may have bought something since their
    /// latest request, so that their silence says nothing.
    ///
    /// @param end null for the last day up to which nine customers in ten are known
    CustomerLog log(Console console, @Nullable LocalDate end) throws CliException {
        List<LocalDate> days = customers.stream()
                .map(c -> c.until)
                .filter(day -> day.isBefore(LocalDate.MAX))
                .sorted()
                .toList();
        if (days.isEmpty()) {
            throw CliException.failure(Message.of("cli.record.empty", "unreadable", unreadable));
        }
        LocalDate asked = end == null ? days.get((int) (days.size() * LEFT_OUT)) : end;
        LocalDate last = asked.isAfter(days.getLast()) ? days.getLast() : asked;
        List<TransactionAccount> accounts = new ArrayList<>();
        List<Contract> contracts = new ArrayList<>();
        Map<String, NavigableMap<LocalDate, String>> stages = new HashMap<>();
        int older = 0;
        int unknown = 0;
        for (RecordedCustomer customer : customers) {
            if (customer.until.isBefore(last)) {
                older++;
            } else if (customer.contractual) {
                Contract contract = customer.contract(last);
                if (contract == null) {
                    unknown++;
                } else {
                    contracts.add(contract);
                }
            } else if (customer.account == null) {
                unknown++;
            } else {
                accounts.add(customer.account.until(last));
                stages.put(customer.id, customer.stages);
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
                older,
                "unknown",
                unknown,
                "unreadable",
                unreadable));
        if (older > LEFT_OUT * customers.size()) {
            console.printError(Message.of("cli.record.older", "end", last));
        }
        return new CustomerLog(accounts, last, true, contracts, new RecordedStages(stages));
    }
}
