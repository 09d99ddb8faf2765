package io.tenure.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tenure.encryption.PayloadCipher;
import io.tenure.history.CustomerHistory;
import io.tenure.response.ContactReservation;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Decisions to put on record, of the least that can be said.
final class Rows {
    private Rows() {}

    static DecisionRow of(PayloadCipher seal, String customer, Instant at) {
        return of(seal, customer, at, null, null);
    }

    /// Decided with the history of a customer of this number.
    static DecisionRow of(PayloadCipher seal, String customer, Instant at, long number) {
        CustomerHistory history = new CustomerHistory(seal.pseudonym(customer), number, 0, List.of(), List.of(), null);
        return of(seal, history, at, null, null);
    }

    static DecisionRow of(
            PayloadCipher seal,
            String customer,
            Instant at,
            NewDecision.@Nullable IdempotentRequest request,
            @Nullable ContactReservation contact) {
        return of(seal, CustomerHistory.empty(seal.pseudonym(customer)), at, request, contact);
    }

    private static DecisionRow of(
            PayloadCipher seal,
            CustomerHistory history,
            Instant at,
            NewDecision.@Nullable IdempotentRequest request,
            @Nullable ContactReservation contact) {
        UUID id = new UUID(at.toEpochMilli() << 16 | 0x7000, UUID.randomUUID().getLeastSignificantBits());
        return DecisionRow.of(
                new NewDecision(
                        id,
                        at,
                        history,
                        LocalDate.ofInstant(at, ZoneOffset.UTC),
                        1,
                        false,
                        new ReportingColumns(
                                "STABLE", "FIRST", null, null, null, null, null, null, null, null, null, null, null),
                        request,
                        contact,
                        "en",
                        new DecisionPayload(
                                "caller",
                                "{}".getBytes(UTF_8),
                                "{}".getBytes(UTF_8),
                                "{\"answer\": \"%s\"}".formatted(id).getBytes(UTF_8))),
                seal);
    }
}
