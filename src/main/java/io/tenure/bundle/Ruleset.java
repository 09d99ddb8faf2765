package io.tenure.bundle;

import io.tenure.experiment.Experiment;
import io.tenure.lifecycle.Action;
import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Parameters;
import io.tenure.measure.Indicators;
import io.tenure.table.Table;
import io.tenure.text.Text;
import java.util.List;
import java.util.Map;

/// The content of a bundle without errors: everything that the engine needs and that people see.
///
/// @param hash `sha256:` and the hex digest of the canonical content
/// @param dictionary the standard names and those that the site adds
/// @param phases the steps of a decision, in order
/// @param indicators of the scores
/// @param actions the catalogue by code
/// @param contactLimits how often customers may be contacted, in the sheet's order
/// @param experiments in the order in which they come first
/// @param actionableFacts the facts that may come to be otherwise, in the sheet's order
/// @param labels label of every code, the actions' among them
/// @param tables typed tables, in the order in which they are applied within their phases
/// @param sources DRL files
/// @param freeForms sheets of Drools code, in the order of their addresses
public record Ruleset(
        String hash,
        Dictionary dictionary,
        List<String> phases,
        Parameters parameters,
        Indicators indicators,
        Map<String, Action> actions,
        List<ContactLimit> contactLimits,
        List<Experiment> experiments,
        List<ActionableFact> actionableFacts,
        Map<String, Text> labels,
        List<Table> tables,
        List<RuleSource> sources,
        List<FreeFormSheet> freeForms,
        List<Scenario> scenarios) {
    public Ruleset {
        phases = List.copyOf(phases);
        actions = Map.copyOf(actions);
        contactLimits = List.copyOf(contactLimits);
        experiments = List.copyOf(experiments);
        actionableFacts = List.copyOf(actionableFacts);
        labels = Map.copyOf(labels);
        tables = List.copyOf(tables);
        sources = List.copyOf(sources);
        freeForms = List.copyOf(freeForms);
        scenarios = List.copyOf(scenarios);
    }

    /// What people are shown for a code: its label, or the code itself where it has none.
    public Text label(String code) {
        return labels.getOrDefault(code, Text.same(code));
    }

    /// The same with other tables.
    public Ruleset withTables(List<Table> others) {
        return new Ruleset(
                hash,
                dictionary,
                phases,
                parameters,
                indicators,
                actions,
                contactLimits,
                experiments,
                actionableFacts,
                labels,
                others,
                sources,
                freeForms,
                scenarios);
    }

    /// A ruleset without indicators, free-form sheets, contact limits, experiments and facts that may change.
    public Ruleset(
            String hash,
            Dictionary dictionary,
            List<String> phases,
            Parameters parameters,
            Map<String, Action> actions,
            Map<String, Text> labels,
            List<Table> tables,
            List<RuleSource> sources,
            List<Scenario> scenarios) {
        this(
                hash,
                dictionary,
                phases,
                parameters,
                Indicators.NONE,
                actions,
                List.of(),
                List.of(),
                List.of(),
                labels,
                tables,
                sources,
                List.of(),
                scenarios);
    }
}
