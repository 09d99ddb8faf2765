package io.tenure.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Decisions to put on record, of the least that can be said.
final class Rows {
    private Rows() {}

    static Row of(Seal seal, String customer, Instant at) {
        return of(seal, customer, at, null, null);
    }

    static Row of(
            Seal seal, String customer, Instant at, Entry.@Nullable Request request, Entry.@Nullable Reserved contact) {
        UUID id = new UUID(at.toEpochMilli() << 16 | 0x7000, UUID.randomUUID().getLeastSignificantBits());
        return Row.of(
                new Entry(
                        id,
                        at,
                        Past.none(seal.mark(customer)),
                        LocalDate.ofInstant(at, ZoneOffset.UTC),
                        1,
                        false,
                        new Entry.Outcomes("STABLE", "FIRST", null, null, null, null, null, null),
                        request,
                        contact,
                        "en",
                        new Said(
                                "{}".getBytes(UTF_8),
                                "{}".getBytes(UTF_8),
                                "{\"answer\": \"%s\"}".formatted(id).getBytes(UTF_8))),
                seal);
    }
}
