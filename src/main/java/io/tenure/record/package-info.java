/// What was decided, each customer's path through the stages, and what came of the advice.
///
/// Everything is on record before it is answered. Facts are kept sealed. It decides nothing.
@NullMarked
package io.tenure.record;

import org.jspecify.annotations.NullMarked;
