package io.tenure.lifecycle;

import org.jspecify.annotations.Nullable;

/// An action considered for one customer, before eligibility is asked.
///
/// The getters are for the eligibility rules, which see each candidate as a fact.
public final class Candidate {
    private final Action action;
    private final double propensity;
    private final @Nullable Double value;
    private final double cost;
    private final Reason reason;

    /// @param propensity chance that the action works, 0 to 1
    /// @param value what its success is worth, money; null where that is unknown
    /// @param cost cost of taking it, money
    /// @param reason why it is considered
    public Candidate(Action action, double propensity, @Nullable Double value, double cost, Reason reason) {
        this.action = action;
        this.propensity = propensity;
        this.value = value;
        this.cost = cost;
        this.reason = reason;
    }

    public Action entry() {
        return action;
    }

    public Reason reason() {
        return reason;
    }

    public String getAction() {
        return action.code();
    }

    public boolean isSelling() {
        return action.selling();
    }

    public boolean isMarketing() {
        return action.marketing();
    }

    public String getLevel() {
        return action.level();
    }

    public int getMinGapDays() {
        return action.minGapDays();
    }

    public double getPropensity() {
        return propensity;
    }

    public @Nullable Double getValue() {
        return value;
    }

    public double getCost() {
        return cost;
    }

    /// `propensity x value - cost`; null where the value is unknown.
    public @Nullable Double getExpectedMargin() {
        return value == null ? null : propensity * value - cost;
    }
}
