/// Proof of the rules over HTTP: backtests of a log of transactions.
///
/// Needs a JVM, which fits the models that rules are compared with; a native binary answers 501.
@NullMarked
package io.tenure.api.proof;

import org.jspecify.annotations.NullMarked;
