package io.tenure.record;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An entry as it is stored: what was said is sealed, and who it is about is a mark.
///
/// @param contactVersion the customer's version that a promised contact rests on
/// @param requestHash what the request is known by, and `body` the hash of it; null where it has no key
record DecisionRow(
        UUID id,
        Instant decidedAt,
        byte[] pseudonym,
        int contactVersion,
        LocalDate asOf,
        int release,
        boolean trial,
        ReportingColumns columns,
        byte @Nullable [] requestHash,
        byte @Nullable [] bodyHash,
        NewDecision.@Nullable ContactReservation reservation,
        String language,
        int keyNumber,
        byte[] encryptedPayload) {
    static DecisionRow of(NewDecision entry, PayloadCipher seal) {
        NewDecision.IdempotentRequest request = entry.request();
        return new DecisionRow(
                entry.id(),
                entry.decidedAt(),
                entry.history().pseudonym(),
                entry.history().contactVersion(),
                entry.asOf(),
                entry.release(),
                entry.trial(),
                entry.columns(),
                request == null ? null : seal.requestHash(request.caller(), request.key()),
                request == null ? null : request.bodyHash(),
                entry.reservation(),
                entry.language(),
                seal.currentKeyNumber(),
                seal.encrypt(entry.id(), entry.payload().bytes()));
    }
}
