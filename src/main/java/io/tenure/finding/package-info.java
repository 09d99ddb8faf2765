/// Findings: one thing wrong or doubtful in a bundle, and the address where it stands.
@NullMarked
package io.tenure.finding;

import org.jspecify.annotations.NullMarked;
