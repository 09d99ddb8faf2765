package io.tenure.lifecycle;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// One contact of ours with the customer.
///
/// @param daysAgo days from the contact to `asOf`; negative for a stored one on a later day
/// @param channel one of the codes of `channelPreference`; null where unknown
/// @param action the action the contact carried out; null where it was none of the catalogue's
public record Contact(
        LocalDate date,
        int daysAgo,
        @Nullable String channel,
        @Nullable String action) {}
