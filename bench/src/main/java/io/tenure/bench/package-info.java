/// Measures Tenure against stock Drools on the bundle that ships. Answers are compared before anything is timed.
package io.tenure.bench;
