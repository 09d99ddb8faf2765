package io.tenure.explanation;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tenure.lifecycle.Exclusion;
import io.tenure.lifecycle.Hit;
import io.tenure.lifecycle.Origin;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A row of a table, a rule written in code or a limit on contacts, with what it was asked.
///
/// @param table the table's name, the rule's package, or the sheet of a limit
/// @param workbook file name of its workbook or DRL file
/// @param sheet empty for DRL
/// @param row row number as the spreadsheet shows it, or line of DRL
/// @param name name of the row or rule
/// @param candidate code of the action that it judged; null where it judges none
/// @param effect what became of it
/// @param conditions its filled conditions in the order of the columns
/// @param reason why, with its values; null for a row that didn't apply
@RegisterForReflection
@JsonInclude(JsonInclude.Include.ALWAYS)
@Schema(name = "ExplainedRow", description = "A row, rule or limit, with what it was asked")
public record RowExplanation(
        String table,
        String workbook,
        String sheet,
        int row,
        String name,
        @Nullable String candidate,
        Effect effect,
        List<ConditionExplanation> conditions,
        @Nullable String reason) {
    /// What became of a row.
    @Schema(
            name = "RowEffect",
            description = "APPLIED: it wrote; NOT_MET: a condition wasn't met; OUTRANKED: its conditions are met, but a"
                    + " row before it decided; INCOMPLETE: they are met, but a value that it copies is unknown")
    public enum Effect {
        APPLIED,
        NOT_MET,
        OUTRANKED,
        INCOMPLETE
    }

    public RowExplanation {
        conditions = List.copyOf(conditions);
    }

    /// A rule written in code that fired.
    static RowExplanation ofRule(Hit hit, Locale locale) {
        Origin origin = hit.origin();
        return new RowExplanation(
                origin.table(),
                origin.workbook(),
                origin.sheet(),
                origin.row(),
                origin.name(),
                null,
                Effect.APPLIED,
                hit.read().entrySet().stream()
                        .map(read -> ConditionExplanation.ofRule(read.getKey(), read.getValue()))
                        .toList(),
                hit.in(locale));
    }

    /// A limit on contacts that is reached.
    static RowExplanation ofLimit(Exclusion exclusion, Exclusion.LimitRow limit, Locale locale) {
        return new RowExplanation(
                limit.sheet(),
                limit.workbook(),
                limit.sheet(),
                limit.row(),
                exclusion.rule(),
                exclusion.action(),
                Effect.APPLIED,
                List.of(),
                exclusion.reason().in(locale));
    }

    /// The conditions that weren't met.
    List<ConditionExplanation> failed() {
        return conditions.stream()
                .filter(condition -> Boolean.FALSE.equals(condition.met()))
                .toList();
    }
}
