package io.tenure.table;

import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldKind;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A typed decision table.
///
/// @param name unique in its bundle
/// @param file path of its workbook in the bundle
/// @param row row of its `RuleTable` cell
/// @param measuredOn the day on which its probabilities were measured on the site's own customers; null where they
///     never were
public record Table(
        String name,
        String phase,
        HitPolicy hitPolicy,
        String file,
        String sheet,
        int row,
        List<Column> conditions,
        List<Column> actions,
        List<Row> rows,
        @Nullable LocalDate measuredOn) {
    /// The phase whose tables and rules judge the candidates.
    public static final String ELIGIBILITY = "eligibility";

    public Table {
        conditions = List.copyOf(conditions);
        actions = List.copyOf(actions);
        rows = List.copyOf(rows);
    }

    /// A table that was not measured on the site's own customers.
    public Table(
            String name,
            String phase,
            HitPolicy hitPolicy,
            String file,
            String sheet,
            int row,
            List<Column> conditions,
            List<Column> actions,
            List<Row> rows) {
        this(name, phase, hitPolicy, file, sheet, row, conditions, actions, rows, null);
    }

    /// The same with other rows.
    public Table withRows(List<Row> others) {
        return new Table(name, phase, hitPolicy, file, sheet, row, conditions, actions, others, measuredOn);
    }

    /// The workbook's file name, without its folder.
    public String workbook() {
        return file.substring(file.lastIndexOf('/') + 1);
    }

    /// Whether a row writes nothing: it has no result, or weighs an action with 0 %. It is no hit, but in a table of
    /// which one row decides it keeps the rows behind it from deciding.
    public boolean writesNothing(Row row) {
        for (int a = 0; a < row.assignments().size(); a++) {
            Assignment assignment = row.assignments().get(a);
            boolean isNothing = assignment instanceof Assignment.None
                    || (ItemParts.isLeverWeight(actions.get(a).field())
                            && assignment instanceof Assignment.Literal(Object value, var _)
                            && value instanceof Number weight
                            && weight.doubleValue() == 0);
            if (!isNothing && !ItemParts.isLeverAction(actions.get(a).field())) {
                return false;
            }
        }
        return true;
    }

    /// Whether any row applies only from or until a day.
    public boolean isDated() {
        return rows.stream().anyMatch(Row::isDated);
    }

    /// Whether it says which candidates are excluded: it is applied to each of them in turn.
    public boolean judgesCandidates() {
        return !actions.isEmpty() && ItemParts.group(actions.getFirst().field()).equals(ItemParts.EXCLUSION);
    }

    /// The outcomes that the table both reads and writes: another table wrote them, and this one may override them.
    public Set<String> overriddenOutcomes() {
        Set<String> read = new HashSet<>();
        conditions.forEach(condition -> read.add(condition.field().name()));
        for (Row row : rows) {
            for (Assignment assignment : row.assignments()) {
                if (assignment instanceof Assignment.Copy(Field source)) {
                    read.add(source.name());
                }
            }
        }
        Set<String> overridden = new TreeSet<>();
        for (Column action : actions) {
            if (action.field().kind() == FieldKind.OUTCOME
                    && read.contains(action.field().name())) {
                overridden.add(action.field().name());
            }
        }
        return overridden;
    }
}
