package io.tenure.response;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Chooses the few rows that decided what matters most: stage, retention level, value, risk and its cause, and the
/// action advised first.
final class DecisiveHits {
    private static final List<String> OUTCOMES =
            List.of("stage", "valueSegment", "riskBand", "churnCause", "retentionLevel");

    /// Values that say that nothing was found out; the rows that write them explain nothing.
    private static final Set<String> SAYS_NOTHING = Set.of("NONE", "UNKNOWN", "NOT_ASKED");

    private static final List<String> ALWAYS = List.of("stage", "retentionLevel");
    private static final String ACTION = "candidate.action";

    private DecisiveHits() {}

    /// What the hits of a response wrote.
    interface Writes {
        /// The value that a hit wrote to a name; null where it wrote none.
        @Nullable
        String value(int hit, String name);
    }

    /// Numbers of the chosen hits, ascending.
    ///
    /// @param bestAction code of the action that ranks first
    static List<Integer> of(int hits, Writes writes, String bestAction) {
        Set<Integer> chosen = new TreeSet<>();
        for (String outcome : OUTCOMES) {
            for (int i = hits - 1; i >= 0; i--) {
                String value = writes.value(i, outcome);
                if (value != null) {
                    if (ALWAYS.contains(outcome) || !SAYS_NOTHING.contains(value)) {
                        chosen.add(i);
                    }
                    break;
                }
            }
        }
        for (int i = 0; i < hits; i++) {
            if (bestAction.equals(writes.value(i, ACTION))) {
                chosen.add(i);
            }
        }
        return List.copyOf(chosen);
    }
}
