package io.tenure.history;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An entry as it is stored: what was said is sealed, and who it is about is a mark.
///
/// @param version the customer's version that a promised contact rests on
/// @param request what the request is known by, and `body` the hash of it; null where it has no key
record Row(
        UUID id,
        Instant decidedAt,
        byte[] mark,
        int version,
        LocalDate asOf,
        int release,
        boolean trial,
        Entry.Outcomes outcomes,
        byte @Nullable [] request,
        byte @Nullable [] body,
        Entry.@Nullable Reserved contact,
        String language,
        int keyNumber,
        byte[] sealed) {
    static Row of(Entry entry, Seal seal) {
        Entry.Request request = entry.request();
        return new Row(
                entry.id(),
                entry.decidedAt(),
                entry.past().mark(),
                entry.past().version(),
                entry.asOf(),
                entry.release(),
                entry.trial(),
                entry.outcomes(),
                request == null ? null : seal.requestKey(request.caller(), request.key()),
                request == null ? null : request.body(),
                entry.contact(),
                entry.language(),
                seal.keyNumber(),
                seal.seal(entry.id(), entry.said().bytes()));
    }
}
