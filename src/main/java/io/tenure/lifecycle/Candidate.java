package io.tenure.lifecycle;

import io.tenure.text.Reason;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// An action considered for one customer, before eligibility is asked.
///
/// The getters are for the eligibility rules, which see each candidate as a fact. A rule can ask the candidate for
/// all that is known of the customer (`customer.openComplaints >= 1`), which costs Drools a look at one fact where
/// joining two would cost it a look at both for every customer.
public final class Candidate {
    private final Action action;
    private final double propensity;
    private final @Nullable Double value;
    private final double cost;
    private final Reason reason;
    private final @Nullable Decision decision;

    /// @param propensity chance that the action works, 0 to 1
    /// @param value what its success is worth, money; null where that is unknown
    /// @param cost cost of taking it, money
    /// @param reason why it is considered
    public Candidate(Action action, double propensity, @Nullable Double value, double cost, Reason reason) {
        this(action, propensity, value, cost, reason, null);
    }

    private Candidate(
            Action action,
            double propensity,
            @Nullable Double value,
            double cost,
            Reason reason,
            @Nullable Decision decision) {
        this.decision = decision;
        this.action = action;
        this.propensity = propensity;
        this.value = value;
        this.cost = cost;
        this.reason = reason;
    }

    /// The same candidate, in the decision it is considered for.
    public Candidate of(Decision decision) {
        return new Candidate(action, propensity, value, cost, reason, decision);
    }

    /// The same candidate, through these channels only.
    public Candidate withChannels(List<String> channels) {
        return channels.equals(action.channels())
                ? this
                : new Candidate(action.withChannels(channels), propensity, value, cost, reason, decision);
    }

    public Customer getCustomer() {
        return getDecision().getCustomer();
    }

    public Measures getMeasures() {
        return getDecision().getMeasures();
    }

    public Decision getDecision() {
        return Objects.requireNonNull(decision, "a candidate of no decision");
    }

    public Parameters getParameters() {
        return getDecision().getParameters();
    }

    /// Takes this candidate out of the running, for a reason a person can read.
    ///
    /// @param rule the eligibility rule that says so, as it is cited: `E3`
    public void exclude(String rule, String reason, String reasonZh) {
        getDecision().exclude(this, rule, reason, reasonZh);
    }

    public Action catalogueAction() {
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
