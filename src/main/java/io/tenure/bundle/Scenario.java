package io.tenure.bundle;

import io.tenure.lifecycle.DecisionInput;
import java.util.Map;

/// A customer and the decision that is expected for them.
///
/// @param row row of the scenario sheet
/// @param expected expected values by outcome name; besides outcomes there are `rule:<table>` for the name
///     of the row that decided, `signals` for the codes in alphabetical order joined by commas, `excluded:<action>`
///     for the codes of what excluded a candidate, joined alike, and
///     `action1`..`action3`,
///     `score1`..`score3`; [NoValue#UNKNOWN] stands for a value that must be unknown
public record Scenario(
        String file, String sheet, int row, String name, DecisionInput input, Map<String, Object> expected) {
    /// Expected if there must be no value.
    public enum NoValue {
        UNKNOWN
    }

    public Scenario {
        expected = Map.copyOf(expected);
    }
}
