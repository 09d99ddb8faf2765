/// From facts to measures: the formulas of the literature, each with its units, source and range of validity.
///
/// Everything here is a pure function. Unknown values stay unknown, with a reason, and never count as 0. The
/// package reads no clock and has no state.
@NullMarked
package io.tenure.measure;

import org.jspecify.annotations.NullMarked;
