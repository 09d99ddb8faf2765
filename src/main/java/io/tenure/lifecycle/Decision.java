package io.tenure.lifecycle;

import io.tenure.text.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The outcomes as they come to be decided: what tables and rules write, and later ones read.
///
/// One decision's own, used by one thread. The getters and setters are for rules written in DRL;
/// what a rule writes through them is also noted in the journal, from which its hit is made.
public final class Decision extends FieldValues {
    private final Map<String, Object> writtenByRule = new LinkedHashMap<>();
    private @Nullable Text reason;
    private final List<Signal> signals = new ArrayList<>();
    private final List<Candidate> candidates = new ArrayList<>();
    private final List<Exclusion> exclusions = new ArrayList<>();
    private final List<Lever> levers = new ArrayList<>();
    private final int riskPointsIndex;

    private final @Nullable Customer customer;
    private final @Nullable Measures measures;
    private final @Nullable Parameters parameters;

    /// A decision about nobody in particular.
    public Decision(Dictionary dictionary) {
        this(dictionary, null, null, null);
    }

    /// A decision about a customer, whom rules can ask it for.
    public Decision(
            Dictionary dictionary,
            @Nullable Customer customer,
            @Nullable Measures measures,
            @Nullable Parameters parameters) {
        super(
                dictionary.fields(FieldKind.OUTCOME),
                new Object[dictionary.fields(FieldKind.OUTCOME).size()]);
        riskPointsIndex = dictionary.require("riskPoints").index();
        values[riskPointsIndex] = 0;
        this.customer = customer;
        this.measures = measures;
        this.parameters = parameters;
    }

    /// The customer this decision is about, for rules: `Decision(customer.openComplaints >= 1)` looks at one fact,
    /// where joining `Customer` and `Decision` would look at both for every customer.
    public Customer getCustomer() {
        return Objects.requireNonNull(customer, "a decision about nobody");
    }

    public Measures getMeasures() {
        return Objects.requireNonNull(measures, "a decision about nobody");
    }

    public Parameters getParameters() {
        return Objects.requireNonNull(parameters, "a decision about nobody");
    }

    /// Writes an outcome on behalf of a table, whose hit says itself what it wrote.
    public void put(int slot, @Nullable Object value) {
        values[slot] = value;
    }

    private void write(int slot, @Nullable Object value) {
        values[slot] = value;
        writtenByRule.put(fields.get(slot).name(), value);
    }

    /// Adds a risk signal on behalf of a table; its points count at once.
    public void add(Signal signal) {
        signals.add(signal);
        Integer points = getRiskPoints();
        values[riskPointsIndex] = (points == null ? 0 : points) + signal.points();
    }

    /// Adds an action to consider.
    public void add(Candidate candidate) {
        candidates.add(candidate);
    }

    public void add(Lever lever) {
        levers.add(lever);
    }

    /// Adds a risk signal on behalf of a rule.
    public void signal(String code, int points, String reason, String reasonZh) {
        add(new Signal(code, points, Text.of(reason, reasonZh)));
        writtenByRule.put("signal.code", code);
        writtenByRule.put("signal.points", points);
        reason(reason, reasonZh);
    }

    /// Takes a candidate out of the running, for a reason a person can read.
    ///
    /// @param rule the eligibility rule that says so, as it is cited: `E3`
    public void exclude(Candidate candidate, String rule, String reason, String reasonZh) {
        exclusions.add(new Exclusion(candidate.getAction(), rule, Text.of(reason, reasonZh)));
        writtenByRule.put("excluded", candidate.getAction());
        reason(reason, reasonZh);
    }

    /// Says why the rule that is firing wrote what it wrote.
    public void reason(String reason, String reasonZh) {
        this.reason = Text.of(reason, reasonZh);
    }

    /// What was written since the journal was last taken, and empties it.
    public Map<String, Object> takeWritten() {
        Map<String, Object> taken = writtenByRule.isEmpty() ? Map.of() : new LinkedHashMap<>(writtenByRule);
        writtenByRule.clear();
        return taken;
    }

    /// The reason given since it was last taken, and forgets it.
    public @Nullable Text takeReason() {
        Text taken = reason;
        reason = null;
        return taken;
    }

    public List<Signal> signals() {
        return signals;
    }

    public List<Candidate> candidates() {
        return candidates;
    }

    public List<Exclusion> exclusions() {
        return exclusions;
    }

    public List<Lever> levers() {
        return levers;
    }

    public @Nullable String getRfmLabel() {
        return (String) value(0);
    }

