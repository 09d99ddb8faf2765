package io.tenure.ruleset;

import java.util.List;

/// One column that counts, by what it is for.
sealed interface Use {
    int column();

    record Name(int column) implements Use {}

    record Condition(int column, io.tenure.ruleset.Column reads) implements Use {}

    record Action(int column, io.tenure.ruleset.Column writes) implements Use {}

    record Reason(int column, boolean chinese) implements Use {}

    record Effective(int column) implements Use {}

    record Expires(int column) implements Use {}

    /// What the rows ask of, in the order of the columns.
    static List<io.tenure.ruleset.Column> conditions(List<Use> uses) {
        return uses.stream()
                .<io.tenure.ruleset.Column>mapMulti((use, found) -> {
                    if (use instanceof Use.Condition(var _, var reads)) {
                        found.accept(reads);
                    }
                })
                .toList();
    }

    /// What the rows write, in the order of the columns.
    static List<io.tenure.ruleset.Column> actions(List<Use> uses) {
        return uses.stream()
                .<io.tenure.ruleset.Column>mapMulti((use, found) -> {
                    if (use instanceof Use.Action(var _, var writes)) {
                        found.accept(writes);
                    }
                })
                .toList();
    }
}
