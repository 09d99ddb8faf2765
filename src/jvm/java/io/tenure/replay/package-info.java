/// Customers of a log of transactions decided as on earlier days, and what their decisions show over time.
///
/// A customer is cut off on the day before the rules see them; what came after is only ever compared.
@NullMarked
package io.tenure.replay;

import org.jspecify.annotations.NullMarked;
