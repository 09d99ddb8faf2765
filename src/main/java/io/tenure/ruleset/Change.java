package io.tenure.ruleset;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One difference between two rulesets.
///
/// @param table name of the table it concerns; empty for what is in no table
/// @param subject what it concerns: the name of the row, rule, parameter, action or scenario
/// @param part the part of the subject that changed: a column's name, a property; empty for all of it
/// @param before where it stood, null for what is added; likewise `after`
/// @param from what it held, as a cell or a file would; empty for what is added; likewise `to`
public record Change(
        What what,
        How how,
        String table,
        String subject,
        String part,
        @Nullable Address before,
        @Nullable Address after,
        String from,
        String to) {
    /// What sort of thing differs.
    public enum What {
        PHASES,
        PARAMETER,
        ATTRIBUTE,
        ACTION,
        CONTACT_LIMIT,
        LABEL,
        /// A whole table, or one of its properties.
        TABLE,
        COLUMN,
        ROW,
        CELL,
        /// A rule of a DRL file; with an empty subject, what stands around the rules.
        RULE,
        FREE_FORM,
        SCENARIO
    }

    /// What became of it.
    public enum How {
        ADDED,
        REMOVED,
        CHANGED,
        /// The same at another place among its like, where the order counts.
        MOVED
    }

    /// Where it stands now, or stood last.
    public Address address() {
        return after != null ? after : Objects.requireNonNull(before);
    }
}
