/// Benchmarks of Tenure against stock Drools on the bundled ruleset. Results are compared before they are timed.
package io.tenure.bench;
