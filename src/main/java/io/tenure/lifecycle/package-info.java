/// The vocabulary: facts, measures, outcomes, and what a decision says.
///
/// Everything here is plain data without a framework. The dictionary is the one source of every
/// name's type, unit, range and meaning. This room imports no other.
@NullMarked
package io.tenure.lifecycle;

import org.jspecify.annotations.NullMarked;
