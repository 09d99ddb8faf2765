/// Typed decision tables as data: rows, conditions and assignments, and the index that finds the rows that match.
///
/// The index and the analysis share one partition of a column's values. The package does not know the layout of
/// workbooks.
@NullMarked
package io.tenure.table;

import org.jspecify.annotations.NullMarked;
