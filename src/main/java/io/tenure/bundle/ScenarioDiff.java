package io.tenure.bundle;

import io.tenure.bundle.Change.Element;
import io.tenure.finding.Address;
import io.tenure.table.ValueText;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// Compares scenarios: the customer, and the expected decision.
final class ScenarioDiff {
    private final Ruleset before;
    private final Ruleset after;
    private final ChangeList changes;

    ScenarioDiff(Ruleset before, Ruleset after, ChangeList changes) {
        this.before = before;
        this.after = after;
        this.changes = changes;
    }

    void compare() {
        Map<String, Scenario> was = ChangeList.byName(before.scenarios(), Scenario::name);
        Map<String, Scenario> is = ChangeList.byName(after.scenarios(), Scenario::name);
        for (String name : ChangeList.union(was.keySet(), is.keySet())) {
            Scenario old = was.get(name);
            Scenario now = is.get(name);
            if (old == null || now == null) {
                Scenario any = ChangeList.newerOf(old, now);
                changes.compareValues(
                        Element.SCENARIO,
                        "",
                        any.name(),
                        "",
                        old == null ? null : Objects.requireNonNull(ChangeList.summary(cells(old))),
                        now == null ? null : Objects.requireNonNull(ChangeList.summary(cells(now))),
                        at(any),
                        at(any));
            } else {
                changes.compareCells(Element.SCENARIO, "", now.name(), cells(old), cells(now), at(old), at(now));
            }
        }
    }

    private static Address at(Scenario scenario) {
        return new Address(scenario.file(), scenario.sheet(), scenario.row(), 0);
    }

    private static Map<String, String> cells(Scenario scenario) {
        Map<String, String> cells = new LinkedHashMap<>();
        scenario.input().customer().known().forEach((name, value) -> cells.put(name, ValueText.of(value)));
        new TreeMap<>(scenario.input().measureOverrides())
                .forEach((name, value) -> cells.put(name, ValueText.of(value)));
        new TreeMap<>(scenario.expected())
                .forEach((name, value) -> cells.put(
                        "expect:" + name, value == Scenario.NoValue.UNKNOWN ? "unknown" : ValueText.of(value)));
        return cells;
    }
}
