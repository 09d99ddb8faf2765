package io.tenure.api;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tenure.input.JsonOutput;
import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldKind;
import io.tenure.lifecycle.FieldType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// The dictionary as the API shows it: standard names and those that the release adds.
@RegisterForReflection
@Schema(name = "Dictionary", description = "Every name that facts, tables and rules use")
record DictionaryView(List<EntryView> facts) {
    @Schema(name = "DictionaryEntry", description = "One name of the dictionary")
    record EntryView(
            String name,
            FieldKind kind,
            FieldType type,

            @Schema(description = "Unit of the value; empty if it has none")
            String unit,

            @Schema(nullable = true) @Nullable Double min,
            @Schema(nullable = true) @Nullable Double max,

            @Schema(description = "The values of a CODE; empty if the bundle defines them, as it does actions")
            List<String> codes,

            @Schema(description = "Whether a request may contain it")
            boolean input,

            @Schema(description = "Whether the release adds it: an attribute, an outcome or a part of candidates")
            boolean own,

            @Schema(description = "The phase that decides an outcome that the release adds; empty for all else")
            String phase,

            LocalizedText description,

            @Schema(description = "What happens when the value is unknown")
            LocalizedText whenUnknown) {
        static EntryView of(Field field) {
            return new EntryView(
                    field.name(),
                    field.kind(),
                    field.type(),
                    field.unit(),
                    JsonOutput.roundedOrNull(field.min()),
                    JsonOutput.roundedOrNull(field.max()),
                    field.codes(),
                    field.isInput(),
                    Dictionary.standard().find(field.name()).isEmpty(),
                    field.phase(),
                    LocalizedText.of(field.meaning()),
                    LocalizedText.of(field.whenUnknown()));
        }
    }

    static DictionaryView of(Dictionary dictionary) {
        return new DictionaryView(dictionary.all().stream().map(EntryView::of).toList());
    }
}
