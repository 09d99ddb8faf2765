package io.tenure.region;

import io.tenure.bundle.Change;
import io.tenure.bundle.Change.Element;
import io.tenure.bundle.ContactLimit;
import io.tenure.bundle.Ruleset;
import io.tenure.lifecycle.Action;
import io.tenure.lifecycle.Field;
import io.tenure.measure.FittedModels;
import io.tenure.measure.MeasureCalculator;
import io.tenure.table.Table;
import io.tenure.text.Message;
import io.tenure.text.Text;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Edits beyond typed tables that may change decisions in ways that no region describes.
final class OtherEdits {
    private final Ruleset before;
    private final Ruleset after;
    private final List<Text> reasons = new ArrayList<>();

    private OtherEdits(Ruleset before, Ruleset after) {
        this.before = before;
        this.after = after;
    }

    /// Why nobody can be said to be unaffected; empty where nothing but typed tables changed.
    static List<Text> of(Ruleset before, Ruleset after, List<Change> changes) {
        OtherEdits edits = new OtherEdits(before, after);
        edits.parameters(changes);
        edits.settings();
        return edits.reasons;
    }

    private void settings() {
        if (!before.sources().equals(after.sources()) || !before.freeForms().equals(after.freeForms())) {
            reasons.add(Message.of("region.not-proven.code"));
        }
        if (!before.indicators().equals(after.indicators())) {
            reasons.add(Message.of("region.not-proven.indicators"));
        }
        if (!actions(before).equals(actions(after))) {
            reasons.add(Message.of("region.not-proven.actions"));
        }
        if (!limits(before).equals(limits(after))) {
            reasons.add(Message.of("region.not-proven.contact-limits"));
        }
        if (!before.experiments().equals(after.experiments())) {
            reasons.add(Message.of("region.not-proven.experiments"));
        }
        if (!fields(before).equals(fields(after))) {
            reasons.add(Message.of("region.not-proven.fields"));
        }
        if (!before.phases().equals(after.phases()) || !order(before, after).equals(order(after, before))) {
            reasons.add(Message.of("region.not-proven.order"));
        }
    }

    /// Parameters that formulas or rules may read; those that only cells name are seen in their tables.
    private void parameters(List<Change> changes) {
        Set<String> read = new HashSet<>(MeasureCalculator.PARAMETERS);
        read.addAll(FittedModels.NAMES);
        Set<String> unproven = new TreeSet<>();
        for (Change change : changes) {
            if (change.element() == Element.PARAMETER && hasOtherValue(change.subject())) {
                boolean inCode = Stream.of(before, after)
                        .flatMap(ruleset -> ruleset.sources().stream())
                        .anyMatch(source -> Pattern.compile("\\b" + Pattern.quote(change.subject()) + "\\b")
                                .matcher(source.drl())
                                .find());
                if (read.contains(change.subject())
                        || inCode
                        || !after.freeForms().isEmpty()) {
                    unproven.add(change.subject());
                }
            }
        }
        if (!unproven.isEmpty()) {
            reasons.add(Message.of("region.not-proven.parameters", "names", String.join(", ", unproven)));
        }
    }

    private boolean hasOtherValue(String name) {
        return !before.parameters().has(name)
                || !after.parameters().has(name)
                || before.parameters().get(name) != after.parameters().get(name);
    }

    /// What decisions depend on in the catalogue: not its words.
    private static Map<String, List<Object>> actions(Ruleset ruleset) {
        Map<String, List<Object>> actions = new TreeMap<>();
        for (Action action : ruleset.actions().values()) {
            actions.put(
                    action.code(),
                    List.of(
                            action.level(),
                            action.channels(),
                            action.cost(),
                            action.minGapDays(),
                            action.selling(),
                            action.marketing(),
                            action.duty(),
                            action.parts()));
        }
        return actions;
    }

    private static List<List<Object>> limits(Ruleset ruleset) {
        return ruleset.contactLimits().stream()
                .map((ContactLimit limit) -> List.<Object>of(
                        limit.kind(),
                        limit.name(),
                        String.valueOf(limit.channel()),
                        String.valueOf(limit.action()),
                        limit.days(),
                        limit.maxContacts()))
                .toList();
    }

    private static List<List<Object>> fields(Ruleset ruleset) {
        return ruleset.dictionary().all().stream()
                .map((Field field) -> List.<Object>of(
                        field.name(),
                        field.type(),
                        field.codes(),
                        String.valueOf(field.min()),
                        String.valueOf(field.max()),
                        field.phase()))
                .toList();
    }

    /// The tables that both have, in the order in which one applies them.
    private static List<String> order(Ruleset one, Ruleset other) {
        Set<String> names = other.tables().stream().map(Table::name).collect(Collectors.toSet());
        return one.tables().stream()
                .filter(table -> names.contains(table.name()))
                .map(table -> table.phase() + " " + table.name())
                .toList();
    }
}
