package io.tenure.bundle;

import io.tenure.finding.Address;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One difference between two rulesets.
///
/// @param table name of the table it concerns; empty for what is in no table
/// @param subject what it concerns: the name of the row, rule, parameter, action or scenario
/// @param part the part of the subject that changed: a column's name, a property; empty for all of it
/// @param oldAddress where it stood, null for what is added; likewise `after`
/// @param oldValue what it held, as a cell or a file would; empty for what is added; likewise `to`
public record Change(
        Element element,
        Operation operation,
        String table,
        String subject,
        String part,
        @Nullable Address oldAddress,
        @Nullable Address newAddress,
        String oldValue,
        String newValue) {
    /// What sort of thing differs.
    public enum Element {
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
    public enum Operation {
        ADDED,
        REMOVED,
        CHANGED,
        /// The same at another place among its like, where the order counts.
        MOVED
    }

    /// Where it stands now, or stood last.
    public Address address() {
        return newAddress != null ? newAddress : Objects.requireNonNull(oldAddress);
    }
}
