package io.tenure.api.proof;

import io.tenure.api.proof.CustomersView.CustomerView;
import io.tenure.api.proof.CustomersView.PurchaseView;
import io.tenure.api.proof.CustomersView.StageView;
import io.tenure.bundle.Ruleset;
import io.tenure.finding.Checked;
import io.tenure.input.CustomerReader;
import io.tenure.input.InputFault;
import io.tenure.input.Json;
import io.tenure.lifecycle.Customer;
import io.tenure.lifecycle.DecisionInput;
import io.tenure.record.CustomerBase;
import io.tenure.record.CustomerBase.StageOn;
import io.tenure.record.CustomerBase.StoredCustomer;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The customers on record, as a ruleset reads their latest requests.
@Singleton
final class RecordedCustomers {
    private static final String TERMINATED = "TERMINATED";

    private final CustomerBase base;
    private final Clock clock;

    RecordedCustomers(CustomerBase base, Clock clock) {
        this.base = base;
        this.clock = clock;
    }

    /// @param after number of the last customer of the page before; 0 for the first page
    /// @param limit most customers, above 0
    CustomersView page(Ruleset ruleset, long after, int limit) {
        CustomerBase.Page page = base.page(after, limit);
        CustomerReader reader = new CustomerReader(ruleset, clock);
        List<CustomerView> views = new ArrayList<>();
        for (StoredCustomer stored : page.customers()) {
            view(stored, reader).ifPresent(views::add);
        }
        return new CustomersView(views, page.customers().size() - views.size(), page.next());
    }

    private static Optional<CustomerView> view(StoredCustomer stored, CustomerReader reader) {
        if (stored.payload() == null) {
            return Optional.empty();
        }
        Checked<Json, InputFault> parsed = stored.payload().readRequest().customer();
        if (!(parsed instanceof Checked.Valid(Json.Obj request, var _))
                || !(reader.read(parsed, null) instanceof Checked.Valid(DecisionInput input, var _))) {
            return Optional.empty();
        }
        Customer customer = input.customer();
        return Optional.of(new CustomerView(
                stored.number(),
                stored.asOf(),
                Objects.requireNonNull(customer.getRelationshipType()),
                customer.getFirstPurchaseDate(),
                ended(stored),
                request.members().stream().anyMatch(member -> member.name().equals("purchases"))
                        ? purchases(customer, stored)
                        : null,
                stored.stages().stream()
                        .map(point -> new StageView(point.asOf(), point.stage()))
                        .toList()));
    }

    private static List<PurchaseView> purchases(Customer customer, StoredCustomer stored) {
        List<PurchaseView> purchases = new ArrayList<>();
        customer.purchases()
                .forEach(bought -> purchases.add(new PurchaseView(bought.date(), bought.amount(), bought.margin())));
        for (CustomerBase.Event event : stored.events()) {
            // Those up to the day of the request are among the ones that it listed.
            if (event.amount() != null && day(event.at()).isAfter(stored.asOf())) {
                purchases.add(new PurchaseView(day(event.at()), event.amount().doubleValue(), null));
            }
        }
        return purchases;
    }

    /// The day on which the relationship ended; null while it lasts, or where it began again.
    private static @Nullable LocalDate ended(StoredCustomer stored) {
        LocalDate lasted = LocalDate.MIN;
        LocalDate ended = null;
        for (StageOn point : stored.stages()) {
            if (!point.stage().equals(TERMINATED)) {
                lasted = point.asOf();
                ended = null;
            } else if (ended == null) {
                ended = point.asOf();
            }
        }
        for (CustomerBase.Event event : stored.events()) {
            LocalDate day = day(event.at());
            if (event.amount() == null && !day.isBefore(lasted) && (ended == null || day.isBefore(ended))) {
                ended = day;
            }
        }
        return ended;
    }

    private static LocalDate day(Instant at) {
        return at.atOffset(ZoneOffset.UTC).toLocalDate();
    }
}
