package io.tenure.bundle;

import io.tenure.bundle.Change.Element;
import io.tenure.bundle.Change.Operation;
import io.tenure.finding.Address;
import io.tenure.finding.Finding;
import java.util.List;
import java.util.Locale;

/// The changes from one ruleset to another: settings, tables, rows, cells, rules and scenarios.
///
/// Cells are compared as written, so a changed parameter is one change, not one for each cell that uses it. Layout,
/// comments on headings and colours are not part of a ruleset.
///
/// @param changes in the order of the files, sheets and rows, settings first
public record RulesetDiff(List<Change> changes) {
    public RulesetDiff {
        changes = List.copyOf(changes);
    }

    public static RulesetDiff between(Ruleset before, Ruleset after) {
        ChangeList changes = new ChangeList();
        new SettingsDiff(before, after, changes).compare();
        new TableDiff(before, after, changes).compare();
        new CodeDiff(before, after, changes).compare();
        new ScenarioDiff(before, after, changes).compare();
        return new RulesetDiff(changes.toList());
    }

    /// The changes as far as both can be read. What seems to be added or removed where the other side has an error
    /// is left out, since it may be there and can't be read.
    public static RulesetDiff between(PartialRuleset before, PartialRuleset after) {
        return new RulesetDiff(between(before.ruleset(), after.ruleset()).changes().stream()
                .filter(change -> switch (change.operation()) {
                    case ADDED -> !hasErrorNear(change.address(), before.errors());
                    case REMOVED -> !hasErrorNear(change.address(), after.errors());
                    case CHANGED, MOVED -> true;
                })
                .toList());
    }

    private static boolean hasErrorNear(Address address, List<Finding> errors) {
        return errors.stream()
                .map(Finding::address)
                .anyMatch(error -> error.file().equals(address.file())
                        && (error.sheet().isEmpty() || error.sheet().equals(address.sheet())));
    }

    public boolean isEmpty() {
        return changes.isEmpty();
    }

    public long count(Element element, Operation operation) {
        return changes.stream()
                .filter(c -> c.element() == element && c.operation() == operation)
                .count();
    }

    /// The changes for people, grouped by workbook and sheet.
    public String text(Locale locale) {
        return new DiffText(locale).of(changes);
    }
}
