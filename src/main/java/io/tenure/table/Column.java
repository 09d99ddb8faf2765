package io.tenure.table;

import io.tenure.lifecycle.Field;

/// One condition or action column of a table.
///
/// @param field what the column reads or writes
/// @param heading as the sheet shows it, for people
/// @param number column number, from 1
public record Column(Field field, String heading, int number) {}
