package io.tenure.value;

import io.tenure.lifecycle.Customer;
import io.tenure.lifecycle.Parameters;
import java.util.List;

/// Customer knowledge value: what we learn from the customer, as a score from 0 to 100.
///
/// Weighted mean of `ideasSubmitted`, on a line from none (0) to `ideasHigh` (100), and `dataShared` (100 or
/// 0). Source 4 only names information and knowledge value; the idea of knowledge value is Kumar et al. 2010,
/// the score is a business choice.
final class InformationValue implements Formula {
    private static final List<String> WEIGHTS = List.of("weightIdeas", "weightDataShared");
    static final List<String> PARAMETERS = List.of("weightIdeas", "weightDataShared", "ideasHigh");

    private static final int SCORE = Reckoning.slot("informationScore");

    private final Weights weights;
    private final Scale ideas;

    InformationValue(Parameters parameters) {
        weights = Weights.of(parameters, WEIGHTS, List.of("ideasSubmitted", "dataShared"));
        ideas = new Scale(0, parameters.get("ideasHigh"));
    }

    @Override
    public void apply(Reckoning reckoning) {
        Customer c = reckoning.customer;
        Boolean shared = c.getDataShared();
        weights.score(reckoning, SCORE, ideas.of(c.getIdeasSubmitted()), shared == null ? null : shared ? 100.0 : 0.0);
    }
}
