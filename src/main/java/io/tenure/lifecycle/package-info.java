/// The vocabulary: facts, measures, outcomes, and the result of a decision.
///
/// Everything here is plain data without a framework. The dictionary is the one source of the type, unit, range and
/// meaning of every name.
@NullMarked
package io.tenure.lifecycle;

import org.jspecify.annotations.NullMarked;
