package io.tenure.record;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What is on record about a customer at one moment.
///
/// @param pseudonym what the customer is found by
/// @param contactVersion goes up with each contact promised or made; a promise counts only if it hasn't moved
///     meanwhile
/// @param points by day, ascending, one point a day
/// @param earlierResponse the decision that answered the same request before; null for none
public record CustomerHistory(
        byte[] pseudonym,
        int contactVersion,
        List<StagePoint> points,
        List<PastContact> contacts,
        @Nullable EarlierResponse earlierResponse) {
    public CustomerHistory {
        points = List.copyOf(points);
        contacts = List.copyOf(contacts);
    }

    /// A customer's stage on one day.
    ///
    /// @param volumeHalved whether volume had halved; null where unknown
    public record StagePoint(
            LocalDate asOf,
            String stage,
            @Nullable String transition,
            @Nullable Boolean volumeHalved,
            UUID decision) {}

    /// A contact of ours.
    ///
    /// @param made whether it was made, or only promised to the caller who will make it
    public record PastContact(LocalDate date, @Nullable String channel, String action, boolean made) {}

    /// @param bodyHash hash of what was sent then
    public record EarlierResponse(UUID decision, byte[] bodyHash) {}

    /// Nothing is known.
    public static CustomerHistory empty(byte[] mark) {
        return new CustomerHistory(mark, 0, List.of(), List.of(), null);
    }
}
