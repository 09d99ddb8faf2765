/// What would have to be otherwise for another decision: the nearest changes of a customer's facts that lead to a
/// wished outcome, each proven by deciding again.
///
/// Nothing here decides by itself, and nothing is stored.
@NullMarked
package io.tenure.counterfactual;

import org.jspecify.annotations.NullMarked;
