package io.tenure.region;

import io.tenure.engine.CompiledRuleset;
import io.tenure.engine.DecisionPipeline;
import io.tenure.engine.RuleFailure;
import io.tenure.engine.TracedDecision;
import io.tenure.finding.Checked;
import io.tenure.input.CustomerReader;
import io.tenure.lifecycle.DecisionInput;
import io.tenure.text.Text;
import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Decides customers by the rulesets before and after an edit.
final class Decider {
    final CompiledRuleset before;
    final CompiledRuleset after;
    private final CustomerReader readerBefore;
    private final CustomerReader readerAfter;
    private final Map<String, Text> ruleFailures = new TreeMap<>();
    private int undecided;

    Decider(CompiledRuleset before, CompiledRuleset after, Clock clock) {
        this.before = before;
        this.after = after;
        this.readerBefore = new CustomerReader(before.ruleset(), clock);
        this.readerAfter = new CustomerReader(after.ruleset(), clock);
    }

    /// The decisions about a customer; null where a ruleset can't read the customer, or a rule fails.
    @Nullable
    Sample decide(Map<String, String> cells) {
        TracedDecision old = trace(before, readerBefore, cells);
        TracedDecision now = old == null ? null : trace(after, readerAfter, cells);
        return old == null || now == null ? null : Sample.of(cells, old, now);
    }

    private @Nullable TracedDecision trace(CompiledRuleset ruleset, CustomerReader reader, Map<String, String> cells) {
        if (!(reader.readRow(cells) instanceof Checked.Valid(DecisionInput input, var _))) {
            return null;
        }
        return switch (DecisionPipeline.trace(ruleset, input)) {
            case Checked.Valid(TracedDecision traced, var _) -> traced;
            case Checked.Invalid(var failures) -> {
                undecided++;
                failures.forEach((RuleFailure failure) -> ruleFailures.putIfAbsent(failure.rule(), failure.message()));
                yield null;
            }
        };
    }

    /// How many customers rules failed for.
    int undecided() {
        return undecided;
    }

    /// The first failure of each rule that failed.
    Collection<Text> ruleFailures() {
        return ruleFailures.values();
    }

    @Nullable
    DecisionInput read(Map<String, String> cells) {
        return readerBefore.readRow(cells) instanceof Checked.Valid(DecisionInput input, var _) ? input : null;
    }
}
