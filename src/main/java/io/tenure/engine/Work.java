package io.tenure.engine;

import io.tenure.lifecycle.Candidate;
import io.tenure.lifecycle.Customer;
import io.tenure.lifecycle.Decision;
import io.tenure.lifecycle.Hit;
import io.tenure.lifecycle.Kind;
import io.tenure.lifecycle.Measures;
import io.tenure.lifecycle.Parameters;
import io.tenure.lifecycle.Term;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One decision in the making: what the phase rules match, and where hits are collected.
///
/// Public because the executable model reads it; of no use elsewhere.
public final class Work {
    final Customer customer;
    final Measures measures;
    final Decision decision;
    final Parameters parameters;
    final LocalDate asOf;
    final List<Hit> hits = new ArrayList<>(24);

    Work(Customer customer, Measures measures, Decision decision, Parameters parameters, LocalDate asOf) {
        this.parameters = parameters;
        this.customer = customer;
        this.measures = measures;
        this.decision = decision;
        this.asOf = asOf;
    }

    Candidate.Situation situation() {
        return new Candidate.Situation(customer, measures, decision, parameters);
    }

    @Nullable
    Object value(Kind kind, int slot) {
        return switch (kind) {
            case FACT -> customer.value(slot);
            case MEASURE -> measures.value(slot);
            case OUTCOME -> decision.value(slot);
            case ITEM -> throw new IllegalArgumentException("items cannot be read");
        };
    }

    @Nullable
    Object value(Term term) {
        return value(term.kind(), term.slot());
    }
}