    public @Nullable String getValueSegment() {
        return (String) value(1);
    }

    public @Nullable String getReferralQuadrant() {
        return (String) value(2);
    }

    public @Nullable String getStage() {
        return (String) value(3);
    }

    public @Nullable String getLoyaltyProfit() {
        return (String) value(4);
    }

    public @Nullable String getValueClass() {
        return (String) value(5);
    }

    public @Nullable String getStageInChen() {
        return (String) value(6);
    }

    public @Nullable String getStageInDwyerSchurrOh() {
        return (String) value(7);
    }

    public @Nullable String getStageInJapGanesan() {
        return (String) value(8);
    }

    public @Nullable String getStageInDong() {
        return (String) value(9);
    }

    public @Nullable String getStageInSource0() {
        return (String) value(10);
    }

    public @Nullable String getStageInSource1() {
        return (String) value(11);
    }

    public @Nullable String getStageInLadder() {
        return (String) value(12);
    }

    public @Nullable String getStageSignature() {
        return (String) value(13);
    }

    public @Nullable String getPattern() {
        return (String) value(14);
    }

    public @Nullable Integer getRiskPoints() {
        return (Integer) value(15);
    }

    public @Nullable Double getRiskProbability() {
        return (Double) value(16);
    }

    public @Nullable String getRiskBase() {
        return (String) value(17);
    }

    public @Nullable String getRiskBand() {
        return (String) value(18);
    }

    public @Nullable String getChurnCause() {
        return (String) value(19);
    }

    public @Nullable String getWorthKeeping() {
        return (String) value(20);
    }

    public @Nullable String getRetentionLevel() {
        return (String) value(21);
    }

    public @Nullable String getCareType() {
        return (String) value(22);
    }

    public @Nullable String getMessageTheme() {
        return (String) value(23);
    }

    public @Nullable String getDeliveredValueBand() {
        return (String) value(24);
    }

    public @Nullable String getStageTransition() {
        return (String) value(25);
    }

    public void setRfmLabel(@Nullable String rfmLabel) {
        write(0, rfmLabel);
    }

    public void setValueSegment(@Nullable String valueSegment) {
        write(1, valueSegment);
    }

    public void setReferralQuadrant(@Nullable String referralQuadrant) {
        write(2, referralQuadrant);
    }

    public void setStage(@Nullable String stage) {
        write(3, stage);
    }

    public void setLoyaltyProfit(@Nullable String loyaltyProfit) {
        write(4, loyaltyProfit);
    }

    public void setValueClass(@Nullable String valueClass) {
        write(5, valueClass);
    }

    public void setStageInChen(@Nullable String stageInChen) {
        write(6, stageInChen);
    }

    public void setStageInDwyerSchurrOh(@Nullable String stageInDwyerSchurrOh) {
        write(7, stageInDwyerSchurrOh);
    }

    public void setStageInJapGanesan(@Nullable String stageInJapGanesan) {
        write(8, stageInJapGanesan);
    }

    public void setStageInDong(@Nullable String stageInDong) {
        write(9, stageInDong);
    }

    public void setStageInSource0(@Nullable String stageInSource0) {
        write(10, stageInSource0);
    }

    public void setStageInSource1(@Nullable String stageInSource1) {
        write(11, stageInSource1);
    }

    public void setStageInLadder(@Nullable String stageInLadder) {
        write(12, stageInLadder);
    }

    public void setStageSignature(@Nullable String stageSignature) {
        write(13, stageSignature);
    }

    public void setPattern(@Nullable String pattern) {
        write(14, pattern);
    }

    public void setRiskProbability(@Nullable Double riskProbability) {
        write(16, riskProbability);
    }

    public void setRiskBase(@Nullable String riskBase) {
        write(17, riskBase);
    }

    public void setRiskBand(@Nullable String riskBand) {
        write(18, riskBand);
    }

    public void setChurnCause(@Nullable String churnCause) {
        write(19, churnCause);
    }

    public void setWorthKeeping(@Nullable String worthKeeping) {
        write(20, worthKeeping);
    }

    public void setRetentionLevel(@Nullable String retentionLevel) {
        write(21, retentionLevel);
    }

    public void setCareType(@Nullable String careType) {
        write(22, careType);
    }

    public void setMessageTheme(@Nullable String messageTheme) {
        write(23, messageTheme);
    }

    public void setDeliveredValueBand(@Nullable String deliveredValueBand) {
        write(24, deliveredValueBand);
    }

    public void setStageTransition(@Nullable String stageTransition) {
        write(25, stageTransition);
    }
}
