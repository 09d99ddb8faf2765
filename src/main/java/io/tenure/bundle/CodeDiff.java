package io.tenure.bundle;

import io.tenure.bundle.Change.Element;
import io.tenure.bundle.Change.Operation;
import io.tenure.finding.Address;
import io.tenure.workbook.CsvExport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Compares Drools code: DRL rules and free-form sheets.
final class CodeDiff {
    private final Ruleset before;
    private final Ruleset after;
    private final ChangeList changes;

    CodeDiff(Ruleset before, Ruleset after, ChangeList changes) {
        this.before = before;
        this.after = after;
        this.changes = changes;
    }

    void compare() {
        freeForms();
        rules();
    }

    private void freeForms() {
        Map<String, FreeFormSheet> was = ChangeList.byName(before.freeForms(), f -> f.file() + "\n" + f.sheet());
        Map<String, FreeFormSheet> is = ChangeList.byName(after.freeForms(), f -> f.file() + "\n" + f.sheet());
        for (String key : ChangeList.union(was.keySet(), is.keySet())) {
            FreeFormSheet any = ChangeList.newerOf(was.get(key), is.get(key));
            Address address = Address.sheet(any.file(), any.sheet());
            changes.compareValues(
                    Element.FREE_FORM, "", any.sheet(), "", text(was.get(key)), text(is.get(key)), address, address);
        }
    }

    private static @Nullable String text(@Nullable FreeFormSheet form) {
        return form == null ? null : CsvExport.text(form.content());
    }

    private void rules() {
        Map<String, DrlSections.Section> was = DrlSections.of(before.sources());
        Map<String, DrlSections.Section> is = DrlSections.of(after.sources());
        List<String> keys = new ArrayList<>(ChangeList.union(was.keySet(), is.keySet()));
        keys.sort(Comparator.comparing(
                k -> ChangeList.newerOf(was.get(k), is.get(k)).address()));
        for (String key : keys) {
            DrlSections.Section old = was.get(key);
            DrlSections.Section now = is.get(key);
            if (old != null && now != null && old.normalizedText().equals(now.normalizedText())) {
                if (!old.address().file().equals(now.address().file())) {
                    changes.add(new Change(
                            Element.RULE, Operation.MOVED, "", now.name(), "", old.address(), now.address(), "", ""));
                }
                continue;
            }
            DrlSections.Section any = ChangeList.newerOf(old, now);
            changes.compareValues(
                    Element.RULE,
                    "",
                    any.name(),
                    "",
                    old == null ? null : old.text(),
                    now == null ? null : now.text(),
                    old == null ? any.address() : old.address(),
                    any.address());
        }
    }
}
