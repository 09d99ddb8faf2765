/// From facts to measures: the formulas of the literature, each with its units, its source and where it
/// holds.
///
/// Everything here is a pure function. What is unknown stays unknown and says why; it is never taken for 0.
/// The room reads no clock, keeps no state and imports only the vocabulary.
@NullMarked
package io.tenure.measure;

import org.jspecify.annotations.NullMarked;
