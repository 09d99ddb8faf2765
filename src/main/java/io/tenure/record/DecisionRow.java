package io.tenure.record;

import io.tenure.encryption.PayloadCipher;
import io.tenure.response.ContactReservation;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A decision as it is inserted: the payload is encrypted, and the customer is a pseudonym.
///
/// @param recalledNumber number of the customer whose history it was made with; null for none
/// @param contactVersion the customer's version that a reserved contact is based on
/// @param requestHash identifies the request; null where it has no idempotency key, as is `bodyHash`
/// @param bodyHash keyed hash of the request's body
/// @param keyNumber number of the key that encrypts the payload
record DecisionRow(
        UUID id,
        Instant decidedAt,
        byte[] pseudonym,
        @Nullable Long recalledNumber,
        int contactVersion,
        LocalDate asOf,
        int release,
        boolean trial,
        ReportingColumns columns,
        byte @Nullable [] requestHash,
        byte @Nullable [] bodyHash,
        @Nullable ContactReservation reservation,
        String language,
        int keyNumber,
        byte[] encryptedPayload) {
    static DecisionRow of(NewDecision decision, PayloadCipher cipher) {
        NewDecision.IdempotentRequest request = decision.request();
        return new DecisionRow(
                decision.id(),
                decision.decidedAt(),
                decision.history().pseudonym(),
                decision.history().customerNumber(),
                decision.history().contactVersion(),
                decision.asOf(),
                decision.release(),
                decision.trial(),
                decision.columns(),
                request == null ? null : cipher.requestHash(request.caller(), request.key()),
                request == null ? null : request.bodyHash(),
                decision.reservation(),
                decision.language(),
                cipher.currentKeyNumber(),
                cipher.encrypt(decision.id(), decision.payload().bytes()));
    }
}
