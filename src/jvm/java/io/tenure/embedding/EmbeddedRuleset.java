package io.tenure.embedding;

import io.tenure.bundle.Bundle;
import io.tenure.bundle.BundleReader;
import io.tenure.bundle.Ruleset;
import io.tenure.engine.CompiledRuleset;
import io.tenure.engine.DecisionPipeline;
import io.tenure.engine.Engine;
import io.tenure.engine.RuleFailure;
import io.tenure.engine.TracedDecision;
import io.tenure.explanation.Explanation;
import io.tenure.finding.Checked;
import io.tenure.finding.Finding;
import io.tenure.input.CustomerReader;
import io.tenure.input.DecisionRequest;
import io.tenure.input.DecisionRequest.ExplainLevel;
import io.tenure.input.InputFault;
import io.tenure.input.Json;
import io.tenure.input.RulesetChoice;
import io.tenure.lifecycle.DecisionInput;
import io.tenure.response.DecisionIdGenerator;
import io.tenure.response.DecisionResponse;
import io.tenure.response.DecisionResponseWriter;
import io.tenure.response.WrittenResponse;
import io.tenure.text.Message;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// A ruleset inside another program: the answers of `POST /api/v1/decisions` without the service, and without what only
/// a record can do, which is to recall earlier decisions and to count contacts.
///
/// Threads may share one. Making one reads, checks and compiles the rules, which takes seconds.
public final class EmbeddedRuleset {
    private final CompiledRuleset compiled;
    private final int release;
    private final CustomerReader reader;
    private final Clock clock;
    private final DecisionIdGenerator ids = new DecisionIdGenerator.UuidV7Generator();

    private EmbeddedRuleset(CompiledRuleset compiled, int release, Clock clock) {
        this.compiled = compiled;
        this.release = release;
        this.clock = clock;
        this.reader = new CustomerReader(compiled.ruleset(), clock);
    }

    /// The rules of a bundle ([Bundle#ofDirectory], [Bundle#ofZip]), as `./tenure rules download` writes
    /// a release; or everything that keeps them from being used.
    ///
    /// @param release its number, which answers name; 0 for rules that were never published
    public static Checked<EmbeddedRuleset, Finding> of(Bundle bundle, int release) {
        return new BundleReader()
                .read(bundle)
                .then(ruleset -> new Engine().compile(ruleset))
                .then(compiled -> Checked.valid(new EmbeddedRuleset(compiled, release, Clock.systemUTC())));
    }

    /// The hash by which every answer names the ruleset.
    public String hash() {
        return compiled.ruleset().hash();
    }

    /// Decides a customer.
    ///
    /// @param request JSON in UTF-8, as the body of `POST /api/v1/decisions`
    /// @param language of labels and reasons
    /// @return JSON in UTF-8, as that operation answers it without a record; or all faults of the request, or
    ///     the rule that failed
    public Checked<byte[], DecisionFault> decide(byte[] request, Locale language) {
        DecisionRequest content = DecisionRequest.of(Json.parse(request));
        List<DecisionFault> faults = new ArrayList<>();
        content.faults().forEach(fault -> faults.add(DecisionFault.of(fault)));
        if (!(content.rulesetChoice() instanceof RulesetChoice.Active)) {
            faults.add(new DecisionFault("invalid-value", "/ruleset", Message.of("embedding.ruleset")));
        }
        if (content.reserveContact()) {
            faults.add(new DecisionFault("invalid-value", "/reserveContact", Message.of("embedding.reserve-contact")));
        }
        return switch (reader.read(content.customer(), null)) {
            case Checked.Invalid(List<InputFault> more) -> {
                more.forEach(fault -> faults.add(DecisionFault.of(fault)));
                yield new Checked.Invalid<>(faults);
            }
            case Checked.Valid(DecisionInput input, var _) ->
                faults.isEmpty() ? decide(input, content.explain(), language) : new Checked.Invalid<>(faults);
        };
    }

    private Checked<byte[], DecisionFault> decide(DecisionInput input, ExplainLevel level, Locale language) {
        return switch (DecisionPipeline.evaluate(compiled, input, level == ExplainLevel.FULL)) {
            case Checked.Invalid(List<RuleFailure> failures) ->
                new Checked.Invalid<>(failures.stream().map(DecisionFault::of).toList());
            case Checked.Valid(TracedDecision traced, var _) -> {
                Ruleset ruleset = compiled.ruleset();
                Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
                WrittenResponse written = DecisionResponseWriter.write(
                        new DecisionResponse(ids.next(now), now, release, ruleset, traced.result(), null, null),
                        language);
                yield Checked.valid(written.sent(level, () -> Explanation.of(traced, ruleset, Set.of(), language)));
            }
        };
    }
}
