package io.tenure.ruleset;

/// Rules that are code: a DRL file, or a free-form sheet turned into DRL by Drools' own reader.
///
/// @param file path in the bundle
/// @param sheet sheet name of a free-form table; empty for a DRL file
/// @param drl the text
public record Source(String file, String sheet, String drl) {}
