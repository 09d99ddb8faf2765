package io.tenure.ruleset;

import io.tenure.lifecycle.Action;
import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Parameters;
import io.tenure.lifecycle.Text;
import java.util.List;
import java.util.Map;

/// A bundle that was read without an error: everything the engine needs, and what people are shown of it.
///
/// @param hash `sha256:` and the hex digest of the canonical content
/// @param dictionary the standard names and the site's own
/// @param phases the steps of a decision, in order
/// @param actions the catalogue by code
/// @param labels words for every code
/// @param tables typed tables, in the order in which they are applied within their phases
/// @param sources DRL files and free-form sheets
public record Ruleset(
        String hash,
        Dictionary dictionary,
        List<String> phases,
        Parameters parameters,
        Map<String, Action> actions,
        Map<String, Text> labels,
        List<Table> tables,
        List<Source> sources,
        List<Scenario> scenarios) {
    public Ruleset {
        phases = List.copyOf(phases);
        actions = Map.copyOf(actions);
        labels = Map.copyOf(labels);
        tables = List.copyOf(tables);
        sources = List.copyOf(sources);
        scenarios = List.copyOf(scenarios);
    }
}
