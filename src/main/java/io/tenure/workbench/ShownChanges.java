package io.tenure.workbench;

import io.tenure.bundle.Bundle;
import io.tenure.bundle.Change;
import io.tenure.bundle.RulesetDiff;
import io.tenure.finding.Address;
import io.tenure.text.Message;
import io.tenure.text.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The changes between two rulesets for people: by sheet, then by row.
///
/// @param count of all changes
/// @param more how many of them aren't shown
record ShownChanges(int count, int more, List<Sheet> sheets) {
    private static final int MAX_SHOWN = 2_000;

    /// @param name file, sheet and, where the sheet is named otherwise, table
    /// @param address of the page of the table; null for what is no table
    record Sheet(String name, @Nullable String address, List<Subject> subjects) {}

    /// A row, rule, parameter or the like, and what changed of it.
    ///
    /// @param kind what it is: row, parameter, rule
    /// @param status what became of it
    /// @param style class of the style: good for added, bad for removed, empty otherwise
    /// @param address of its row on the page of the table; null for what is no row or gone
    /// @param code whether its values are lines of code
    record Subject(
            String kind,
            String name,
            String status,
            String style,
            @Nullable String address,
            boolean code,
            List<Value> values) {}

    /// @param part the column or property; empty for all of it
    /// @param place the cell now or, if it was removed, before; empty for more than a cell
    record Value(String part, String place, String before, String after) {}

    private record SheetKey(String name, String table) {}

    private record SubjectKey(Change.Element element, String name, int row, Change.Operation operation) {}

    static ShownChanges of(RulesetDiff diff, Locale locale) {
        Map<SheetKey, Map<SubjectKey, List<Change>>> groups = new LinkedHashMap<>();
        diff.changes().stream()
                .limit(MAX_SHOWN)
                .forEach(change -> groups.computeIfAbsent(sheet(change, locale), _ -> new LinkedHashMap<>())
                        .computeIfAbsent(subject(change), _ -> new ArrayList<>())
                        .add(change));
        List<Sheet> sheets = new ArrayList<>();
        groups.forEach((sheet, subjects) -> sheets.add(new Sheet(
                sheet.name,
                sheet.table.isEmpty() ? null : RuleAddresses.table(sheet.table),
                subjects.entrySet().stream()
                        .map(entry -> shown(sheet.table, entry.getKey(), entry.getValue(), locale))
                        .toList())));
        int count = diff.changes().size();
        return new ShownChanges(count, Math.max(0, count - MAX_SHOWN), sheets);
    }

    private static SheetKey sheet(Change change, Locale locale) {
        Address at = change.address();
        String place = new Address(Bundle.shownPath(at.file()), at.sheet(), 0, 0)
                .text()
                .in(locale);
        return new SheetKey(
                change.table().isEmpty() || change.table().equals(at.sheet()) ? place : place + " › " + change.table(),
                change.table());
    }

    private static SubjectKey subject(Change change) {
        return new SubjectKey(
                change.element(), change.subject(), change.address().row(), change.operation());
    }

    private static Subject shown(String table, SubjectKey key, List<Change> changes, Locale locale) {
        boolean isRow = !table.isEmpty() && !key.name.isEmpty() && isRow(key.element);
        return new Subject(
                kind(key.element).in(locale),
                key.name,
                status(key.operation).in(locale),
                style(key.operation),
                isRow && key.operation != Change.Operation.REMOVED ? RuleAddresses.row(table, key.name, "") : null,
                key.element == Change.Element.RULE || key.element == Change.Element.FREE_FORM,
                changes.stream().map(ShownChanges::value).toList());
    }

    private static boolean isRow(Change.Element element) {
        return element == Change.Element.ROW || element == Change.Element.CELL;
    }

    private static Value value(Change change) {
        Address at = change.address();
        return new Value(change.part(), at.column() == 0 ? "" : at.cell(), change.oldValue(), change.newValue());
    }

    private static String style(Change.Operation operation) {
        return switch (operation) {
            case ADDED -> "good";
            case REMOVED -> "bad";
            case CHANGED, MOVED -> "";
        };
    }

    private static Text status(Change.Operation operation) {
        return switch (operation) {
            case ADDED -> Message.of("workbench.changes.added");
            case REMOVED -> Message.of("workbench.changes.removed");
            case CHANGED -> Message.of("workbench.changes.changed");
            case MOVED -> Message.of("workbench.changes.moved");
        };
    }

    private static Text kind(Change.Element element) {
        return switch (element) {
            case PHASES -> Message.of("workbench.changes.phases");
            case PARAMETER -> Message.of("workbench.changes.parameter");
            case INDICATOR -> Message.of("workbench.changes.indicator");
            case ATTRIBUTE -> Message.of("workbench.changes.attribute");
            case OUTCOME -> Message.of("workbench.changes.outcome");
            case CODE -> Message.of("workbench.changes.code");
            case ACTION -> Message.of("workbench.changes.action");
            case CONTACT_LIMIT -> Message.of("workbench.changes.contact-limit");
            case EXPERIMENT -> Message.of("workbench.changes.experiment");
            case ACTIONABLE_FACT -> Message.of("workbench.changes.actionable-fact");
            case LABEL -> Message.of("workbench.changes.label");
            case TABLE -> Message.of("workbench.changes.table");
            case COLUMN -> Message.of("workbench.changes.column");
            case ROW, CELL -> Message.of("workbench.changes.row");
            case RULE -> Message.of("workbench.changes.rule");
            case FREE_FORM -> Message.of("workbench.changes.free-form");
            case SCENARIO -> Message.of("workbench.changes.scenario");
        };
    }
}
