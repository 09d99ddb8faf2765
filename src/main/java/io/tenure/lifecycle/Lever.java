package io.tenure.lifecycle;

/// A weight on one action's score: 0.2 raises it by a fifth, -0.5 halves it, 0 changes nothing.
///
/// @param lever business weight as a fraction, above -1
/// @param context situational weight as a fraction, above -1
public record Lever(String action, double lever, double context) {}
