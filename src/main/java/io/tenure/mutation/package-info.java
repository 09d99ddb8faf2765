/// Mutation testing of a ruleset's scenarios: each threshold, result and parameter is changed a little, and the
/// scenarios should notice. Finds the cells that could be wrong unseen, and customers that would show it.
///
/// Changed rulesets are never stored and never decide anything but scenarios.
@NullMarked
package io.tenure.mutation;

import org.jspecify.annotations.NullMarked;
