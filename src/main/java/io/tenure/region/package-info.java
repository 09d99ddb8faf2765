/// Who is affected by an edit: every region of customers for whom the tables of two rulesets decide differently, each
/// with an example that both rulesets really decided, and whether nobody else changes.
///
/// The regions of tables are exact. What can't be followed (rules in DRL, contact limits, a search that stopped at its
/// limit) is named and never guessed.
@NullMarked
package io.tenure.region;

import org.jspecify.annotations.NullMarked;
