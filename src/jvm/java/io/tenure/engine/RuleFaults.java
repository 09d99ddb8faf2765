package io.tenure.engine;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What is wrong with a rule, in the order in which its code is followed.
final class RuleFaults {
    private final String rule;
    private final Set<CodeFault> faults = new LinkedHashSet<>();
    private boolean quiet;

    RuleFaults(String rule) {
        this.rule = rule;
    }

    String rule() {
        return rule;
    }

    Set<CodeFault> all() {
        return faults;
    }

    /// Follows code to learn what it gives, without adding anything.
    void quietly(Runnable follow) {
        quiet = true;
        follow.run();
        quiet = false;
    }

    void refuse(RefusedUse use) {
        add(CodeFault.notAllowed(rule, use));
    }

    void add(CodeFault fault) {
        if (!quiet) {
            faults.add(fault);
        }
    }

    /// Refuses a value that may be unknown where it has to be there.
    ///
    /// @param known paths of values that are there
    void require(FlowValue value, Set<String> known) {
        if (value instanceof FlowValue.Elements(List<FlowValue> elements)) {
            elements.forEach(element -> require(element, known));
        } else if (value == FlowValue.NULL) {
            refuse(RefusedUse.ofCode("null"));
        } else if (value instanceof FlowValue.Optional optional && !known.contains(optional.path())) {
            refuse(RefusedUse.unknownValue(optional.name()));
        }
    }
}
