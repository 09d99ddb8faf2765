/// The static analysis of tables: gaps, overlaps, unreachable rows, conflicting writes, and the evaluation order.
///
/// It covers all columns together, reports when it stops at its limits, and reports nothing that it did not prove.
@NullMarked
package io.tenure.analysis;

import org.jspecify.annotations.NullMarked;
