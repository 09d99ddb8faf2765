package io.tenure.engine;

import io.tenure.lifecycle.Candidate;
import io.tenure.lifecycle.Customer;
import io.tenure.lifecycle.Decision;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldKind;
import io.tenure.lifecycle.Hit;
import io.tenure.lifecycle.Measures;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The state of one decision while it is made, in which hits are collected.
final class EvaluationContext {
    final Customer customer;
    final Measures measures;
    final Decision decision;
    final LocalDate asOf;
    final List<Hit> hits = new ArrayList<>(24);
    /// Receives what each table is asked; null where nobody wants to know.
    final @Nullable List<TableReading> readings;

    /// The candidate that tables of phase `eligibility` judge; null elsewhere.
    @Nullable
    Candidate candidate;

    EvaluationContext(
            Customer customer,
            Measures measures,
            Decision decision,
            LocalDate asOf,
            @Nullable List<TableReading> readings) {
        this.customer = customer;
        this.measures = measures;
        this.decision = decision;
        this.asOf = asOf;
        this.readings = readings;
    }

    @Nullable
    Object value(FieldKind kind, int index) {
        return switch (kind) {
            case FACT -> customer.value(index);
            case MEASURE -> measures.value(index);
            case OUTCOME -> decision.value(index);
            case ITEM -> CandidateParts.value(index, Objects.requireNonNull(candidate, "no candidate"), decision);
        };
    }

    @Nullable
    Object value(Field field) {
        return value(field.kind(), field.index());
    }
}
