package io.tenure.value;

import io.tenure.lifecycle.Case;
import io.tenure.lifecycle.Customer;
import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Kind;
import io.tenure.lifecycle.Measures;
import io.tenure.lifecycle.Parameters;
import io.tenure.lifecycle.Term;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Computes the measures of customers by the formulas of the literature, with one set of parameters.
///
/// Built once for a dictionary and parameters, then used by any number of threads.
public final class Measuring {
    /// The names of all parameters the formulas need; a bundle that lacks one can't be used.
    public static final List<String> PARAMETERS = Formula.joined(
            LifetimeValue.PARAMETERS,
            WinBack.PARAMETERS,
            Recency.PARAMETERS,
            StageReached.PARAMETERS,
            Rfm.PARAMETERS,
            DeliveredValue.PARAMETERS,
            FourDimensions.PARAMETERS,
            ValueScores.PARAMETERS,
            InformationValue.PARAMETERS,
            RetentionEffect.PARAMETERS,
            RevenueIdentity.PARAMETERS);

    private final Dictionary dictionary;
    private final Formula[] formulas;

    /// @param parameters with all of [#PARAMETERS]; see [#faults]
    public Measuring(Dictionary dictionary, Parameters parameters) {
        this.dictionary = dictionary;
        // In the order in which they build on each other.
        this.formulas = new Formula[] {
            new Recency(parameters),
            new Growth(),
            new StageReached(parameters),
            new Rfm(parameters),
            new LifetimeValue(parameters),
            new PurchaseValue(),
            new WordOfMouth(),
            new InformationValue(parameters),
            new DeliveredValue(parameters),
            new ValueVector(),
            new FourDimensions(parameters),
            new ValueScores(parameters),
            new WinBack(parameters),
            new RetentionEffect(parameters),
            new RevenueIdentity(parameters),
            new Bonds(),
        };
    }

    /// All that is wrong with the parameters, as far as the formulas go; with any of it a bundle can't be
    /// used.
    public static List<ParameterFault> faults(Parameters parameters) {
        return ParameterFault.in(parameters);
    }

    public Measures measure(Case presented) {
        return measure(presented.customer(), presented.given());
    }

    /// The measures of a customer; for each that can't be had, the reason.
    ///
    /// @param given measures the caller gave, by name: they stand in place of computed ones
    public Measures measure(Customer customer, Map<String, Object> given) {
        return reckon(customer, given).measures(dictionary);
    }

    /// The given measures that must agree with what the facts say, and don't; all at once.
    public List<Contradiction> contradictions(Case presented) {
        return presented.given().isEmpty()
                ? List.of()
                : reckon(presented.customer(), presented.given()).contradictions();
    }

    private Reckoning reckon(Customer customer, Map<String, Object> given) {
        Reckoning reckoning = new Reckoning(customer, given.isEmpty() ? null : bySlot(given));
        for (Formula formula : formulas) {
            formula.apply(reckoning);
        }
        return reckoning;
    }

    private @Nullable Object[] bySlot(Map<String, Object> given) {
        @Nullable Object[] values = new Object[dictionary.terms(Kind.MEASURE).size()];
        for (Map.Entry<String, Object> entry : given.entrySet()) {
            Term term = dictionary.require(entry.getKey());
            Object value = entry.getValue();
            if (term.kind() != Kind.MEASURE
                    || !term.isInput()
                    || !term.type().held().isInstance(value)) {
                throw new IllegalArgumentException(entry.getKey() + " may not be given as " + value);
            }
            values[term.slot()] = value;
        }
        return values;
    }
}
