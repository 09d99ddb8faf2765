package io.tenure.api;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tenure.experiment.Experiment;
import io.tenure.experiment.Experiment.ExperimentKind;
import io.tenure.input.JsonOutput;
import java.time.LocalDate;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// An experiment as the API shows it.
@RegisterForReflection
@Schema(name = "Experiment", description = "A random share of some customers who are treated otherwise than the rest")
record ExperimentView(
        String name,
        String workbook,
        String sheet,
        int row,

        @Schema(description = "HOLDOUT: contacts that we start are withheld")
        ExperimentKind kind,

        @Schema(description = "Of the customers whom it concerns and no earlier experiment treats otherwise")
        double share,

        @Schema(description = "First day of decisions that take part; null for no limit", nullable = true) @Nullable
        LocalDate from,

        @Schema(description = "Last day of decisions that take part; null for no limit", nullable = true) @Nullable
        LocalDate to,

        @Schema(
                description =
                        "Conditions that customers must meet, as the cells have them, by fact, measure or outcome")
        SortedMap<String, String> whom,

        @Schema(description = "Another salt draws other customers")
        String salt) {
    static ExperimentView of(Experiment experiment) {
        SortedMap<String, String> whom = new TreeMap<>();
        experiment
                .whom()
                .forEach(criterion ->
                        whom.put(criterion.field().name(), criterion.condition().text()));
        return new ExperimentView(
                experiment.name(),
                experiment.workbook(),
                experiment.sheet(),
                experiment.row(),
                experiment.kind(),
                JsonOutput.rounded(experiment.share()),
                experiment.from(),
                experiment.to(),
                whom,
                experiment.salt());
    }
}
