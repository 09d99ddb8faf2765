package io.tenure.bundle;

import io.tenure.analysis.TableAddresses;
import io.tenure.bundle.Change.Element;
import io.tenure.bundle.Change.Operation;
import io.tenure.finding.Address;
import io.tenure.finding.FindingCollector;
import io.tenure.lifecycle.Action;
import io.tenure.lifecycle.ContactLimit;
import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Field;
import io.tenure.table.Column;
import io.tenure.table.HitPolicy;
import io.tenure.table.Row;
import io.tenure.table.Table;
import io.tenure.table.ValueText;
import io.tenure.text.Text;
import io.tenure.workbook.CsvExport;
import io.tenure.workbook.WorkbookReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What changed from one ruleset to another: tables, rows and cells, settings, rules, scenarios.
///
/// Cells are compared as they were written, so a changed parameter is one change, not one for each cell that names
/// it. Layout, headings' notes and colours are no part of a ruleset.
///
/// @param changes in the order of the files, sheets and rows, settings first
public record RulesetDiff(List<Change> changes) {
    public RulesetDiff {
        changes = List.copyOf(changes);
    }

    public static RulesetDiff between(Ruleset before, Ruleset after) {
        return new RulesetDiff(new Comparison(before, after).changes());
    }

    public boolean isEmpty() {
        return changes.isEmpty();
    }

    public long count(Element what, Operation how) {
        return changes.stream()
                .filter(c -> c.element() == what && c.operation() == how)
                .count();
    }

    /// The changes for a person to read, grouped by workbook and sheet.
    public String text(Locale locale) {
        return new DiffText(locale.getLanguage().equals("zh")).of(changes);
    }

    /// Goes through both rulesets.
    private static final class Comparison {
        private static final String SETTINGS = Settings.FILE;

        private final Ruleset before;
        private final Ruleset after;
        private final List<Change> changes = new ArrayList<>();

        Comparison(Ruleset before, Ruleset after) {
            this.before = before;
            this.after = after;
        }

        List<Change> changes() {
            settings();
            tables();
            freeForms();
            rules();
            scenarios();
            return changes;
        }

        // Settings

        private void settings() {
            Address phases = Address.sheet(SETTINGS, "Phases");
            if (!before.phases().equals(after.phases())) {
                changes.add(new Change(
                        Element.PHASES,
                        Operation.CHANGED,
                        "",
                        "",
                        "",
                        phases,
                        phases,
                        String.join(", ", before.phases()),
                        String.join(", ", after.phases())));
            }
            compareNamed(Element.PARAMETER, "Parameters", parameters(before), parameters(after));
            compareParts(Element.ACTION, Address.sheet(SETTINGS, "Actions"), actions(before), actions(after));
            compareParts(
                    Element.CONTACT_LIMIT,
                    Address.sheet(SETTINGS, "Contacts"),
                    contactLimits(before),
                    contactLimits(after));
            compareParts(
                    Element.ATTRIBUTE, Address.sheet(SETTINGS, "Attributes"), attributes(before), attributes(after));
            compareParts(Element.LABEL, Address.sheet(SETTINGS, "Labels"), labels(before), labels(after));
        }

        private void compareNamed(Element what, String sheet, Map<String, String> was, Map<String, String> is) {
            Address address = Address.sheet(SETTINGS, sheet);
            for (String name : union(was.keySet(), is.keySet())) {
                compareValues(what, "", name, "", was.get(name), is.get(name), address, address);
            }
        }

        /// Things of several parts, by name; what is added or removed is told with all its parts.
        private void compareParts(
                Element what,
                Address address,
                Map<String, Map<String, String>> was,
                Map<String, Map<String, String>> is) {
            for (String name : union(was.keySet(), is.keySet())) {
                Map<String, String> old = was.get(name);
                Map<String, String> now = is.get(name);
                if (old == null || now == null) {
                    compareValues(what, "", name, "", summary(old), summary(now), address, address);
                } else {
                    cells(what, "", name, old, now, address, address);
                }
            }
        }

        private static @Nullable String summary(@Nullable Map<String, String> parts) {
            return parts == null
                    ? null
                    : parts.entrySet().stream()
                            .filter(e -> !e.getValue().isEmpty())
                            .map(e -> e.getKey() + " \"" + e.getValue() + "\"")
                            .collect(Collectors.joining(", "));
        }

