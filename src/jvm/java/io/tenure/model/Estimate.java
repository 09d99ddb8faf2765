package io.tenure.model;

/// A fitted parameter with its 95 % interval.
///
/// @param low and `high`: from the curvature of the likelihood at its maximum, on the scale of logarithms
public record Estimate(double value, double low, double high) {}
