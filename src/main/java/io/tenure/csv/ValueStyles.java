package io.tenure.csv;

/// How the dates and numbers of a file are written.
public record ValueStyles(DateStyle dates, NumberStyle numbers) {}