        private void cells(
                Element what,
                String table,
                String subject,
                Map<String, String> was,
                Map<String, String> is,
                Address from,
                Address to) {
            for (String part : union(was.keySet(), is.keySet())) {
                String old = was.getOrDefault(part, "");
                String now = is.getOrDefault(part, "");
                if (!old.equals(now)) {
                    changes.add(new Change(what, Operation.CHANGED, table, subject, part, from, to, old, now));
                }
            }
        }

        private void compareValues(
                Element what,
                String table,
                String subject,
                String part,
                @Nullable String was,
                @Nullable String is,
                Address from,
                Address to) {
            if (was == null && is != null) {
                changes.add(new Change(what, Operation.ADDED, table, subject, part, null, to, "", is));
            } else if (was != null && is == null) {
                changes.add(new Change(what, Operation.REMOVED, table, subject, part, from, null, was, ""));
            } else if (!Objects.equals(was, is)) {
                changes.add(new Change(
                        what,
                        Operation.CHANGED,
                        table,
                        subject,
                        part,
                        from,
                        to,
                        Objects.requireNonNull(was),
                        Objects.requireNonNull(is)));
            }
        }

        private static Map<String, String> parameters(Ruleset ruleset) {
            Map<String, String> values = new TreeMap<>();
            for (String name : ruleset.parameters().names()) {
                values.put(name, ValueText.of(ruleset.parameters().get(name)));
            }
            return values;
        }

        private static Map<String, Map<String, String>> actions(Ruleset ruleset) {
            Map<String, Map<String, String>> actions = new TreeMap<>();
            for (Action a : ruleset.actions().values()) {
                Map<String, String> parts = new LinkedHashMap<>();
                parts.put("label", a.label().en());
                parts.put("labelZh", a.label().zh());
                parts.put("level", a.level());
                parts.put("channels", String.join(", ", a.channels()));
                parts.put("cost", ValueText.of(a.cost()));
                parts.put("minGapDays", Integer.toString(a.minGapDays()));
                parts.put("selling", ValueText.of(a.selling()));
                parts.put("marketing", ValueText.of(a.marketing()));
                parts.put("strategy", a.strategy().en());
                parts.put("strategyZh", a.strategy().zh());
                actions.put(a.code(), parts);
            }
            return actions;
        }

        private static Map<String, Map<String, String>> contactLimits(Ruleset ruleset) {
            Map<String, Map<String, String>> limits = new TreeMap<>();
            for (ContactLimit limit : ruleset.contactLimits()) {
                Map<String, String> parts = new LinkedHashMap<>();
                parts.put("channel", Objects.requireNonNullElse(limit.channel(), ""));
                parts.put("action", Objects.requireNonNullElse(limit.action(), ""));
                parts.put("days", Integer.toString(limit.days()));
                parts.put("most", Integer.toString(limit.maxContacts()));
                parts.put("reason", limit.reason().en());
                parts.put("reasonZh", limit.reason().zh());
                limits.put(limit.name(), parts);
            }
            return limits;
        }

        private static Map<String, Map<String, String>> attributes(Ruleset ruleset) {
            Map<String, Map<String, String>> attributes = new TreeMap<>();
            for (Field t : ruleset.dictionary().all()) {
                if (Dictionary.standard().find(t.name()).isEmpty()) {
                    Map<String, String> parts = new LinkedHashMap<>();
                    parts.put("type", t.type().name());
                    parts.put("unit", t.unit());
                    parts.put("min", t.min() == null ? "" : ValueText.of(t.min()));
                    parts.put("max", t.max() == null ? "" : ValueText.of(t.max()));
                    parts.put("codes", String.join(", ", t.codes()));
                    parts.put("meaning", t.meaning().en());
                    parts.put("meaningZh", t.meaning().zh());
                    attributes.put(t.name(), parts);
                }
            }
            return attributes;
        }

        private static Map<String, Map<String, String>> labels(Ruleset ruleset) {
            Map<String, Map<String, String>> labels = new TreeMap<>();
            ruleset.labels().forEach((code, text) -> labels.put(code, languages(text)));
            return labels;
        }

        private static Map<String, String> languages(Text text) {
            Map<String, String> words = new LinkedHashMap<>();
            words.put("en", text.en());
            words.put("zh", text.zh());
            return words;
        }

        // Tables

