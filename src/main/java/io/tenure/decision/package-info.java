/// Decides one customer: reads what is presented, refuses it with every fault at once or decides it, and
/// answers.
///
/// One path for the HTTP API, files and scenarios: [io.tenure.input.CustomerReader] and
/// [io.tenure.engine.DecisionPipeline]. Never decides on half-read facts.
@NullMarked
package io.tenure.decision;

import org.jspecify.annotations.NullMarked;
