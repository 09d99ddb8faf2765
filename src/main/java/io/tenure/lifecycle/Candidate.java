package io.tenure.lifecycle;

import io.tenure.text.Reason;
import io.tenure.text.Text;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// An action considered for one customer.
///
/// The eligibility rules see each candidate as a fact, by its getters. A rule can ask the candidate for all that is
/// known of the customer (`customer.openComplaints >= 1`), which makes Drools evaluate one fact, where a join would
/// make it evaluate two for every customer.
public final class Candidate {
    private final Action action;
    private final double propensity;
    private final @Nullable Double value;
    private final double cost;
    private final Reason reason;
    private final @Nullable Context context;
    private final @Nullable Candidate original;

    /// What a candidate knows of the decision that it is considered in.
    ///
    /// @param exclusions receives what the eligibility rules exclude
    record Context(
            Customer customer,
            Measures measures,
            Parameters parameters,
            DecisionOutcomes outcomes,
            Exclusions exclusions) {}

    /// Receives what the eligibility rules exclude.
    interface Exclusions {
        /// @param channel the only channel that is excluded; null for all of the candidate
        void exclude(Candidate candidate, @Nullable String channel, String rule, Text reason);
    }

    /// @param propensity probability that the action succeeds, 0 to 1
    /// @param value what its success is worth, money; null where that is unknown
    /// @param cost cost of taking it, money
    /// @param reason why it is considered
    public Candidate(Action action, double propensity, @Nullable Double value, double cost, Reason reason) {
        this(action, propensity, value, cost, reason, null, null);
    }

    private Candidate(
            Action action,
            double propensity,
            @Nullable Double value,
            double cost,
            Reason reason,
            @Nullable Context context,
            @Nullable Candidate original) {
        this.action = action;
        this.propensity = propensity;
        this.value = value;
        this.cost = cost;
        this.reason = reason;
        this.context = context;
        this.original = original;
    }

    /// The same candidate, in a decision.
    Candidate in(Context context) {
        return new Candidate(action, propensity, value, cost, reason, context, this);
    }

    /// The same candidate, through these channels only.
    public Candidate withChannels(List<String> channels) {
        return channels.equals(action.channels())
                ? this
                : new Candidate(action.withChannels(channels), propensity, value, cost, reason, context, original());
    }

    /// The candidate that this one was made from; itself where it was made from none.
    Candidate original() {
        return original == null ? this : original;
    }

    private Context context() {
        return Objects.requireNonNull(context, "a candidate without a decision");
    }

    public Customer getCustomer() {
        return context().customer();
    }

    public Measures getMeasures() {
        return context().measures();
    }

    /// The outcomes decided so far.
    public DecisionOutcomes getDecision() {
        return context().outcomes();
    }

    public Parameters getParameters() {
        return context().parameters();
    }

    /// Excludes this candidate, for a reason a person can read. Another one for the same action stays.
    ///
    /// @param rule the eligibility rule that excludes it, as it is cited: `E3`
    public void exclude(String rule, String reason, String reasonZh) {
        context().exclusions().exclude(this, null, rule, Text.of(reason, reasonZh));
    }

    /// Excludes a channel of the action, which stays with its others; without any left it is excluded for the same
    /// reason.
    ///
    /// @param channel its code: `EMAIL`
    /// @param rule the eligibility rule that excludes it, as it is cited: `E2`
    public void excludeChannel(String channel, String rule, String reason, String reasonZh) {
        context().exclusions().exclude(this, channel, rule, Text.of(reason, reasonZh));
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

    /// Whether it is owed whatever it is worth.
    public boolean isDuty() {
        return action.duty();
    }

    /// The channels that the catalogue allows, in order of preference.
    public List<String> getChannels() {
        return action.channels();
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

    /// `propensity x value - cost`; null where the value is unknown. Finite, whatever the amounts.
    public @Nullable Double getExpectedMargin() {
        return value == null
                ? null
                : (Double) Math.clamp(
                        DecimalRounding.difference(propensity * value, cost, DecimalRounding.FROM_MEASURES),
                        -Double.MAX_VALUE,
                        Double.MAX_VALUE);
    }
}
