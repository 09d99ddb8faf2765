/// Compiling a ruleset and deciding a customer; the only room that sees Drools.
///
/// A compiled ruleset is immutable and may be used by any number of threads. One Drools rule for each
/// phase applies the phase's tables in its consequence; DRL and free-form tables then have their turn in
/// the same session. Every row and rule that fires is recorded as a hit, by one path.
@NullMarked
package io.tenure.engine;

import org.jspecify.annotations.NullMarked;
