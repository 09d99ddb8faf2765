package io.tenure.region;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A customer whom both rulesets decided.
///
/// @param facts and given measures, as in a row of a file
/// @param changes all differences between the two decisions
@RegisterForReflection
@Schema(name = "AffectedExample", description = "A customer decided by both rulesets")
public record AffectedExample(Map<String, String> facts, List<ChangedValue> changes) {
    public AffectedExample {
        facts = Map.copyOf(facts);
        changes = List.copyOf(changes);
    }
}
