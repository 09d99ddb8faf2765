package io.tenure.counterfactual;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tenure.bundle.ActionableFact.Actor;
import io.tenure.counterfactual.Counterfactual.FactChange;
import io.tenure.input.JsonOutput;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A fact that would have to be otherwise, as it is answered.
///
/// @param now null for unknown
/// @param changedBy who can do it; empty where it happens and nobody does it
@RegisterForReflection
@JsonInclude(JsonInclude.Include.ALWAYS)
@Schema(name = "ChangedFact", description = "A fact that would have to be otherwise")
public record ChangedFact(
        String fact,
        @Schema(implementation = Object.class) @Nullable Object now,
        @Schema(implementation = Object.class) Object then,
        List<Actor> changedBy) {
    static ChangedFact of(FactChange change) {
        return new ChangedFact(
                change.fact().name(),
                json(change.now()),
                Objects.requireNonNull(json(change.then())),
                change.changedBy().stream().sorted().toList());
    }

    static @Nullable Object json(@Nullable Object value) {
        return switch (value) {
            case Double number -> JsonOutput.roundedOrNull(number);
            case LocalDate day -> day.toString();
            case null -> null;
            default -> value;
        };
    }

    static Map<String, @Nullable Object> json(Map<String, @Nullable Object> values) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        values.forEach((name, value) -> json.put(name, json(value)));
        return json;
    }
}
