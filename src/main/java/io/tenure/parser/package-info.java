/// The table dialect: from the cells of a sheet to typed tables, rows, conditions and assignments.
///
/// All faults of a sheet are reported at once, each at its cell.
@NullMarked
package io.tenure.parser;

import org.jspecify.annotations.NullMarked;
