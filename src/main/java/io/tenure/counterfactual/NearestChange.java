package io.tenure.counterfactual;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tenure.counterfactual.Counterfactual.Nearest;
import io.tenure.input.JsonOutput;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// The nearest change that one search found, as it is answered.
///
/// @param proven whether no change of one or two facts is nearer; where none was found, whether none of one or two
///     leads there
/// @param distance sum of the changes as shares of their facts' ranges; null where there is none
/// @param outcomes what is then decided, by deciding again
@RegisterForReflection
@JsonInclude(JsonInclude.Include.ALWAYS)
@Schema(name = "NearestChange", description = "The nearest change of facts that leads there, decided again")
public record NearestChange(
        boolean proven, @Nullable Double distance, List<ChangedFact> changes, Map<String, @Nullable Object> outcomes) {
    static NearestChange of(Nearest nearest) {
        Counterfactual found = nearest.found();
        return found == null
                ? new NearestChange(nearest.proven(), null, List.of(), Map.of())
                : new NearestChange(
                        nearest.proven(),
                        JsonOutput.rounded(found.distance()),
                        found.changes().stream().map(ChangedFact::of).toList(),
                        ChangedFact.json(found.outcomes()));
    }
}
