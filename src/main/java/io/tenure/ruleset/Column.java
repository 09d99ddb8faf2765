package io.tenure.ruleset;

import io.tenure.lifecycle.Term;

/// One condition or action column of a table.
///
/// @param term what the column reads or writes
/// @param heading the reader's own words for it
/// @param number column number, from 1
public record Column(Term term, String heading, int number) {}
