package io.tenure.lifecycle;

import io.tenure.text.Reason;

/// One sign of risk.
///
/// @param points what it adds to the risk points, 0 or more
public record Signal(String code, int points, Reason reason) {}
