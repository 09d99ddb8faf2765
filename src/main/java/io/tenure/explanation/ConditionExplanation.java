package io.tenure.explanation;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tenure.finding.Address;
import io.tenure.input.JsonOutput;
import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Field;
import io.tenure.table.Condition;
import io.tenure.table.Row;
import io.tenure.table.Table;
import io.tenure.text.Message;
import io.tenure.text.NumberText;
import io.tenure.text.Text;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// One filled condition of a row, and the value it was asked with.
///
/// @param name the fact, measure, outcome or part of a candidate that it reads; `asOf` for the days on which the row
///     applies
/// @param cell address in the sheet, `D14`; null for the days, and for what a rule reads
/// @param asks the cell as it is written; null for what a rule reads
/// @param meaning what it asks in words, with the value of a parameter in place of its name
/// @param value null for unknown
/// @param met null for what a rule reads, which is written in code
@RegisterForReflection
@JsonInclude(JsonInclude.Include.ALWAYS)
@Schema(name = "ExplainedCondition", description = "One condition of a row, and the value it was asked with")
public record ConditionExplanation(
        String name,
        @Nullable String cell,
        @Nullable String asks,
        @Nullable String meaning,
        @Schema(implementation = Object.class) @Nullable Object value,
        @Nullable Boolean met) {
    static ConditionExplanation of(Table table, Row row, int column, @Nullable Object value, Locale locale) {
        Field field = table.conditions().get(column).field();
        Condition condition = row.conditions().get(column);
        return new ConditionExplanation(
                field.name(),
                Address.letters(table.conditions().get(column).number()) + row.number(),
                condition.text(),
                CellDescription.of(field, condition).in(locale),
                json(value),
                condition.matches(value));
    }

    /// The days on which a row applies.
    static ConditionExplanation ofPeriod(Row row, Object asOf, Locale locale) {
        Field day = Dictionary.standard().require("asOf");
        String meaning = CellDescription.of(day, row.period()).in(locale);
        return new ConditionExplanation(
                day.name(), null, meaning, meaning, json(asOf), row.period().matches(asOf));
    }

    /// What a rule written in code reads.
    static ConditionExplanation ofRule(String name, @Nullable Object value) {
        return new ConditionExplanation(name, null, null, null, json(value), null);
    }

    /// The condition and its value in one sentence.
    Text sentence() {
        Object shown = value == null
                ? Message.of("explanation.condition.unknown")
                : value instanceof Double number ? NumberText.plain(number) : String.valueOf(value);
        return Message.of(
                "explanation.condition.text", "name", name, "meaning", String.valueOf(meaning), "value", shown);
    }

    static @Nullable Object json(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Double number -> JsonOutput.roundedOrNull(number);
            case Integer whole -> whole;
            case Boolean yes -> yes;
            default -> value.toString();
        };
    }
}
