package io.tenure.parser;

import io.tenure.table.Table;

/// A typed table with what could be read of it.
///
/// @param hasAllColumns whether every column was understood, so that rows may be compared
/// @param hasAllRows whether every row was understood, so that gaps between them may be reported
public record TableContent(Table table, boolean hasAllColumns, boolean hasAllRows) {}
