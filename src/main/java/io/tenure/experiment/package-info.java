/// Experiments: who is in which arm, and what the arms differ in.
///
/// Assignment needs no storage: it is a keyed hash of an experiment's salt and a customer's pseudonym. Pure functions
/// throughout.
@NullMarked
package io.tenure.experiment;

import org.jspecify.annotations.NullMarked;
