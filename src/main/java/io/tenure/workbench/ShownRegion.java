package io.tenure.workbench;

import io.tenure.bundle.Ruleset;
import io.tenure.region.AffectedExample;
import io.tenure.region.AffectedRegion;
import io.tenure.region.AffectedReport;
import io.tenure.region.ChangedValue;
import io.tenure.region.EditedCell;
import io.tenure.region.RegionCondition;
import io.tenure.text.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Customers for whom a table decides differently, for people.
///
/// @param outcome that differs
/// @param edited whether cells of the table itself were edited
/// @param conditions who they are: one of the lines is enough; empty for everybody
/// @param moreConditions how many further lines there are
/// @param cells the edited cells that cause it
/// @param inputs what changed before, as far as the table reads it
/// @param facts of an example; empty where none was found
/// @param changes between its two decisions
record ShownRegion(
        String table,
        String address,
        String outcome,
        String before,
        String after,
        boolean edited,
        List<String> conditions,
        int moreConditions,
        List<Cell> cells,
        List<Side> inputs,
        List<Fact> facts,
        List<Side> changes) {
    private static final int MAX_CONDITIONS = 3;
    private static final int MAX_FACTS = 12;

    /// What the ranks say already, in longer words.
    private static final Set<String> LONG_CHANGES = Set.of("ranking", "candidates", "exclusions");

    /// @param place of the cell; `address` of its row, null for what is no row of the table
    record Cell(String place, @Nullable String address, String part, String before, String after) {}

    /// A value before and after.
    record Side(String name, String before, String after) {}

    record Fact(String name, String value) {}

    static List<ShownRegion> of(AffectedReport report, @Nullable Ruleset ruleset, Locale locale) {
        return report.regions().stream()
                .map(region -> of(region, ruleset, locale))
                .toList();
    }

    private static ShownRegion of(AffectedRegion region, @Nullable Ruleset ruleset, Locale locale) {
        AffectedExample example = region.example();
        String address = RuleAddresses.table(region.table());
        return new ShownRegion(
                region.table(),
                address,
                CodeLabels.ofField(ruleset, region.name(), locale),
                value(region.before(), ruleset, locale),
                value(region.after(), ruleset, locale),
                region.edited(),
                region.conditions().stream()
                        .limit(MAX_CONDITIONS)
                        .map(box -> condition(box, ruleset, locale))
                        .toList(),
                Math.max(0, region.conditions().size() - MAX_CONDITIONS),
                region.cells().stream()
                        .map(cell -> cell(cell, region.edited() ? region.table() : null))
                        .toList(),
                sides(region.inputs(), ruleset, locale),
                example == null ? List.of() : facts(region, example, ruleset, locale),
                example == null || !region.edited()
                        ? List.of()
                        : sides(
                                example.changes().stream()
                                        .filter(change -> !LONG_CHANGES.contains(change.name()))
                                        .toList(),
                                ruleset,
                                locale));
    }

    private static String condition(List<RegionCondition> box, @Nullable Ruleset ruleset, Locale locale) {
        return box.isEmpty()
                ? Message.of("workbench.regions.everybody").in(locale)
                : box.stream()
                        .map(condition -> CodeLabels.ofField(ruleset, condition.name(), locale) + ": "
                                + labels(condition.meaning(), ruleset, locale))
                        .collect(Collectors.joining("; "));
    }

    private static Cell cell(EditedCell cell, @Nullable String table) {
        String place = cell.sheet() + " " + cell.cell() + " " + cell.subject();
        return new Cell(
                place.strip(),
                table == null ? null : RuleAddresses.row(table, cell.subject(), ""),
                cell.part(),
                cell.before(),
                cell.after());
    }

    private static List<Side> sides(List<ChangedValue> values, @Nullable Ruleset ruleset, Locale locale) {
        return values.stream()
                .map(change -> new Side(
                        CodeLabels.ofField(ruleset, change.name(), locale),
                        value(change.before(), ruleset, locale),
                        value(change.after(), ruleset, locale)))
                .toList();
    }

    private static String value(@Nullable String value, @Nullable Ruleset ruleset, Locale locale) {
        return value == null ? Message.of("workbench.regions.nothing").in(locale) : labels(value, ruleset, locale);
    }

    /// A condition or a value with labels for its codes.
    private static String labels(String text, @Nullable Ruleset ruleset, Locale locale) {
        return ruleset == null ? text : new CellText(ruleset, locale, false).shown(text);
    }

    /// The facts that the region asks about first, since a customer can have many.
    private static List<Fact> facts(
            AffectedRegion region, AffectedExample example, @Nullable Ruleset ruleset, Locale locale) {
        Map<String, String> all = new TreeMap<>(example.facts());
        all.remove("customerId");
        List<String> names = new ArrayList<>(region.conditions().stream()
                .flatMap(List::stream)
                .map(RegionCondition::name)
                .distinct()
                .filter(all::containsKey)
                .toList());
        all.keySet().stream().filter(name -> !names.contains(name)).forEach(names::add);
        return names.stream()
                .limit(MAX_FACTS)
                .map(fact -> new Fact(
                        CodeLabels.ofField(ruleset, fact, locale), labels(all.getOrDefault(fact, ""), ruleset, locale)))
                .toList();
    }
}
