package io.tenure.table;

import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Field;
import java.util.List;
import java.util.Set;

/// The items that rows of a `COLLECT` table add: candidates, signals, levers and exclusions, each with its parts.
public final class ItemParts {
    /// The group of the actions to consider, which tables of exclusions read.
    public static final String CANDIDATE = "candidate";

    /// The group of what excludes a candidate.
    public static final String EXCLUSION = "exclusion";

    private ItemParts() {}

    private static final Set<String> READ_ONLY = Set.of(
            "candidate.level",
            "candidate.selling",
            "candidate.marketing",
            "candidate.duty",
            "candidate.expectedMargin",
            "candidate.score");

    /// The item that a part belongs to: `candidate` for `candidate.action`.
    public static String group(Field item) {
        return item.name().substring(0, Math.max(0, item.name().indexOf('.')));
    }

    /// Whether a part can only be read: it comes from the catalogue of actions, or is computed.
    public static boolean isReadOnly(Field item) {
        return READ_ONLY.contains(item.name())
                || Dictionary.standard().find(item.name()).isEmpty();
    }

    /// Whether a part weighs the score of an action; 0 leaves it as it is.
    static boolean isLeverWeight(Field item) {
        return item.name().equals("lever.lever") || item.name().equals("lever.context");
    }

    /// Whether a part names the action whose score is weighed.
    static boolean isLeverAction(Field item) {
        return item.name().equals("lever.action");
    }

    /// The parts that every item of a group needs; none for an unknown group.
    public static List<String> required(String group) {
        return switch (group) {
            case CANDIDATE -> List.of("candidate.action", "candidate.propensity");
            case "signal" -> List.of("signal.code", "signal.points");
            case "lever" -> List.of("lever.action");
            case EXCLUSION -> List.of("exclusion.code");
            default -> List.of();
        };
    }
}
