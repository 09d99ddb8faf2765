package io.tenure.ruleset;

import io.tenure.lifecycle.Kind;
import io.tenure.lifecycle.Term;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// A typed decision table.
///
/// @param name unique in its bundle
/// @param file path of its workbook in the bundle
/// @param row row of its `RuleTable` cell
public record Table(
        String name,
        String phase,
        HitPolicy hitPolicy,
        String file,
        String sheet,
        int row,
        List<Column> conditions,
        List<Column> actions,
        List<Row> rows) {
    public Table {
        conditions = List.copyOf(conditions);
        actions = List.copyOf(actions);
        rows = List.copyOf(rows);
    }

    /// The workbook's file name, without its folder.
    public String workbook() {
        return file.substring(file.lastIndexOf('/') + 1);
    }

    /// The outcomes that the table both reads and writes: what another table wrote, and this one may change.
    public Set<String> refines() {
        Set<String> read = new HashSet<>();
        conditions.forEach(condition -> read.add(condition.term().name()));
        for (Row row : rows) {
            for (Effect effect : row.effects()) {
                if (effect instanceof Effect.Copy(Term source)) {
                    read.add(source.name());
                }
            }
        }
        Set<String> refined = new TreeSet<>();
        for (Column action : actions) {
            if (action.term().kind() == Kind.OUTCOME
                    && read.contains(action.term().name())) {
                refined.add(action.term().name());
            }
        }
        return refined;
    }
}
