package io.tenure.measure;

import io.tenure.lifecycle.Customer;
import io.tenure.lifecycle.DecisionInput;
import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldKind;
import io.tenure.lifecycle.Measures;
import io.tenure.lifecycle.Parameters;
import io.tenure.text.Message;
import io.tenure.text.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Computes the measures of customers by the formulas of the literature, with one set of parameters and indicators.
///
/// Built once for a dictionary, parameters and indicators, then used by any number of threads.
public final class MeasureCalculator {
    private static final String LEAST_COMPLETENESS = "leastCompleteness";

    /// Scores of which at least `leastCompleteness` must be known: one answer to a survey says too little.
    private static final Set<String> NEED_COMPLETENESS = Set.of("currentValueScore", "potentialValueScore");

    private static final String FOUR_DIMENSIONS = "fourDimensionScore";
    private static final int FEW_DIMENSIONS = 3;
    private static final Text FEWER_THAN_THREE = Message.of("measure.four-dimensions.fewer-than-three");

    /// The names of all parameters the formulas need; a bundle that lacks one can't be used.
    public static final List<String> PARAMETERS = Formula.union(
            LifetimeValue.PARAMETERS,
            WinBackValue.PARAMETERS,
            Recency.PARAMETERS,
            HighestStage.PARAMETERS,
            RfmScores.PARAMETERS,
            RelationshipValue.PARAMETERS,
            RevenueIdentity.PARAMETERS,
            List.of(LEAST_COMPLETENESS));

    private final Dictionary dictionary;
    private final List<Consumer<MeasureContext>> formulas;
    private final int[] formulaOf;

    /// @param parameters with all of [#PARAMETERS]; see [#faults]
    /// @param indicators of the scores; a score without any is unknown
    public MeasureCalculator(Dictionary dictionary, Parameters parameters, Indicators indicators) {
        this.dictionary = dictionary;
        List<Formula> inOrder = new ArrayList<>(List.of(
                new Recency(parameters),
                new Growth(),
                new Trend(),
                new HighestStage(parameters),
                new RfmScores(parameters),
                new PurchaseValue(),
                new LifetimeValue(parameters),
                new WordOfMouth(),
                new RelationshipValue(parameters),
                new ValueVector(),
                new WinBackValue(parameters),
                new RevenueIdentity(parameters),
                new ExpectedPurchases(parameters),
                new BondCount(),
                new IndicatorInputs()));
        for (String score : Indicators.SCORES) {
            inOrder.add(
                    score.equals(FOUR_DIMENSIONS)
                            ? IndicatorScore.of(score, indicators, FEW_DIMENSIONS, FEWER_THAN_THREE)
                            : IndicatorScore.of(
                                    score,
                                    indicators,
                                    NEED_COMPLETENESS.contains(score) ? parameters.get(LEAST_COMPLETENESS) : 0));
        }
        inOrder.add(new DeliveredValue());
        this.formulas = inOrder.stream()
                .<Consumer<MeasureContext>>map(formula -> formula::apply)
                .toList();
        this.formulaOf = new int[dictionary.fields(FieldKind.MEASURE).size()];
        Arrays.fill(formulaOf, -1);
        for (int formula = 0; formula < inOrder.size(); formula++) {
            for (int measure : inOrder.get(formula).measures()) {
                formulaOf[measure] = formula;
            }
        }
    }

    /// All faults of the parameters that the formulas need; a bundle with any of them can't be used.
    public static List<ParameterFault> faults(Parameters parameters) {
        return ParameterFault.findAll(PARAMETERS, parameters);
    }

    public Measures measure(DecisionInput input) {
        return measure(input.customer(), input.measureOverrides());
    }

    /// The measures of a customer, with a reason for each that can't be computed; each is computed when it is first
    /// asked for.
    ///
    /// @param given measures that the caller gave, by name; they replace computed ones
    public Measures measure(Customer customer, Map<String, Object> given) {
        return begin(customer, given).toMeasures(dictionary);
    }

    /// All given measures that must agree with the facts but don't.
    public List<Contradiction> contradictions(DecisionInput input) {
        return input.measureOverrides().isEmpty()
                ? List.of()
                : begin(input.customer(), input.measureOverrides()).contradictions();
    }

    private MeasureContext begin(Customer customer, Map<String, Object> given) {
        return new MeasureContext(customer, formulas, formulaOf, given.isEmpty() ? null : overridesByIndex(given));
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
