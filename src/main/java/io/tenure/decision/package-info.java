/// Decides one customer: reads what is presented, refuses it with every fault at once or decides it, and
/// answers.
///
/// One path for the HTTP API, files and scenarios: [io.tenure.decision.CustomerReader] and
/// [io.tenure.decision.Decider]. Never decides on half-read facts.
@NullMarked
package io.tenure.decision;

import org.jspecify.annotations.NullMarked;
