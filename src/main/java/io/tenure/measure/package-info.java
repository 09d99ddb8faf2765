/// From facts to measures: the formulas of the literature, each with its units, source and range of validity.
///
/// Everything here is a pure function. What is unknown stays unknown with a reason; it is never taken for 0. The
/// package reads no clock and keeps no state.
@NullMarked
package io.tenure.measure;

import org.jspecify.annotations.NullMarked;
