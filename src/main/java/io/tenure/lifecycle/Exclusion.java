package io.tenure.lifecycle;

/// An action that may not be taken, and the rule that says so.
public record Exclusion(String action, String rule, Text reason) {}
