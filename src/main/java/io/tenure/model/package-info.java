/// Probability models of buying, spending and staying, evaluated for one customer; and, on a JVM, fitted to a
/// base.
///
/// Everything here is a pure function of its arguments. A model is never fitted while a customer is decided: its
/// parameters are given.
@NullMarked
package io.tenure.model;

import org.jspecify.annotations.NullMarked;
