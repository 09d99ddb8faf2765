/// The static analysis of tables: gaps, overlaps, unreachable rows, conflicting writes, and evaluation order.
///
/// It covers all columns together, stops at its limits and says so, and claims nothing that it did not prove.
@NullMarked
package io.tenure.analysis;

import org.jspecify.annotations.NullMarked;
