package io.tenure.measure;

import io.tenure.lifecycle.Customer;
import io.tenure.lifecycle.Parameters;
import java.util.List;

/// Customer knowledge value: how much we learn from the customer, as a score from 0 to 100.
///
/// Weighted mean of `ideasSubmitted`, on a line from none (0) to `ideasHigh` (100), and `dataShared` (100 or
/// 0). 《客户生命周期管理》 only names information and knowledge value; the idea of knowledge value is Kumar et al. 2010,
/// the score is a business choice.
final class InformationValue implements Formula {
    private static final List<String> WEIGHTS = List.of("weightIdeas", "weightDataShared");
    static final List<String> PARAMETERS = List.of("weightIdeas", "weightDataShared", "ideasHigh");

    private static final int SCORE = MeasureContext.index("informationScore");

    private final WeightedMean weights;
    private final LinearScale ideas;

    InformationValue(Parameters parameters) {
        weights = WeightedMean.of(parameters, WEIGHTS, List.of("ideasSubmitted", "dataShared"));
        ideas = new LinearScale(0, parameters.get("ideasHigh"));
    }

    @Override
    public void apply(MeasureContext context) {
        Customer c = context.customer;
        Boolean shared = c.getDataShared();
        weights.score(context, SCORE, ideas.of(c.getIdeasSubmitted()), shared == null ? null : shared ? 100.0 : 0.0);
    }
}
