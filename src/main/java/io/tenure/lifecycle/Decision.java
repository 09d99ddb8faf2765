package io.tenure.lifecycle;

import io.tenure.text.Message;
import io.tenure.text.NumberText;
import io.tenure.text.Reason;
import io.tenure.text.Text;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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

    /// What a rule wrote in one go: outcomes, and at most one signal and one exclusion.
    ///
    /// @param values by name, in the order in which they were written; null for an outcome made unknown
    /// @param reason the reason that the rule gave for it; null for none
    public record RuleWrites(
            Map<String, @Nullable Object> values, @Nullable Text reason) {
        public RuleWrites {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }
    }

    /// A rule wrote what an outcome can't hold. The engine turns it into a failure that names the rule.
    public static final class InvalidOutcomeException extends RuntimeException {
        private static final long serialVersionUID = 1;
        private static final int MAX_SHOWN = 60;

        private final String name;
        private final String value;

        /// @param name the outcome, or the part of a signal or exclusion
        /// @param value what was written to it
        InvalidOutcomeException(String name, @Nullable Object value) {
            super(name + " = " + shortened(value), null, false, false);
            this.name = name;
            this.value = shortened(value);
        }

        private static String shortened(@Nullable Object value) {
            String text = String.valueOf(value);
            return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "…";
        }

        public String name() {
            return name;
        }

        /// What was written, shortened for people.
        public String value() {
            return value;
        }
    }

    private static final String SIGNAL = "signal.code";
    private static final String POINTS = "signal.points";
    /// The name under which a hit tells the action that it excluded.
    public static final String EXCLUDED = "excluded";

    /// The name under which a hit tells the channel that it excluded, of the action that it names as excluded.
    private static final String EXCLUDED_CHANNEL = "excludedChannel";

    /// Most points of one signal; far more than any table gives.
    private static final int MAX_POINTS = 1_000_000;

    private final Map<String, @Nullable Object> writtenByRule = new LinkedHashMap<>();
    private @Nullable Text reason;
    private final List<Text> notes = new ArrayList<>(0);
    private final List<RuleWrites> earlierWrites = new ArrayList<>(0);
    private final List<Signal> signals = new ArrayList<>();
    private final List<Candidate> candidates = new ArrayList<>();
    private final List<Exclusion> exclusions = new ArrayList<>();
    private final List<Candidate> excludedCandidates = new ArrayList<>();
    private final List<ChannelExclusion> channelExclusions = new ArrayList<>(0);
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
        Field field = fields.get(index);
        Object held = value == null ? null : field.nearest(value);
        if (held != null && !field.accepts(held)) {
            throw new InvalidOutcomeException(field.name(), value);
        }
        if (value instanceof Number number) {
            note(field.name(), number, (Number) held);
        }
        values[index] = held;
        writtenByRule.put(field.name(), held);
    }

    /// Notes for the hit that a computed number was held within its range.
    private void note(String name, Number computed, @Nullable Number held) {
        if (held == null) {
            notes.add(Message.of("lifecycle.outcome.no-number", "name", name));
        } else if (computed.doubleValue() != held.doubleValue()) {
            notes.add(Message.of(
                    "lifecycle.outcome.held",
                    "name",
                    name,
                    "computed",
                    NumberText.exact(computed.doubleValue()),
                    "held",
                    NumberText.exact(held.doubleValue())));
        }
    }

    /// Writes an outcome by name, on behalf of a rule: `modify($d) { setOutcome("serviceLevel", "PREMIUM") }`. To
    /// Drools it changes the property `outcome`.
    public void setOutcome(String name, @Nullable Object value) {
        write(field(name).index(), value);
    }

    /// Adds a risk signal on behalf of a table; its points count at once.
    public void add(Signal signal) {
        signals.add(signal);
        Integer points = getRiskPoints();
        long sum = (points == null ? 0L : points) + signal.points();
        values[riskPointsIndex] = (int) Math.min(sum, Integer.MAX_VALUE);
    }

    /// Adds an action to consider.
    public void add(Candidate candidate) {
        candidates.add(candidate);
    }

    public void add(Lever lever) {
        levers.add(lever);
    }

    /// Excludes a candidate on behalf of a table.
    public void exclude(Candidate candidate, Exclusion exclusion) {
        exclusions.add(exclusion);
        excludedCandidates.add(candidate.original());
    }

    /// Adds a risk signal on behalf of a rule, which may add several.
    ///
    /// @param points held within 0 to 1,000,000
    public void signal(String code, int points, String reason, String reasonZh) {
        checkText(SIGNAL, code);
        startWrites(SIGNAL);
        reason(reason, reasonZh);
        int held = Math.clamp(points, 0, MAX_POINTS);
        note(POINTS, points, held);
        add(new Signal(code, held, text(reason, reasonZh)));
        writtenByRule.put(SIGNAL, code);
        writtenByRule.put(POINTS, held);
    }

    /// Excludes a candidate on behalf of a rule, for a reason a person can read.
    ///
    /// @param rule the eligibility rule that excludes it, as it is cited: `E3`
    public void exclude(Candidate candidate, String rule, String reason, String reasonZh) {
        excludeByRule(candidate, null, rule, Text.of(reason, reasonZh));
    }

    /// The candidates as facts for the eligibility rules, each of which knows this decision.
    public List<Candidate> candidatesForRules() {
        Candidate.Context context =
                new Candidate.Context(getCustomer(), getMeasures(), getParameters(), this, this::excludeByRule);
        return candidates.stream().map(candidate -> candidate.in(context)).toList();
    }

    private void excludeByRule(Candidate candidate, @Nullable String channel, String rule, Text words) {
        checkText(EXCLUDED, rule);
        startWrites(EXCLUDED);
        Text reason = text(words.en(), words.zh());
        this.reason = reason;
        String action = candidate.getAction();
        if (channel == null) {
            exclude(candidate, new Exclusion(action, rule, reason));
            writtenByRule.put(EXCLUDED, action);
        } else {
            checkText(EXCLUDED_CHANNEL, channel);
            channelExclusions.add(new ChannelExclusion(channel, new Exclusion(action, rule, reason)));
            writtenByRule.put(EXCLUDED, action);
            writtenByRule.put(EXCLUDED_CHANNEL, channel);
        }
    }

    /// Says why the rule that is firing wrote what it wrote.
    public void reason(String reason, String reasonZh) {
        this.reason = text(reason, reasonZh);
    }

    /// What a rule says, cut where it is too long.
    private static Text text(@Nullable String en, @Nullable String zh) {
        if (en == null || zh == null) {
            throw new InvalidOutcomeException("reason", null);
        }
        return Text.of(Field.shortened(en), Field.shortened(zh));
    }

    private static void checkText(String name, @Nullable String text) {
        if (text == null || text.isBlank() || text.length() > Field.MAX_TEXT_LENGTH) {
            throw new InvalidOutcomeException(name, text);
        }
    }

    /// A rule's second signal or exclusion is a write of its own, with its own reason.
    private void startWrites(String name) {
        if (writtenByRule.containsKey(name)) {
            earlierWrites.add(takeCurrentWrites());
        }
    }

    private RuleWrites takeCurrentWrites() {
        RuleWrites current = new RuleWrites(writtenByRule, withNotes(reason));
        writtenByRule.clear();
        notes.clear();
        reason = null;
        return current;
    }

    private @Nullable Text withNotes(@Nullable Text words) {
        Text all = words;
        for (Text note : notes) {
            all = all == null || all.en().isBlank()
                    ? note
                    : Text.of(all.en() + "; " + note.en(), all.in(Locale.CHINESE) + "；" + note.zh());
        }
        return all;
    }

    /// What the rule that has just fired wrote, and forgets it: one entry, or one for each signal or exclusion
    /// where it made several.
    public List<RuleWrites> takeWrites() {
        if (earlierWrites.isEmpty()) {
            return List.of(takeCurrentWrites());
        }
        earlierWrites.add(takeCurrentWrites());
        List<RuleWrites> all = List.copyOf(earlierWrites);
        earlierWrites.clear();
        return all;
    }

    public List<Signal> signals() {
        return signals;
    }

    public List<Candidate> candidates() {
        return candidates;
    }

    /// The candidates that no table and no rule excludes.
    public List<Candidate> eligibleCandidates() {
        if (excludedCandidates.isEmpty()) {
            return List.copyOf(candidates);
        }
        Set<Candidate> excluded = Collections.newSetFromMap(new IdentityHashMap<>());
        excluded.addAll(excludedCandidates);
        return candidates.stream()
                .filter(candidate -> !excluded.contains(candidate.original()))
                .toList();
    }

    /// Why candidates are excluded; of some actions another candidate may be eligible.
    public List<Exclusion> exclusions() {
        return exclusions;
    }

    /// The channels that rules exclude.
    public List<ChannelExclusion> channelExclusions() {
        return channelExclusions;
    }

    /// A channel by which an action may not be taken.
    ///
    /// @param exclusion of the action, where no other channel is left
    public record ChannelExclusion(String channel, Exclusion exclusion) {}

    public List<Lever> levers() {
        return levers;
    }
}
