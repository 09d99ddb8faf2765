package io.tenure.region;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A value before and after an edit.
///
/// @param name of an outcome; `signals`, `candidates`, `levers`, `exclusions`; `rank1` to `rank3`, or `ranking` for
///     later ranks and channels
/// @param before null for unknown or none, `after` likewise
@RegisterForReflection
@JsonInclude(JsonInclude.Include.ALWAYS)
@Schema(name = "ChangedValue", description = "A value before and after an edit")
public record ChangedValue(
        String name, @Nullable String before, @Nullable String after) {}
