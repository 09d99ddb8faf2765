/// Compiling a ruleset and deciding a customer; the only package that depends on Drools.
///
/// A compiled ruleset is immutable and safe for any number of threads. One Drools rule for each phase applies its
/// tables; DRL and free-form tables run in the same session after it. Every row and rule that fires is recorded as a
/// hit. The candidates are then limited by the contact limits and ranked.
@NullMarked
package io.tenure.engine;

import org.jspecify.annotations.NullMarked;