        private void tables() {
            Map<String, Table> was = byName(before.tables(), Table::name);
            Map<String, Table> is = byName(after.tables(), Table::name);
            List<Table> both = new ArrayList<>(is.values());
            was.values().stream().filter(t -> !is.containsKey(t.name())).forEach(both::add);
            both.sort(Comparator.comparing((Table table) -> TableAddresses.of(table)));
            for (Table table : both) {
                Table old = was.get(table.name());
                Table now = is.get(table.name());
                if (old == null || now == null) {
                    compareValues(
                            Element.TABLE,
                            table.name(),
                            table.name(),
                            "",
                            old == null ? null : summary(properties(old)),
                            now == null ? null : summary(properties(now)),
                            TableAddresses.of(table),
                            TableAddresses.of(table));
                    Table none = withoutRows(table);
                    rows(old == null ? none : old, now == null ? none : now, columns(table), columns(table));
                } else {
                    table(old, now);
                }
            }
        }

        private static Table withoutRows(Table t) {
            return new Table(
                    t.name(),
                    t.phase(),
                    t.hitPolicy(),
                    t.file(),
                    t.sheet(),
                    t.row(),
                    t.conditions(),
                    t.actions(),
                    List.of());
        }

        private void table(Table old, Table now) {
            cells(
                    Element.TABLE,
                    now.name(),
                    now.name(),
                    properties(old),
                    properties(now),
                    TableAddresses.of(old),
                    TableAddresses.of(now));
            Map<String, Column> wereColumns = columns(old);
            Map<String, Column> columns = columns(now);
            for (String key : union(wereColumns.keySet(), columns.keySet())) {
                Column was = wereColumns.get(key);
                Column is = columns.get(key);
                compareValues(
                        Element.COLUMN,
                        now.name(),
                        key,
                        "",
                        was == null ? null : was.heading(),
                        is == null ? null : is.heading(),
                        at(old, old.row(), was),
                        at(now, now.row(), is));
            }
            rows(old, now, wereColumns, columns);
        }

        private static Map<String, String> properties(Table table) {
            Map<String, String> properties = new LinkedHashMap<>();
            properties.put("Phase", table.phase());
            properties.put("HitPolicy", table.hitPolicy().name());
            properties.put("sheet", table.workbook() + " › " + table.sheet());
            return properties;
        }

        /// The columns by the name that they read or write; a second one of the same name counts on.
        private static Map<String, Column> columns(Table table) {
            Map<String, Column> columns = new LinkedHashMap<>();
            for (Column column : table.conditions()) {
                put(column.field().name(), column, columns);
            }
            for (Column column : table.actions()) {
                put("= " + column.field().name(), column, columns);
            }
            return columns;
        }

        private static void put(String name, Column column, Map<String, Column> columns) {
            String key = name;
            for (int n = 2; columns.containsKey(key); n++) {
                key = name + " " + n;
            }
            columns.put(key, column);
        }

        private void rows(Table old, Table now, Map<String, Column> wereColumns, Map<String, Column> columns) {
            RowMatching match = RowMatching.of(old, now);
            List<Change> rows = new ArrayList<>();
            for (int r = 0; r < now.rows().size(); r++) {
                Row is = now.rows().get(r);
                Integer from = match.oldIndex(r);
                if (from == null) {
                    rows.add(new Change(
                            Element.ROW,
                            Operation.ADDED,
                            now.name(),
                            RowMatching.name(now, is),
                            "",
                            null,
                            TableAddresses.of(now, is),
                            "",
                            content(now, is)));
                    continue;
                }
                Row was = old.rows().get(from);
                if (match.isMoved(r) && (old.hitPolicy() == HitPolicy.FIRST || now.hitPolicy() == HitPolicy.FIRST)) {
                    rows.add(new Change(
                            Element.ROW,
                            Operation.MOVED,
                            now.name(),
                            RowMatching.name(now, is),
                            "",
                            TableAddresses.of(old, was),
                            TableAddresses.of(now, is),
                            "",
                            ""));
                }
                Map<String, String> wereCells = RowMatching.cells(old, was, wereColumns.keySet());
                Map<String, String> cells = RowMatching.cells(now, is, columns.keySet());
                for (String part : union(wereCells.keySet(), cells.keySet())) {
                    String before = wereCells.getOrDefault(part, "");
                    String after = cells.getOrDefault(part, "");
                    if (!before.equals(after)) {
                        rows.add(new Change(
                                Element.CELL,
                                Operation.CHANGED,
                                now.name(),
                                RowMatching.name(now, is),
                                part,
                                at(old, was.number(), wereColumns.get(part)),
                                at(now, is.number(), columns.get(part)),
                                before,
                                after));
                    }
                }
            }
            for (int r = 0; r < old.rows().size(); r++) {
                if (match.isRemoved(r)) {
                    Row was = old.rows().get(r);
                    rows.add(new Change(
                            Element.ROW,
                            Operation.REMOVED,
                            now.name(),
                            RowMatching.name(old, was),
                            "",
                            TableAddresses.of(old, was),
                            null,
                            content(old, was),
                            ""));
                }
            }
            rows.sort(Comparator.comparingInt(c -> c.address().row()));
            changes.addAll(rows);
        }

