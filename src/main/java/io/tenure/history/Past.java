package io.tenure.history;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What is on record about a customer at one moment.
///
/// @param mark what the customer is found by
/// @param version goes up with each contact promised or made; a promise counts only if it hasn't moved meanwhile
/// @param path by day, ascending, one point a day
/// @param answered the decision that answered the same request before; null for none
public record Past(
        byte[] mark,
        int version,
        List<Point> path,
        List<Touch> contacts,
        @Nullable Answered answered) {
    public Past {
        path = List.copyOf(path);
        contacts = List.copyOf(contacts);
    }

    /// A customer's stage on one day.
    ///
    /// @param dropped whether volume had halved; null where unknown
    public record Point(
            LocalDate asOf,
            String stage,
            @Nullable String transition,
            @Nullable Boolean dropped,
            UUID decision) {}

    /// A contact of ours.
    ///
    /// @param made whether it was made, or only promised to the caller who will make it
    public record Touch(LocalDate day, @Nullable String channel, String action, boolean made) {}

    /// @param body hash of what was sent then
    public record Answered(UUID decision, byte[] body) {}

    /// Nothing is known.
    public static Past none(byte[] mark) {
        return new Past(mark, 0, List.of(), List.of(), null);
    }
}
