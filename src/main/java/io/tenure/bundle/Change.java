package io.tenure.bundle;

import io.tenure.finding.Address;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One difference between two rulesets.
///
/// @param table name of the table; empty for a change outside tables
/// @param subject the name of the row, rule, parameter, action or scenario
/// @param part the part of the subject that changed: a column's name, a property; empty for all of it
/// @param oldAddress where it was, null for an addition; `newAddress` likewise, null for a removal
/// @param oldValue what it contained, as written in the cell or file; empty for an addition; `newValue` likewise,
///     empty for a removal
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
    /// The kind of thing that changed.
    public enum Element {
        PHASES,
        PARAMETER,
        /// An indicator of a score.
        INDICATOR,
        ATTRIBUTE,
        OUTCOME,
        /// A code that the ruleset adds to an outcome.
        CODE,
        ACTION,
        CONTACT_LIMIT,
        EXPERIMENT,
        /// Who can change a fact, and in which range.
        ACTIONABLE_FACT,
        LABEL,
        /// A whole table, or one of its properties.
        TABLE,
        COLUMN,
        ROW,
        CELL,
        /// A rule of a DRL file; with an empty subject, the text around the rules.
        RULE,
        FREE_FORM,
        SCENARIO
    }

    /// How it changed.
    public enum Operation {
        ADDED,
        REMOVED,
        CHANGED,
        /// Moved to another position, where the order matters.
        MOVED
    }

    /// Its address now or, if it was removed, before.
    public Address address() {
        return newAddress != null ? newAddress : Objects.requireNonNull(oldAddress);
    }
}
