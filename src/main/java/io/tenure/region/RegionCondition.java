package io.tenure.region;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// What a value of a customer must be.
///
/// @param name of a fact, measure, outcome or part of a candidate; `asOf` for the day
/// @param meaning in words
@RegisterForReflection
@Schema(name = "RegionCondition", description = "What a value of a customer must be")
public record RegionCondition(String name, String meaning) {}
