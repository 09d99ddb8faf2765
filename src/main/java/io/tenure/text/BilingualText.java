package io.tenure.text;

/// A text that comes as data, from a sheet or a rule.
record BilingualText(String en, String zh) implements Text {}
