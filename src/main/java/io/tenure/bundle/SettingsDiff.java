package io.tenure.bundle;

import io.tenure.bundle.Change.Element;
import io.tenure.bundle.Change.Operation;
import io.tenure.experiment.Experiment;
import io.tenure.finding.Address;
import io.tenure.lifecycle.Action;
import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldKind;
import io.tenure.lifecycle.Parameters.Share;
import io.tenure.measure.Indicator;
import io.tenure.table.ValueText;
import io.tenure.text.Text;
import io.tenure.workbook.SettingsSheets;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Compares phases, parameters, indicators, actions, contact limits, experiments, facts that may change, attributes,
/// outcomes, codes and labels.
final class SettingsDiff {
    private final Ruleset before;
    private final Ruleset after;
    private final ChangeList changes;

    SettingsDiff(Ruleset before, Ruleset after, ChangeList changes) {
        this.before = before;
        this.after = after;
        this.changes = changes;
    }

    void compare() {
        Address phases = Address.sheet(Settings.FILE, "Phases");
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
        compareNamed(Element.PARAMETER, parameters(before), parameters(after));
        compareMeasuredOn();
        changes.compareParts(
                Element.INDICATOR,
                Address.sheet(Settings.FILE, Settings.INDICATORS),
                indicators(before),
                indicators(after));
        changes.compareParts(Element.ACTION, Address.sheet(Settings.FILE, "Actions"), actions(before), actions(after));
        changes.compareParts(
                Element.CONTACT_LIMIT,
                Address.sheet(Settings.FILE, "Contacts"),
                contactLimits(before),
                contactLimits(after));
        changes.compareParts(
                Element.EXPERIMENT,
                Address.sheet(Settings.FILE, SettingsSheets.EXPERIMENTS),
                experiments(before),
                experiments(after));
        changes.compareParts(
                Element.ACTIONABLE_FACT,
                Address.sheet(Settings.FILE, "Facts"),
                actionableFacts(before),
                actionableFacts(after));
        changes.compareParts(
                Element.ATTRIBUTE, Address.sheet(Settings.FILE, "Attributes"), attributes(before), attributes(after));
        changes.compareParts(
                Element.OUTCOME, Address.sheet(Settings.FILE, "Outcomes"), outcomes(before), outcomes(after));
        changes.compareParts(Element.CODE, Address.sheet(Settings.FILE, "Codes"), codes(before), codes(after));
        changes.compareParts(Element.LABEL, Address.sheet(Settings.FILE, "Labels"), labels(before), labels(after));
    }

    private void compareNamed(Element element, Map<String, String> was, Map<String, String> is) {
        for (String name : ChangeList.union(was.keySet(), is.keySet())) {
            Address address = Address.sheet(Settings.FILE, sheetOf(name));
            changes.compareValues(element, "", name, "", was.get(name), is.get(name), address, address);
        }
    }

    /// When parameters of both rulesets were measured.
    private void compareMeasuredOn() {
        for (String name : new TreeSet<>(after.parameters().names())) {
            if (before.parameters().has(name)) {
                Address address = Address.sheet(Settings.FILE, sheetOf(name));
                changes.compareCells(
                        Element.PARAMETER,
                        "",
                        name,
                        measuredOn(before, name),
                        measuredOn(after, name),
                        address,
                        address);
            }
        }
    }

    private static String sheetOf(String parameter) {
        return ModelReader.isModel(parameter) ? "Model" : "Parameters";
    }

    private static Map<String, String> measuredOn(Ruleset ruleset, String name) {
        LocalDate day = ruleset.parameters().source(name).measuredOn();
        return Map.of("measuredOn", day == null ? "" : day.toString());
    }

    private static Map<String, String> parameters(Ruleset ruleset) {
        Map<String, String> values = new TreeMap<>();
        for (String name : ruleset.parameters().names()) {
            Share share = ruleset.parameters().source(name).share();
            values.put(name, share == null ? ValueText.of(ruleset.parameters().get(name)) : share.toString());
        }
        return values;
    }

    /// The indicators by score and name: `potentialValueScore satisfaction`.
    private static Map<String, Map<String, String>> indicators(Ruleset ruleset) {
        Map<String, Map<String, String>> indicators = new TreeMap<>();
        for (Indicator indicator : ruleset.indicators().all()) {
            Map<String, String> parts = new LinkedHashMap<>();
            parts.put("fact", indicator.source().name());
            parts.put("weight", ValueText.of(indicator.weight()));
            parts.put("valueAt0", indicator.textAtZero());
            parts.put("valueAt100", indicator.textAtHundred());
            indicators.put(indicator.score() + " " + indicator.name(), parts);
        }
        return indicators;
    }

