/// Customers who move between lifecycle stages: how many, what that is worth, and how many there will be.
///
/// Everything here is a pure function of the stages and the money of customers in periods of equal length.
@NullMarked
package io.tenure.migration;

import org.jspecify.annotations.NullMarked;
