package io.tenure.workbench;

import io.tenure.api.authoring.AffectedByDraft.Answer;
import io.tenure.bundle.Ruleset;
import io.tenure.lifecycle.Field;
import io.tenure.region.AffectedRegion;
import io.tenure.region.AffectedReport;
import io.tenure.region.ChangedValue;
import io.tenure.text.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Who is affected by a draft.
///
/// @param proven whether it is proven that nobody else is
/// @param notes what isn't proven or followed, and how many regions aren't listed
/// @param groups of the tables that were edited
/// @param following of tables that read what changed
record AffectedSection(
        String statement,
        boolean proven,
        List<String> notes,
        List<AffectedGroup> groups,
        List<AffectedGroup> following) {
    private static final int MAX_GROUPS = 20;
    private static final int MAX_CASES = 3;

    /// Customers for whom a table decides differently.
    ///
    /// @param change the outcome, before and after
    /// @param cases the values that they have; one of them is enough
    /// @param example the facts of one of them; empty where none was found
    /// @param exampleChanges what becomes of that customer
    record AffectedGroup(
            String table, String change, List<String> cases, List<String> example, List<String> exampleChanges) {}

    AffectedSection {
        notes = List.copyOf(notes);
        groups = List.copyOf(groups);
        following = List.copyOf(following);
    }

    static AffectedSection of(Answer answer, Ruleset ruleset, Locale locale) {
        return switch (answer) {
            case Answer.Found(AffectedReport report) -> of(report, ruleset, locale);
            case Answer.Faulty(var _) ->
                only(Message.of("workbench.affected.faulty").in(locale));
            case Answer.NoSuchDraft() ->
                only(Message.of("workbench.affected.no-draft").in(locale));
            case Answer.NoRuleset() ->
                only(Message.of("workbench.affected.no-ruleset").in(locale));
        };
    }

    private static AffectedSection only(String statement) {
        return new AffectedSection(statement, false, List.of(), List.of(), List.of());
    }

    private static AffectedSection of(AffectedReport report, Ruleset ruleset, Locale locale) {
        List<String> notes = new ArrayList<>(report.notProven());
        List<AffectedGroup> edited = groups(report, true, ruleset, locale);
        List<AffectedGroup> following = groups(report, false, ruleset, locale);
        int more = report.moreRegions() + report.regions().size() - edited.size() - following.size();
        if (more > 0) {
            notes.add(Message.of("workbench.affected.more", "count", more).in(locale));
        }
        if (!report.notFollowed().isEmpty()) {
            notes.add(Message.of("workbench.affected.not-followed", "names", report.notFollowed())
                    .in(locale));
        }
        return new AffectedSection(report.statement(), report.nobodyElse(), notes, edited, following);
    }

    private static List<AffectedGroup> groups(AffectedReport report, boolean edited, Ruleset ruleset, Locale locale) {
        return report.regions().stream()
                .filter(region -> region.edited() == edited)
                .limit(MAX_GROUPS)
                .map(region -> group(region, ruleset, locale))
                .toList();
    }

    private static AffectedGroup group(AffectedRegion region, Ruleset ruleset, Locale locale) {
        return new AffectedGroup(
                region.table(),
                change(new ChangedValue(region.name(), region.before(), region.after()), ruleset, locale),
                region.conditions().stream()
                        .limit(MAX_CASES)
                        .map(conditions -> conditions.isEmpty()
                                ? Message.of("workbench.affected.everybody").in(locale)
                                : String.join(
                                        " · ",
                                        conditions.stream()
                                                .map(condition -> name(condition.name(), ruleset, locale) + ": "
                                                        + labels(condition.meaning(), ruleset, locale))
                                                .toList()))
                        .toList(),
                region.example() == null
                        ? List.of()
                        : region.example().facts().entrySet().stream()
                                .filter(fact -> !fact.getKey().equals("customerId"))
                                .sorted(Map.Entry.comparingByKey())
                                .map(fact -> name(fact.getKey(), ruleset, locale) + ": "
                                        + labels(fact.getValue(), ruleset, locale))
                                .toList(),
                region.example() == null
                        ? List.of()
                        : region.example().changes().stream()
                                .map(changed -> change(changed, ruleset, locale))
                                .toList());
    }

    private static String change(ChangedValue changed, Ruleset ruleset, Locale locale) {
        return Message.of(
                        "workbench.affected.change",
                        "name",
                        name(changed.name(), ruleset, locale),
                        "before",
                        shown(changed.before(), ruleset, locale),
                        "after",
                        shown(changed.after(), ruleset, locale))
                .in(locale);
    }

    private static String shown(@Nullable String value, Ruleset ruleset, Locale locale) {
        return value == null ? Message.of("workbench.affected.nothing").in(locale) : labels(value, ruleset, locale);
    }

    /// What a cell means, with labels for its codes.
    private static String labels(String meaning, Ruleset ruleset, Locale locale) {
        return new CellText(ruleset, locale, false).shown(meaning);
    }

    private static String name(String field, Ruleset ruleset, Locale locale) {
        return ruleset.dictionary()
                .find(field)
                .map(Field::label)
                .map(label -> label.in(locale))
                .filter(label -> !label.isEmpty())
                .orElse(field);
    }
}
