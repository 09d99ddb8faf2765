package io.tenure.engine;

import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldKind;
import io.tenure.lifecycle.Origin;
import io.tenure.lifecycle.Parameters;
import io.tenure.text.Text;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/// A rule as its author wrote it, before its names are resolved in a ruleset.
///
/// @param lineOrRow line in the file, or row in the sheet
/// @param phase the phase that it names; empty if it names none
/// @param identifiers the identifiers in its conditions, each once
/// @param parameters names of the parameters that it reads
/// @param outcomes outcomes that it reads or writes by their names
record ParsedRule(
        String packageName,
        String name,
        String file,
        String sheet,
        int lineOrRow,
        String phase,
        List<String> identifiers,
        List<String> parameters,
        List<String> outcomes) {
    ParsedRule {
        identifiers = List.copyOf(identifiers);
        parameters = List.copyOf(parameters);
        outcomes = List.copyOf(outcomes);
    }

    BoundRule bind(Dictionary dictionary, Parameters values) {
        List<Field> reads = identifiers.stream()
                .map(dictionary::find)
                .flatMap(Optional::stream)
                .filter(field -> field.kind() != FieldKind.ITEM)
                .distinct()
                .toList();
        return new BoundRule(
                packageName,
                name,
                new Origin(
                        phase,
                        packageName,
                        file.substring(file.lastIndexOf('/') + 1),
                        sheet,
                        lineOrRow,
                        name,
                        reads.stream().map(Field::name).toList(),
                        List.of(),
                        Text.same(""),
                        Map.of(),
                        parameters.stream()
                                .map(values::unmeasuredReference)
                                .filter(Objects::nonNull)
                                .collect(Collectors.toSet()),
                        false),
                reads);
    }
}
