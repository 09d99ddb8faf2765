package io.tenure.measure;

import io.tenure.lifecycle.Parameters;
import io.tenure.text.Message;
import io.tenure.text.Text;
import java.util.ArrayList;
import java.util.List;

/// A parameter that is missing, or has a value that the formulas can't use.
///
/// @param parameter its name
/// @param problem what is wrong with it, as the rest of a sentence that begins with the name
public record ParameterFault(String parameter, Text problem) {
    private static final Text MISSING = Message.of("measure.parameter-fault.missing");
    private static final Text NOT_FINITE = Message.of("measure.parameter-fault.not-finite");
    private static final Text BELOW_ZERO = Message.of("measure.parameter-fault.below-zero");
    private static final Text ABOVE_ONE = Message.of("measure.parameter-fault.above-one");

    private static final List<String> SHARES =
            List.of("defaultRetentionRate", "defaultSaveProbability", "leastCompleteness");

    /// Parameters that must not be above the next one.
    private static final List<List<String>> ASCENDING = List.of(
            List.of("recencyCut1", "recencyCut2", "recencyCut3", "recencyCut4"),
            List.of("frequencyCut1", "frequencyCut2", "frequencyCut3", "frequencyCut4"),
            List.of("monetaryCut1", "monetaryCut2", "monetaryCut3", "monetaryCut4"),
            List.of("formationCount", "stableCount"),
            List.of("contractExplorationMonths", "contractFormationMonths"));

    /// All faults of these parameters, which the formulas need.
    static List<ParameterFault> findAll(List<String> needed, Parameters parameters) {
        List<ParameterFault> faults = new ArrayList<>();
        for (String name : needed) {
            if (!parameters.has(name)) {
                faults.add(new ParameterFault(name, MISSING));
                continue;
            }
            double value = parameters.get(name);
            if (!Double.isFinite(value)) {
                faults.add(new ParameterFault(name, NOT_FINITE));
            } else if (value < 0) {
                faults.add(new ParameterFault(name, BELOW_ZERO));
            } else if (value > 1 && SHARES.contains(name)) {
                faults.add(new ParameterFault(name, ABOVE_ONE));
            }
        }
        for (List<String> names : ASCENDING) {
            for (int i = 1; i < names.size(); i++) {
                String lower = names.get(i - 1);
                String higher = names.get(i);
                if (parameters.has(lower) && parameters.has(higher) && parameters.get(lower) > parameters.get(higher)) {
                    faults.add(new ParameterFault(higher, Message.of("measure.parameter-fault.below", "lower", lower)));
                }
            }
        }
        return List.copyOf(faults);
    }
}
