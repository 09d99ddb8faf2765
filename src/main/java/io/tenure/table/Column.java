package io.tenure.table;

import io.tenure.lifecycle.Field;

/// One condition or action column of a table.
///
/// @param field what the column reads or writes
/// @param heading the reader's own words for it
/// @param number column number, from 1
public record Column(Field field, String heading, int number) {}
