package io.tenure.measure;

import io.tenure.lifecycle.Customer;
import io.tenure.lifecycle.Parameters;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The five values of a relationship together, money per year: `relationshipValue`.
///
/// - purchase value: `cpv`
/// - word-of-mouth value: `ppv`, counted once a year
/// - information value: `informationWorth` if the customer shares data, otherwise 0
/// - knowledge value: `ideasSubmitted x knowledgeWorth`
/// - transaction value: `transactionValue`
///
/// The sum of those that are known; its completeness is their share of the five. Unknown if none is known.
/// 《客户生命周期管理》 names the five; the worth of information and of an idea are business choices.
final class RelationshipValue implements Formula {
    static final List<String> PARAMETERS = List.of("informationWorth", "knowledgeWorth");

    private static final int VALUE = MeasureContext.index("relationshipValue");
    private static final int CPV = MeasureContext.index("cpv");
    private static final int PPV = MeasureContext.index("ppv");
    private static final MissingInputs INPUTS =
            MissingInputs.of("cpv", "ppv", "dataShared", "ideasSubmitted", "transactionValue");

    private final double informationWorth;
    private final double knowledgeWorth;
    private final @Nullable String informationReference;
    private final @Nullable String knowledgeReference;

    RelationshipValue(Parameters parameters) {
        informationWorth = parameters.get("informationWorth");
        knowledgeWorth = parameters.get("knowledgeWorth");
        informationReference = parameters.unmeasuredReference("informationWorth");
        knowledgeReference = parameters.unmeasuredReference("knowledgeWorth");
    }

    @Override
    public int[] measures() {
        return new int[] {VALUE};
    }

    @Override
    public void apply(MeasureContext context) {
        Customer c = context.customer;
        Boolean shared = c.getDataShared();
        Integer ideas = c.getIdeasSubmitted();
        @Nullable
        Double[] values = {
            context.number(CPV),
            context.number(PPV),
            shared == null ? null : shared ? informationWorth : 0.0,
            ideas == null ? null : (Double) (ideas * knowledgeWorth),
            c.getTransactionValue()
        };
        if (shared != null && shared) {
            context.useReference(informationReference);
        }
        if (ideas != null && ideas > 0) {
            context.useReference(knowledgeReference);
        }
        double sum = 0;
        int known = 0;
        for (Double value : values) {
            if (value != null) {
                sum += value;
                known++;
            }
        }
        if (known == 0) {
            context.setMissing(VALUE, INPUTS.all());
        } else {
            context.set(VALUE, sum);
            context.setCompleteness(VALUE, (double) known / values.length);
        }
    }
}
