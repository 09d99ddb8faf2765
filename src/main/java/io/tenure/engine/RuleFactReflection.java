package io.tenure.engine;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tenure.lifecycle.Candidate;
import io.tenure.lifecycle.Complaint;
import io.tenure.lifecycle.Contact;
import io.tenure.lifecycle.Customer;
import io.tenure.lifecycle.Decision;
import io.tenure.lifecycle.DecisionOutcomes;
import io.tenure.lifecycle.Measures;
import io.tenure.lifecycle.Parameters;
import io.tenure.lifecycle.Purchase;

/// The classes of facts, which Drools looks at by reflection and a native binary must therefore keep whole.
@RegisterForReflection(
        targets = {
            Candidate.class,
            Complaint.class,
            Contact.class,
            Customer.class,
            Decision.class,
            Measures.class,
            Parameters.class,
            Purchase.class,
            DecisionOutcomes.class,
            EvaluationContext.class
        },
        // Where the getters of facts and measures stand.
        classNames = {"io.tenure.lifecycle.CustomerFacts", "io.tenure.lifecycle.MeasureValues"})
final class RuleFactReflection {
    private RuleFactReflection() {}
}
