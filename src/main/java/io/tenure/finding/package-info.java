/// Findings: errors, warnings and notes about a bundle, each with its address.
@NullMarked
package io.tenure.finding;

import org.jspecify.annotations.NullMarked;
