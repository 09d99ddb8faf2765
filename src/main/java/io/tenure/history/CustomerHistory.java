package io.tenure.history;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What is stored about a customer when a decision is made.
///
/// @param pseudonym keyed hash of the customer's id, by which the customer is found
/// @param customerNumber number of the customer whom anything below is about; null where nothing is stored. Whoever is
///     erased and decided again has another
/// @param contactVersion goes up with each contact reserved or made; a reservation counts only if it hasn't changed
///     meanwhile
/// @param points by day, ascending, one point a day
/// @param contacts by day, ascending
/// @param earlierResponse the decision that answered the same request before; null for none
public record CustomerHistory(
        byte[] pseudonym,
        @Nullable Long customerNumber,
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
    /// @param transition code of how the stage was reached: `USUAL`, `UNUSUAL`, `HELD`; null where unknown
    /// @param volumeHalved whether volume had halved; null where unknown
    public record StagePoint(
            LocalDate asOf,
            String stage,
            @Nullable String transition,
            @Nullable Boolean volumeHalved,
            UUID decision) {}

    /// A contact that we started.
    ///
    /// @param action code of the action it presented
    /// @param made whether it was made, or only reserved for the caller who will make it
    public record PastContact(LocalDate date, @Nullable String channel, String action, boolean made) {}

    /// The decision that answered the same request before.
    ///
    /// @param bodyHash keyed hash of the body sent then
    public record EarlierResponse(UUID decision, byte[] bodyHash) {}

    /// The history of an unknown customer.
    public static CustomerHistory empty(byte[] pseudonym) {
        return new CustomerHistory(pseudonym, null, 0, List.of(), List.of(), null);
    }
}
