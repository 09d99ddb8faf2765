package io.tenure.value;

import io.tenure.lifecycle.Customer;
import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Kind;
import io.tenure.lifecycle.Measures;
import io.tenure.lifecycle.Term;
import io.tenure.lifecycle.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The measures of one customer as they come to be known, formula by formula; used by one thread.
///
/// A value the caller gave stands in place of the computed one from the start, so that later formulas build
/// on it.
final class Reckoning {
    /// The measures' slots are the same in every dictionary, since a site adds facts only.
    private static final List<Term> TERMS = Dictionary.standard().terms(Kind.MEASURE);

    private static final boolean[] MUST_AGREE = new boolean[TERMS.size()];

    static {
        for (Term term : TERMS) {
            MUST_AGREE[term.slot()] = term.given() == Term.Given.SAME;
        }
    }

    final Customer customer;
    private final @Nullable Object @Nullable [] given;
    private final @Nullable Object[] values = new Object[TERMS.size()];
    private final @Nullable Text[] remarks = new Text[TERMS.size()];
    private final double[] completeness = new double[TERMS.size()];
    private @Nullable List<Contradiction> contradictions;

    /// @param given values the caller gave, by slot; null where there are none at all
    Reckoning(Customer customer, @Nullable Object @Nullable [] given) {
        this.customer = customer;
        this.given = given;
        Arrays.fill(completeness, Double.NaN);
        if (given != null) {
            System.arraycopy(given, 0, values, 0, values.length);
        }
    }

    static int slot(String measure) {
        return Dictionary.standard().require(measure).slot();
    }

    @Nullable
    Object value(int slot) {
        return values[slot];
    }

    @Nullable
    Double number(int slot) {
        return (Double) values[slot];
    }

    @Nullable
    Integer integer(int slot) {
        return (Integer) values[slot];
    }

    double completeness(int slot) {
        return completeness[slot];
    }

    void know(int slot, Object value) {
        know(slot, value, null);
    }

    /// @param assumed what the value takes for granted; null for nothing
    void know(int slot, Object value, @Nullable Text assumed) {
        Object givenValue = given == null ? null : given[slot];
        if (givenValue == null) {
            values[slot] = value;
            remarks[slot] = assumed;
        } else if (MUST_AGREE[slot] && !Contradiction.agree(givenValue, value)) {
            if (contradictions == null) {
                contradictions = new ArrayList<>();
            }
            contradictions.add(new Contradiction(TERMS.get(slot).name(), givenValue, value));
        }
    }

    void lack(int slot, Text reason) {
        if (values[slot] == null) {
            remarks[slot] = reason;
        }
    }

    /// Says how much of a score was known; of no consequence for a score that was given.
    void complete(int slot, double share) {
        if (given == null || given[slot] == null) {
            completeness[slot] = share;
        }
    }

    List<Contradiction> contradictions() {
        return contradictions == null ? List.of() : List.copyOf(contradictions);
    }

    Measures measures(Dictionary dictionary) {
        return Measures.of(dictionary, values, remarks, completeness);
    }
}
