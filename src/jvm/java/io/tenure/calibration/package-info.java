/// Tables and parameters measured on a business's own customers.
///
/// Everything here is a pure function of what customers had bought on one day and what they did after it.
@NullMarked
package io.tenure.calibration;

import org.jspecify.annotations.NullMarked;
