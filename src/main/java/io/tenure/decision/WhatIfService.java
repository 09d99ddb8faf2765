package io.tenure.decision;

import io.tenure.counterfactual.Counterfactuals;
import io.tenure.counterfactual.WhatIf;
import io.tenure.counterfactual.Wish;
import io.tenure.engine.RuleFailure;
import io.tenure.finding.Checked;
import io.tenure.history.CustomerHistory;
import io.tenure.history.CustomerHistorySummary;
import io.tenure.history.RecalledFacts;
import io.tenure.input.CustomerReader;
import io.tenure.input.InputFault;
import io.tenure.input.Json;
import io.tenure.lifecycle.DecisionInput;
import io.tenure.record.DecisionLog;
import io.tenure.record.DecisionPayload;
import io.tenure.record.RecordUnavailable;
import io.tenure.record.StoredDecision;
import io.tenure.release.ActiveRuleset.CompiledRelease;
import io.tenure.release.CheckPool;
import io.tenure.release.CompiledRulesetCache;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds what would change a decision, of a customer or of one that is stored, and writes the letter that explains
/// it to a customer. Nothing is stored.
///
/// Searches run on the threads of the checks, beside those that decide.
@Singleton
public final class WhatIfService {
    /// For each of the three searches.
    private static final Duration LIMIT = Duration.ofSeconds(1);

    private final RulesetSelection selection;
    private final CompiledRulesetCache rulesetCache;
    private final StoredDecisions storedDecisions;
    private final CustomerReaders readers;
    private final CheckPool checks;
    private final DecisionLog log;

    WhatIfService(
            RulesetSelection selection,
            CompiledRulesetCache rulesetCache,
            StoredDecisions storedDecisions,
            CustomerReaders readers,
            CheckPool checks,
            DecisionLog log) {
        this.selection = selection;
        this.rulesetCache = rulesetCache;
        this.storedDecisions = storedDecisions;
        this.readers = readers;
        this.checks = checks;
        this.log = log;
    }

    /// The answer to a request, or why there is none.
    public sealed interface Answer {
        record Found(WhatIf whatIf) implements Answer {}

        record Refused(DecideResult.Refusal why) implements Answer {}
    }

    /// About a customer, completed with what is on record.
    public Answer ofCustomer(WhatIfRequest request, Locale locale) {
        return switch (selection.find(request.customer().rulesetChoice())) {
            case RulesetSelection.Missing(DecideResult.Refusal why) -> new Answer.Refused(why);
            case RulesetSelection.Found(CompiledRelease release) -> {
                CustomerReader reader = readers.of(release);
                Checked<Wish, InputFault> wish = Wish.read(
                        request.wish(),
                        "/" + WhatIfRequest.WISH,
                        release.ruleset().ruleset());
                Checked<DecisionInput, InputFault> customer =
                        reader.read(request.customer().customer(), null);
                List<InputFault> faults = new ArrayList<>(request.customer().faults());
                if (customer instanceof Checked.Invalid<DecisionInput, InputFault>(List<InputFault> found)) {
                    faults.addAll(found);
                }
                if (wish instanceof Checked.Invalid<Wish, InputFault>(List<InputFault> found)) {
                    faults.addAll(found);
                }
                if (!faults.isEmpty()) {
                    yield new Answer.Refused(new DecideResult.InvalidInput(faults));
                }
                try {
                    yield search(
                            release, reader, completed(release, customer.orElseThrow()), wish.orElseThrow(), locale);
                } catch (RecordUnavailable _) {
                    yield new Answer.Refused(new DecideResult.RecordUnavailable());
                }
            }
        };
    }

    /// About a stored decision: by the release that made it, from the facts of then.
    ///
    /// @return empty where this version of Tenure can't run that release
    public Optional<Answer> ofDecision(
            StoredDecision stored, DecisionPayload payload, @Nullable Json wished, Locale locale) {
        return rulesetCache.find(stored.release()).map(release -> {
            CustomerReader reader = readers.of(release);
            return switch (Wish.read(
                    wished, "/" + WhatIfRequest.WISH, release.ruleset().ruleset())) {
                case Checked.Invalid(List<InputFault> faults) ->
                    new Answer.Refused(new DecideResult.InvalidInput(faults));
                case Checked.Valid(Wish wish, var _) ->
                    switch (payload.readCustomer(reader)) {
                        case Checked.Invalid(List<InputFault> faults) ->
                            new Answer.Refused(new DecideResult.InvalidInput(faults));
                        case Checked.Valid(DecisionInput input, var _) -> search(release, reader, input, wish, locale);
                    };
            };
        });
    }

    /// The letter about a stored decision to its customer.
    ///
    /// @return empty where this version of Tenure can't decide it again
    public Optional<String> letter(StoredDecision stored, DecisionPayload payload, Locale locale) {
        return rulesetCache.find(stored.release()).flatMap(release -> {
            CustomerReader reader = readers.of(release);
            if (!(payload.readCustomer(reader) instanceof Checked.Valid(DecisionInput input, var _))
                    || !(storedDecisions.decideAgain(stored, payload, locale).orElse(null)
                            instanceof ReplayResult.Decided(byte[] json))) {
                return Optional.empty();
            }
            return checks.run(() -> Counterfactuals.of(
                                    release.ruleset(),
                                    reader,
                                    input,
                                    Wish.other(release.ruleset().ruleset()),
                                    LIMIT))
                            instanceof Checked.Valid(Counterfactuals found, var _)
                    ? Optional.of(DecisionLetter.text(
                            json,
                            input,
                            found,
                            stored.release(),
                            release.ruleset().ruleset(),
                            locale))
                    : Optional.empty();
        });
    }

    private DecisionInput completed(CompiledRelease release, DecisionInput input) {
        if (!log.isEnabled()) {
            return input;
        }
        LocalDate asOf = Objects.requireNonNull(input.customer().getAsOf());
        CustomerHistory history =
                log.recall(Objects.requireNonNull(input.customer().getCustomerId()), asOf, null);
        return RecalledFacts.of(
                        release.ruleset().ruleset().dictionary(), input, CustomerHistorySummary.of(history, asOf))
                .addTo(release.ruleset().ruleset().dictionary(), input);
    }

    private Answer search(
            CompiledRelease release, CustomerReader reader, DecisionInput input, Wish wish, Locale locale) {
        return switch (checks.run(() -> Counterfactuals.of(release.ruleset(), reader, input, wish, LIMIT))) {
            case Checked.Invalid(List<RuleFailure> failures) ->
                new Answer.Refused(new DecideResult.RuleFailed(failures.getFirst()));
            case Checked.Valid(Counterfactuals found, var _) ->
                new Answer.Found(WhatIf.of(
                        found,
                        Objects.requireNonNull(input.customer().getCustomerId()),
                        Objects.requireNonNull(input.customer().getAsOf()),
                        release.release(),
                        release.ruleset().ruleset(),
                        locale));
        };
    }
}
