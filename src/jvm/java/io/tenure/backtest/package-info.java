/// Statistics of a backtest: what was known of customers on a day, and what they did after it.
///
/// Everything here is a pure function. Which customer had which risk, stage and value is decided elsewhere, from
/// what was known on the day; the outcome is only ever compared with it.
@NullMarked
package io.tenure.backtest;

import org.jspecify.annotations.NullMarked;
