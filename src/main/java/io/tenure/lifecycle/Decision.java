package io.tenure.lifecycle;

import io.tenure.text.Reason;
import io.tenure.text.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The outcomes while they are decided: what tables and rules write, and later ones read.
///
/// Belongs to one decision and is used by one thread. The getters and setters of the outcomes, which rules
/// written in DRL use, are generated from the dictionary; what a rule writes through them is noted for its hit.
public final class Decision extends DecisionOutcomes {
    /// One sign of risk.
    ///
    /// @param points what it adds to the risk points, 0 or more
    public record Signal(String code, int points, Reason reason) {}

    /// A weight on one action's score: 0.2 raises it by a fifth, -0.5 halves it, 0 changes nothing.
    ///
    /// @param lever business weight as a fraction, above -1
    /// @param context situational weight as a fraction, above -1
    public record Lever(String action, double lever, double context) {}

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

    /// A decision without a customer.
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

    /// The customer this decision is about, for rules: `Decision(customer.openComplaints >= 1)` looks at one
    /// fact, where joining `Customer` and `Decision` would look at both for every customer.
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
    public void put(int index, @Nullable Object value) {
        values[index] = value;
    }

    @Override
    void write(int index, @Nullable Object value) {
        values[index] = value;
        writtenByRule.put(fields.get(index).name(), value);
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

    /// Excludes a candidate on behalf of a rule, for a reason a person can read.
    ///
    /// @param rule the eligibility rule that excludes it, as it is cited: `E3`
    public void exclude(Candidate candidate, String rule, String reason, String reasonZh) {
        excludeByRule(new Exclusion(candidate.getAction(), rule, Text.of(reason, reasonZh)));
    }

    /// The candidates as facts for the eligibility rules, each of which knows this decision.
    public List<Candidate> candidatesForRules() {
        Candidate.Context context =
                new Candidate.Context(getCustomer(), getMeasures(), getParameters(), this, this::excludeByRule);
        return candidates.stream().map(candidate -> candidate.in(context)).toList();
    }

    private void excludeByRule(Exclusion exclusion) {
        exclusions.add(exclusion);
        writtenByRule.put("excluded", exclusion.action());
        reason = exclusion.reason();
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
}