        private static String content(Table table, Row row) {
            Map<String, String> cells =
                    RowMatching.cells(table, row, columns(table).keySet());
            cells.remove("NAME");
            return Objects.requireNonNullElse(summary(cells), "");
        }

        /// A cell, or the whole row where no column of its own is known.
        private static Address at(Table table, int row, @Nullable Column column) {
            return new Address(table.file(), table.sheet(), row, column == null ? 0 : column.number());
        }

        // Code

        private void freeForms() {
            Map<String, FreeFormSheet> was = byName(before.freeForms(), f -> f.file() + "\n" + f.sheet());
            Map<String, FreeFormSheet> is = byName(after.freeForms(), f -> f.file() + "\n" + f.sheet());
            for (String key : union(was.keySet(), is.keySet())) {
                FreeFormSheet any = newerOf(was.get(key), is.get(key));
                Address address = Address.sheet(any.file(), any.sheet());
                compareValues(
                        Element.FREE_FORM,
                        "",
                        any.sheet(),
                        "",
                        text(was.get(key)),
                        text(is.get(key)),
                        address,
                        address);
            }
        }

        private static @Nullable String text(@Nullable FreeFormSheet form) {
            return form == null
                    ? null
                    : WorkbookReader.read(form.file(), form.workbook(), new FindingCollector()).stream()
                            .flatMap(List::stream)
                            .filter(sheet -> sheet.name().equals(form.sheet()))
                            .map(CsvExport::text)
                            .collect(Collectors.joining());
        }

        private void rules() {
            Map<String, DrlSections.Section> was = DrlSections.of(before.sources());
            Map<String, DrlSections.Section> is = DrlSections.of(after.sources());
            List<String> keys = new ArrayList<>(union(was.keySet(), is.keySet()));
            keys.sort(Comparator.comparing(k -> newerOf(was.get(k), is.get(k)).address()));
            for (String key : keys) {
                DrlSections.Section old = was.get(key);
                DrlSections.Section now = is.get(key);
                if (old != null && now != null && old.normalizedText().equals(now.normalizedText())) {
                    if (!old.address().file().equals(now.address().file())) {
                        changes.add(new Change(
                                Element.RULE,
                                Operation.MOVED,
                                "",
                                now.name(),
                                "",
                                old.address(),
                                now.address(),
                                "",
                                ""));
                    }
                    continue;
                }
                DrlSections.Section any = newerOf(old, now);
                compareValues(
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

        // Scenarios

        private void scenarios() {
            Map<String, Scenario> was = byName(before.scenarios(), Scenario::name);
            Map<String, Scenario> is = byName(after.scenarios(), Scenario::name);
            for (String name : union(was.keySet(), is.keySet())) {
                Scenario old = was.get(name);
                Scenario now = is.get(name);
                if (old == null || now == null) {
                    Scenario any = newerOf(old, now);
                    compareValues(
                            Element.SCENARIO,
                            "",
                            any.name(),
                            "",
                            old == null ? null : Objects.requireNonNull(summary(cells(old))),
                            now == null ? null : Objects.requireNonNull(summary(cells(now))),
                            at(any),
                            at(any));
                } else {
                    cells(Element.SCENARIO, "", now.name(), cells(old), cells(now), at(old), at(now));
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

        // Both

        /// What is there now, or else what was there.
        private static <T> T newerOf(@Nullable T old, @Nullable T now) {
            return now != null ? now : Objects.requireNonNull(old);
        }

        /// By name; things of the same name count on.
        private static <T> Map<String, T> byName(Collection<T> all, Function<T, String> name) {
            Map<String, T> byName = new LinkedHashMap<>();
            for (T one : all) {
                String key = name.apply(one);
                for (int n = 2; byName.containsKey(key); n++) {
                    key = name.apply(one) + "\n" + n;
                }
                byName.put(key, one);
            }
            return byName;
        }

        private static Set<String> union(Collection<String> a, Collection<String> b) {
            Set<String> union = new LinkedHashSet<>(a);
            union.addAll(b);
            return union;
        }
    }
}