    private static Map<String, Map<String, String>> actions(Ruleset ruleset) {
        Map<String, Map<String, String>> actions = new TreeMap<>();
        for (Action a : ruleset.actions().values()) {
            Map<String, String> parts = new LinkedHashMap<>();
            parts.put("label", a.label().en());
            parts.put("labelZh", a.label().zh());
            parts.put("level", a.level());
            parts.put("channels", String.join(", ", a.channels()));
            parts.put(
                    "cost",
                    a.costShare() == null
                            ? ValueText.of(a.cost())
                            : a.costShare().toString());
            parts.put("minGapDays", Integer.toString(a.minGapDays()));
            parts.put("selling", ValueText.of(a.selling()));
            parts.put("marketing", ValueText.of(a.marketing()));
            parts.put("duty", ValueText.of(a.duty()));
            parts.put("strategy", a.strategy().en());
            parts.put("strategyZh", a.strategy().zh());
            parts.put("guidance", a.guidance().en());
            parts.put("guidanceZh", a.guidance().zh());
            List<Field> own = ruleset.dictionary().ownParts();
            for (int i = 0; i < own.size(); i++) {
                parts.put(own.get(i).actionColumn(), a.parts().get(i));
            }
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
            parts.put("days", limit.daysText());
            parts.put("most", limit.maxContactsText());
            parts.put("reason", limit.reason().en());
            parts.put("reasonZh", limit.reason().zh());
            limits.put(limit.name(), parts);
        }
        return limits;
    }

    private static Map<String, Map<String, String>> experiments(Ruleset ruleset) {
        Map<String, Map<String, String>> experiments = new TreeMap<>();
        for (int i = 0; i < ruleset.experiments().size(); i++) {
            Experiment experiment = ruleset.experiments().get(i);
            experiments.put(experiment.name(), ExperimentReader.parts(experiment, i + 1));
        }
        return experiments;
    }

    private static Map<String, Map<String, String>> actionableFacts(Ruleset ruleset) {
        Map<String, Map<String, String>> facts = new TreeMap<>();
        for (ActionableFact fact : ruleset.actionableFacts()) {
            Map<String, String> parts = new LinkedHashMap<>();
            parts.put("raisedBy", actors(fact.raisedBy()));
            parts.put("loweredBy", actors(fact.loweredBy()));
            parts.put("from", ValueText.of(fact.from()));
            parts.put("to", ValueText.of(fact.to()));
            parts.put("step", ValueText.of(fact.step()));
            facts.put(fact.fact().name(), parts);
        }
        return facts;
    }

    /// As a cell of the sheet says it.
    private static String actors(@Nullable Set<ActionableFact.Actor> actors) {
        if (actors == null) {
            return "";
        }
        return actors.isEmpty()
                ? ActionableFactReader.NOBODY
                : actors.stream().sorted().map(Enum::name).collect(Collectors.joining(", "));
    }

    private static Map<String, Map<String, String>> attributes(Ruleset ruleset) {
        Map<String, Map<String, String>> attributes = new TreeMap<>();
        for (Field t : ruleset.dictionary().ownFacts()) {
            Map<String, String> parts = typeAndRange(t);
            parts.put("codes", String.join(", ", t.codes()));
            parts.put("meaning", t.meaning().en());
            parts.put("meaningZh", t.meaning().zh());
            attributes.put(t.name(), parts);
        }
        return attributes;
    }

    private static Map<String, Map<String, String>> outcomes(Ruleset ruleset) {
        Map<String, Map<String, String>> outcomes = new TreeMap<>();
        for (Field t : ruleset.dictionary().ownOutcomes()) {
            Map<String, String> parts = typeAndRange(t);
            parts.put("phase", t.phase());
            parts.put("label", t.label().en());
            parts.put("labelZh", t.label().zh());
            parts.put("meaning", t.meaning().en());
            parts.put("meaningZh", t.meaning().zh());
            outcomes.put(t.name(), parts);
        }
        return outcomes;
    }

    private static Map<String, String> typeAndRange(Field field) {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("type", field.type().name());
        parts.put("unit", field.unit());
        parts.put("min", field.min() == null ? "" : ValueText.of(field.min()));
        parts.put("max", field.max() == null ? "" : ValueText.of(field.max()));
        return parts;
    }

    /// The codes that the ruleset adds, each with its place among those of its outcome: `serviceLevel PREMIUM`.
    private static Map<String, Map<String, String>> codes(Ruleset ruleset) {
        Map<String, Map<String, String>> codes = new TreeMap<>();
        for (Field t : ruleset.dictionary().fields(FieldKind.OUTCOME)) {
            int standard = Dictionary.standard()
                    .find(t.name())
                    .map(field -> field.codes().size())
                    .orElse(0);
            for (int i = standard; i < t.codes().size(); i++) {
                codes.put(t.name() + " " + t.codes().get(i), Map.of("position", Integer.toString(i - standard + 1)));
            }
        }
        return codes;
    }

    private static Map<String, Map<String, String>> labels(Ruleset ruleset) {
        Map<String, Map<String, String>> labels = new TreeMap<>();
        ruleset.labels().forEach((code, text) -> {
            // The label of an action is a part of the action.
            if (!ruleset.actions().containsKey(code)) {
                labels.put(code, languages(text));
            }
        });
        return labels;
    }

    private static Map<String, String> languages(Text text) {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("en", text.en());
        words.put("zh", text.zh());
        return words;
    }
}
