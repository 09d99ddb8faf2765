package io.tenure.engine;

import io.tenure.lifecycle.Candidate;
import io.tenure.lifecycle.Decision;
import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.FieldKind;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// What tables of phase `eligibility` read of the candidate that they judge.
final class CandidateParts {
    /// One for each item of the standard dictionary, by index.
    private static final List<BiFunction<Candidate, Decision, @Nullable Object>> PARTS =
            Dictionary.standard().fields(FieldKind.ITEM).stream()
                    .map(field -> part(field.name()))
                    .toList();

    private CandidateParts() {}

    /// The value of a part, of its dictionary type; null for unknown.
    static @Nullable Object value(int index, Candidate candidate, Decision decision) {
        if (index < PARTS.size()) {
            return PARTS.get(index).apply(candidate, decision);
        }
        return candidate.catalogueAction().part(index - PARTS.size());
    }

    private static BiFunction<Candidate, Decision, @Nullable Object> part(String name) {
        return switch (name) {
            case "candidate.action" -> (candidate, _) -> candidate.getAction();
            case "candidate.propensity" -> (candidate, _) -> candidate.getPropensity();
            case "candidate.value" -> (candidate, _) -> candidate.getValue();
            case "candidate.cost" -> (candidate, _) -> candidate.getCost();
            case "candidate.level" -> (candidate, _) -> candidate.getLevel();
            case "candidate.selling" -> (candidate, _) -> candidate.isSelling();
            case "candidate.marketing" -> (candidate, _) -> candidate.isMarketing();
            case "candidate.duty" -> (candidate, _) -> candidate.isDuty();
            case "candidate.expectedMargin" -> (candidate, _) -> candidate.getExpectedMargin();
            case "candidate.score" -> (candidate, decision) -> Arbitration.score(candidate, decision.levers());
            default -> (_, _) -> null;
        };
    }
}
