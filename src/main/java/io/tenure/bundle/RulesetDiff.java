package io.tenure.bundle;

import io.tenure.bundle.Change.Element;
import io.tenure.bundle.Change.Operation;
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
