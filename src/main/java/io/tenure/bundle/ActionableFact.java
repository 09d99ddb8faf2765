package io.tenure.bundle;

import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldType;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A fact that may come to be otherwise: a row of the sheet `Facts`.
///
/// What no row names stays as it is.
///
/// @param fact a fact, or a measure that callers may give
/// @param raisedBy who can raise a number, make a date later, make a boolean true or choose another code; empty where
///     it happens and nobody does it; null where it never happens
/// @param loweredBy likewise for lowering, for making a date earlier and a boolean false; null for a code
/// @param from least value that is considered; of a date the fewest days before the decision, of `asOf` after it; 0
///     for booleans and codes
/// @param to largest value that is considered, likewise; 1 for booleans and codes. `to - from` is a distance of 1
/// @param step smallest change that counts; values are multiples of it
public record ActionableFact(
        Field fact,
        @Nullable Set<Actor> raisedBy,
        @Nullable Set<Actor> loweredBy,
        double from,
        double to,
        double step) {
    /// Who can change a fact.
    public enum Actor {
        CUSTOMER,
        FIRM
    }

    public ActionableFact {
        raisedBy = raisedBy == null ? null : Set.copyOf(raisedBy);
        loweredBy = loweredBy == null ? null : Set.copyOf(loweredBy);
    }

    /// Whether its values lie on a line: numbers and dates.
    public boolean isOrdered() {
        return fact.type().isNumeric() || fact.type() == FieldType.DATE;
    }

    /// Who can bring it about that an unknown value becomes known.
    public Set<Actor> learnedBy() {
        Set<Actor> all = EnumSet.noneOf(Actor.class);
        if (raisedBy != null) {
            all.addAll(raisedBy);
        }
        if (loweredBy != null) {
            all.addAll(loweredBy);
        }
        return all;
    }
}
