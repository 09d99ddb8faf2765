/// Typed decision tables as data: rows, conditions, assignments, the index that matches rows, and the partition of
/// values that the analysis works on.
@NullMarked
package io.tenure.table;

import org.jspecify.annotations.NullMarked;
