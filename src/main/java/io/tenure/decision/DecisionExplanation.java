package io.tenure.decision;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tenure.explanation.Explanation;
import io.tenure.record.DecisionPayload;
import io.tenure.record.StoredDecision;
import io.tenure.release.CompiledRulesetCache;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// Why a stored decision is as it is, and why not otherwise: explained by the release that made it, from the facts of
/// then.
///
/// @param identical whether that release decides the same again, in every value of the response; otherwise the
///     explanation is of what this version of Tenure would decide
@RegisterForReflection
@Schema(name = "DecisionExplanation", description = "Why a stored decision is as it is, and why not otherwise")
public record DecisionExplanation(
        UUID decisionId, Instant decidedAt, LocalDate asOf, int release, boolean identical, Explanation explanation) {
    /// Explains a stored decision.
    ///
    /// @param rows names of rows to show with all their conditions
    /// @param locale of the sentences, labels and reasons
    /// @return empty where the release that decided can't be used by this version of Tenure
    public static Optional<DecisionExplanation> of(
            StoredDecision stored,
            DecisionPayload payload,
            DecisionService decisionService,
            CompiledRulesetCache rulesetCache,
            Set<String> rows,
            Locale locale) {
        return rulesetCache
                .find(stored.release())
                .flatMap(then -> decisionService
                        .explain(payload, then, rows, locale)
                        .map(explanation -> new DecisionExplanation(
                                stored.id(),
                                stored.decidedAt(),
                                stored.asOf(),
                                stored.release(),
                                decisionService.replay(stored, payload, then, Locale.of(stored.language()))
                                                instanceof ReplayResult.Decided(byte[] json)
                                        && Comparison.ofSameRelease(payload.response(), json)
                                                .identical(),
                                explanation)));
    }
}
