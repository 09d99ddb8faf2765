/// Typed decision tables as data: rows, conditions and assignments, and the index that finds the rows that match.
///
/// The index and the analysis share one partition of a column's values. Nothing here knows how a table is written in
/// a workbook.
@NullMarked
package io.tenure.table;

import org.jspecify.annotations.NullMarked;
