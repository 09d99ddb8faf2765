package io.tenure.response;

import org.jspecify.annotations.Nullable;

/// A contact that a decision reserves for its caller, who is about to make it.
///
/// @param channel null where any channel will do
/// @param action code of the action
public record ContactReservation(@Nullable String channel, String action) {}
