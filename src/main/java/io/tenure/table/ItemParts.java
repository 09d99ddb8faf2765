package io.tenure.table;

import io.tenure.lifecycle.Field;
import java.util.List;

/// The items that rows of a `COLLECT` table add: candidates, signals and levers, each with several parts.
public final class ItemParts {
    private ItemParts() {}

    /// The item that a part belongs to: `candidate` for `candidate.action`.
    public static String group(Field item) {
        return item.name().substring(0, Math.max(0, item.name().indexOf('.')));
    }

    /// The parts that every item of a group needs; none for an unknown group.
    public static List<String> required(String group) {
        return switch (group) {
            case "candidate" -> List.of("candidate.action", "candidate.propensity");
            case "signal" -> List.of("signal.code", "signal.points");
            case "lever" -> List.of("lever.action");
            default -> List.of();
        };
    }
}
