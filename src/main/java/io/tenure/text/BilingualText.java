package io.tenure.text;

/// Words that come as data, from a sheet or a rule.
record BilingualText(String en, String zh) implements Text {}
