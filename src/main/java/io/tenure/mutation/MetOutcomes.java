package io.tenure.mutation;

import io.tenure.analysis.AnalysisLimits;
import io.tenure.analysis.TableAnalyzer;
import io.tenure.analysis.Work;
import io.tenure.bundle.DrlWrites;
import io.tenure.bundle.Ruleset;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldKind;
import io.tenure.lifecycle.FieldType;
import io.tenure.table.Assignment;
import io.tenure.table.Column;
import io.tenure.table.HitPolicy;
import io.tenure.table.Row;
import io.tenure.table.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The values of outcomes that a later table can meet: only those that some row writes, and none unknown where a table
/// before it decides everybody.
final class MetOutcomes {
    private final Ruleset ruleset;
    private final Work work;
    private final Set<String> writtenByCode;

    /// The outcomes that a table decides for everybody, with its place among the tables.
    private final Map<String, Integer> decidedBy = new HashMap<>();

    MetOutcomes(Ruleset ruleset, Work work) {
        this.ruleset = ruleset;
        this.work = work;
        this.writtenByCode = DrlWrites.outcomes(ruleset);
        for (int t = 0; t < ruleset.tables().size(); t++) {
            Table table = ruleset.tables().get(t);
            for (int a = 0; a < table.actions().size(); a++) {
                Field field = table.actions().get(a).field();
                int action = a;
                if (field.kind() == FieldKind.OUTCOME
                        && !decidedBy.containsKey(field.name())
                        && !isWrittenByCode(field)
                        && table.hitPolicy() != HitPolicy.COLLECT
                        && table.rows().stream()
                                .allMatch(row -> row.assignments().get(action) instanceof Assignment.Literal)
                        && decidesEverybody(table)) {
                    decidedBy.put(field.name(), t);
                }
            }
        }
    }

    private boolean decidesEverybody(Table table) {
        var analysis = TableAnalyzer.analyze(table, AnalysisLimits.STANDARD, work);
        return !table.isDated() && analysis.gaps().isEmpty() && !analysis.gapsUnproven();
    }

    private boolean isWrittenByCode(Field field) {
        return !ruleset.freeForms().isEmpty() || writtenByCode.contains(field.name());
    }

    /// The table with columns that hold only what can be met.
    Table narrowed(Table table) {
        int place = ruleset.tables().indexOf(table);
        List<Column> columns = new ArrayList<>();
        for (Column column : table.conditions()) {
            columns.add(new Column(narrowed(column.field(), place), column.heading(), column.number()));
        }
        return new Table(
                table.name(),
                table.phase(),
                table.hitPolicy(),
                table.file(),
                table.sheet(),
                table.row(),
                columns,
                table.actions(),
                table.rows(),
                table.measuredOn());
    }

    private Field narrowed(Field field, int place) {
        if (field.kind() != FieldKind.OUTCOME || isWrittenByCode(field)) {
            return field;
        }
        boolean known = decidedBy.getOrDefault(field.name(), Integer.MAX_VALUE) < place;
        return field.meeting(field.type() == FieldType.CODE ? written(field) : field.codes(), known);
    }

    /// The codes that some row writes; all where one copies another value, or none is written.
    private List<String> written(Field field) {
        Set<String> codes = new HashSet<>();
        for (Table table : ruleset.tables()) {
            for (int a = 0; a < table.actions().size(); a++) {
                if (!table.actions().get(a).field().name().equals(field.name())) {
                    continue;
                }
                for (Row row : table.rows()) {
                    switch (row.assignments().get(a)) {
                        case Assignment.None _ -> {}
                        case Assignment.Copy _ -> {
                            return field.codes();
                        }
                        case Assignment.Literal literal -> codes.add(String.valueOf(literal.value()));
                    }
                }
            }
        }
        List<String> met = field.codes().stream().filter(codes::contains).toList();
        return met.isEmpty() ? field.codes() : met;
    }
}
