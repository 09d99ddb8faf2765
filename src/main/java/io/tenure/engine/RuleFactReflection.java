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

/// Registers the classes of facts for reflection in a native binary, because Drools inspects them.
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
            DecisionOutcomes.class
        },
        // The classes with the getters of facts and measures.
        classNames = {"io.tenure.lifecycle.CustomerFacts", "io.tenure.lifecycle.MeasureValues"})
final class RuleFactReflection {
    private RuleFactReflection() {}
}
