package io.tenure.replay;

import io.tenure.engine.CompiledRuleset;
import io.tenure.engine.RuleEvaluation;
import io.tenure.finding.Checked;
import io.tenure.input.CustomerReader;
import io.tenure.input.TransactionAccount;
import io.tenure.input.TransactionCustomers;
import io.tenure.lifecycle.DecisionInput;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The stages as a ruleset decides them by what was known on the day.
public final class DecidedStages implements StageSource {
    private final CompiledRuleset ruleset;
    private final Map<String, String> facts;
    private final CustomerReader reader;

    /// @param facts that all customers share
    public DecidedStages(CompiledRuleset ruleset, Map<String, String> facts, Clock clock) {
        this.ruleset = ruleset;
        this.facts = Map.copyOf(facts);
        this.reader = new CustomerReader(ruleset.ruleset(), clock);
    }

    @Override
    public @Nullable String stage(TransactionAccount account, LocalDate day) {
        var customer = Objects.requireNonNull(
                new TransactionCustomers(List.of(account.until(day)), day, facts, reader).next());
        return customer.reading().get() instanceof Checked.Valid(DecisionInput input, var _)
                        && ruleset.evaluate(input) instanceof Checked.Valid(RuleEvaluation evaluation, var _)
                ? evaluation.decision().getStage()
                : null;
    }
}
