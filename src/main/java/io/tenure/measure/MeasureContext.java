package io.tenure.measure;

import io.tenure.lifecycle.Customer;
import io.tenure.lifecycle.DecimalRounding;
import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldKind;
import io.tenure.lifecycle.Measures;
import io.tenure.text.Message;
import io.tenure.text.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The measures of one customer, each computed with those of its formula when it is first asked for.
///
/// Any number of threads may ask.
///
/// A value the caller gave stands in place of the computed one from the start, so that later formulas build
/// on it.
final class MeasureContext implements Measures.Computation {
    /// The measures' indices are the same in every dictionary, since a site adds facts only.
    private static final List<Field> FIELDS = Dictionary.standard().fields(FieldKind.MEASURE);

    private static final boolean[] MUST_AGREE = new boolean[FIELDS.size()];

    static {
        for (Field field : FIELDS) {
            MUST_AGREE[field.index()] = field.overrideRule() == Field.OverrideRule.MUST_AGREE;
        }
    }

    private static final Text BEYOND_ALL_NUMBERS = Message.of("measure.shared.beyond-all-numbers");

    final Customer customer;
    private final List<Consumer<MeasureContext>> formulas;
    private final int[] formulaOf;
    private final @Nullable Object @Nullable [] overrides;
    private final @Nullable Object[] values = new Object[FIELDS.size()];
    private final @Nullable Text[] remarks = new Text[FIELDS.size()];
    private final double[] completeness = new double[FIELDS.size()];
    private @Nullable List<Contradiction> contradictions;
    private final Set<String> references = new HashSet<>(4);

    /// The formulas that have begun, as bits; guarded by this object.
    private long begun;

    /// Those that are done. Written after what they compute, and read before it.
    private volatile long done;

    /// @param formulas at most 64
    /// @param formulaOf for each measure the place of its formula; -1 where there is none
    /// @param given values the caller gave, by index; null where there are none at all
    MeasureContext(
            Customer customer,
            List<Consumer<MeasureContext>> formulas,
            int[] formulaOf,
            @Nullable Object @Nullable [] given) {
        this.customer = customer;
        this.formulas = formulas;
        this.formulaOf = formulaOf;
        this.overrides = given;
        Arrays.fill(completeness, Double.NaN);
        if (given != null) {
            System.arraycopy(given, 0, values, 0, values.length);
        }
    }

    static int index(String measure) {
        return Dictionary.standard().require(measure).index();
    }

    @Override
    public void require(int measure) {
        int formula = formulaOf[measure];
        if (formula >= 0 && (done & 1L << formula) == 0) {
            compute(formula);
        }
    }

    @Override
    public void requireAll() {
        for (int formula = 0; formula < formulas.size(); formula++) {
            if ((done & 1L << formula) == 0) {
                compute(formula);
            }
        }
    }

    private synchronized void compute(int formula) {
        // A formula asks for measures of its own, which are as far as it has come.
        if ((begun & 1L << formula) == 0) {
            begun |= 1L << formula;
            formulas.get(formula).accept(this);
            done |= 1L << formula;
        }
    }

    @Nullable
    Object value(int index) {
        require(index);
        return values[index];
    }

    @Nullable
    Double number(int index) {
        return (Double) value(index);
    }

    @Nullable
    Integer integer(int index) {
        return (Integer) value(index);
    }

    /// Whether the caller gave the measure.
    boolean isGiven(int index) {
        return overrides != null && overrides[index] != null;
    }

    double completeness(int index) {
        require(index);
        return completeness[index];
    }

    void set(int index, Object value) {
        set(index, value, null);
    }

    /// A number is rounded here, where its formula ends: what later formulas, tables and rules compare, what is shown
    /// and what a caller may give back are the same.
    ///
    /// @param assumed what the value takes for granted; null for nothing
    void set(int index, Object unrounded, @Nullable Text assumed) {
        Object value = unrounded instanceof Double number
                ? (Object) DecimalRounding.round(number, DecimalRounding.FROM_FACTS)
                : unrounded;
        if (value instanceof Double number && !Double.isFinite(number)) {
            setMissing(index, BEYOND_ALL_NUMBERS);
            return;
        }
        Object givenValue = overrides == null ? null : overrides[index];
        if (givenValue == null) {
            values[index] = value;
            remarks[index] = assumed;
        } else if (MUST_AGREE[index] && !Contradiction.agree(givenValue, value)) {
            if (contradictions == null) {
                contradictions = new ArrayList<>();
            }
            contradictions.add(new Contradiction(FIELDS.get(index).name(), givenValue, value));
        }
    }

    /// Notes that a value depends on a reference amount that was not measured; null for none.
    void useReference(@Nullable String reference) {
        if (reference != null) {
            references.add(reference);
        }
    }

    void setMissing(int index, Text reason) {
        if (values[index] == null) {
            remarks[index] = reason;
        }
    }

    /// Says how much of a score was known; of no consequence for a score that was given.
    void setCompleteness(int index, double share) {
        if (overrides == null || overrides[index] == null) {
            completeness[index] = DecimalRounding.round(share, DecimalRounding.FROM_FACTS);
        }
    }

    List<Contradiction> contradictions() {
        long needed = 0;
        for (int measure = 0; overrides != null && measure < overrides.length; measure++) {
            if (overrides[measure] != null && MUST_AGREE[measure] && formulaOf[measure] >= 0) {
                needed |= 1L << formulaOf[measure];
            }
        }
        for (; needed != 0; needed &= needed - 1) {
            compute(Long.numberOfTrailingZeros(needed));
        }
        return contradictions == null ? List.of() : List.copyOf(contradictions);
    }

    Measures toMeasures(Dictionary dictionary) {
        return Measures.of(dictionary, values, remarks, completeness, references, this);
    }
}
