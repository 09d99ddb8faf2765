package io.tenure.api.authoring;

import io.tenure.input.InputFault;
import io.tenure.input.QueryParameters;
import io.tenure.text.Message;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which customers on record an impact is measured on.
///
/// @param maxCustomers customers at most, the latest decided first
/// @param from first day of decisions, UTC; null for all before
/// @param to last day; null for all after
/// @param requested whether any of it was asked for
record RecordedCustomers(
        int maxCustomers,
        @Nullable LocalDate from,
        @Nullable LocalDate to,
        boolean requested,
        List<InputFault> faults) {
    static final int MAX_CUSTOMERS = 100_000;
    private static final String PARAMETER = "maxCustomers";

    static RecordedCustomers of(MultivaluedMap<String, String> parameters) {
        List<InputFault> faults = new ArrayList<>();
        String recorded = parameters.getFirst(PARAMETER);
        int most = DraftImpact.DEFAULT_CUSTOMERS;
        if (recorded != null) {
            most = recorded.matches("[0-9]{1,9}") ? Integer.parseInt(recorded) : 0;
            if (most < 1 || most > MAX_CUSTOMERS) {
                faults.add(new InputFault(
                        "out-of-range",
                        "/" + PARAMETER,
                        recorded,
                        Message.of("api.impact.bad-customer-count.expected", "maxCustomers", MAX_CUSTOMERS),
                        Message.of(
                                "api.impact.bad-customer-count.message",
                                "recorded",
                                recorded,
                                "maxCustomers",
                                MAX_CUSTOMERS)));
            }
        }
        LocalDate from = QueryParameters.day("from", parameters, faults);
        LocalDate to = QueryParameters.day("to", parameters, faults);
        boolean asked = recorded != null || parameters.containsKey("from") || parameters.containsKey("to");
        return new RecordedCustomers(most, from, to, asked, faults);
    }

    /// What is wrong with it where a file came, too.
    List<InputFault> conflictWithFile() {
        return requested
                ? List.of(new InputFault(
                        "invalid-value",
                        "/" + PARAMETER,
                        null,
                        Message.of("api.impact.two-sources.expected"),
                        Message.of("api.impact.two-sources.message")))
                : List.of();
    }
}
