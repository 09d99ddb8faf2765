package io.tenure.measure;

import io.tenure.lifecycle.Customer;
import io.tenure.lifecycle.DecisionInput;
import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldKind;
import io.tenure.lifecycle.Measures;
import io.tenure.lifecycle.Parameters;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Computes the measures of customers by the formulas of the literature, with one set of parameters.
///
/// Built once for a dictionary and parameters, then used by any number of threads.
public final class MeasureCalculator {
    /// The names of all parameters the formulas need; a bundle that lacks one can't be used.
    public static final List<String> PARAMETERS = Formula.union(
            LifetimeValue.PARAMETERS,
            WinBackValue.PARAMETERS,
            Recency.PARAMETERS,
            HighestStage.PARAMETERS,
            RfmScores.PARAMETERS,
            DeliveredValue.PARAMETERS,
            FourDimensions.PARAMETERS,
            ValueScores.PARAMETERS,
            InformationValue.PARAMETERS,
            RelationshipValue.PARAMETERS,
            RetentionScore.PARAMETERS,
            RevenueIdentity.PARAMETERS);

    private final Dictionary dictionary;
    private final Formula[] formulas;

    /// @param parameters with all of [#PARAMETERS]; see [#faults]
    public MeasureCalculator(Dictionary dictionary, Parameters parameters) {
        this.dictionary = dictionary;
        // In the order in which they use each other's results.
        this.formulas = new Formula[] {
            new Recency(parameters),
            new Growth(),
            new Trend(),
            new HighestStage(parameters),
            new RfmScores(parameters),
            new PurchaseValue(),
            new LifetimeValue(parameters),
            new WordOfMouth(),
            new InformationValue(parameters),
            new RelationshipValue(parameters),
            new DeliveredValue(parameters),
            new ValueVector(),
            new FourDimensions(parameters),
            new ValueScores(parameters),
            new WinBackValue(parameters),
            new RetentionScore(parameters),
            new RevenueIdentity(parameters),
            new ExpectedPurchases(parameters),
            new BondCount(),
        };
    }

    /// All faults of the parameters that the formulas need; a bundle with any of them can't be used.
    public static List<ParameterFault> faults(Parameters parameters) {
        return ParameterFault.findAll(PARAMETERS, parameters);
    }

    public Measures measure(DecisionInput input) {
        return measure(input.customer(), input.measureOverrides());
    }

    /// The measures of a customer, with a reason for each that can't be computed.
    ///
    /// @param given measures that the caller gave, by name; they replace computed ones
    public Measures measure(Customer customer, Map<String, Object> given) {
        return evaluate(customer, given).toMeasures(dictionary);
    }

    /// All given measures that must agree with the facts but don't.
    public List<Contradiction> contradictions(DecisionInput input) {
        return input.measureOverrides().isEmpty()
                ? List.of()
                : evaluate(input.customer(), input.measureOverrides()).contradictions();
    }

    private MeasureContext evaluate(Customer customer, Map<String, Object> given) {
        MeasureContext context = new MeasureContext(customer, given.isEmpty() ? null : overridesByIndex(given));
        for (Formula formula : formulas) {
            formula.apply(context);
        }
        return context;
    }

    private @Nullable Object[] overridesByIndex(Map<String, Object> given) {
        @Nullable
        Object[] values = new Object[dictionary.fields(FieldKind.MEASURE).size()];
        for (Map.Entry<String, Object> entry : given.entrySet()) {
            Field field = dictionary.require(entry.getKey());
            Object value = entry.getValue();
            if (field.kind() != FieldKind.MEASURE
                    || !field.isInput()
                    || !field.type().javaType().isInstance(value)) {
                throw new IllegalArgumentException(entry.getKey() + " may not be given as " + value);
            }
            values[field.index()] = value;
        }
        return values;
    }
}
