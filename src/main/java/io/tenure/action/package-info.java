/// From candidates to a ranking: which of the actions that may be taken is best.
///
/// Everything here is a pure function of its arguments; the order of the arguments never matters.
@NullMarked
package io.tenure.action;

import org.jspecify.annotations.NullMarked;
