package io.tenure.engine;

import io.tenure.bundle.DrlExport;
import io.tenure.bundle.RuleSource;
import io.tenure.bundle.Ruleset;
import io.tenure.lifecycle.Decision;
import io.tenure.lifecycle.DecisionInput;
import io.tenure.lifecycle.Measures;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.drools.modelcompiler.KieBaseBuilder;
import org.kie.api.KieBase;
import org.kie.api.runtime.KieSession;

/// Decides by the exported DRL alone, compiled and matched by Drools without a table: the oracle for the
/// engine.
public final class DrlOracle {
    private final Ruleset ruleset;
    private final List<String> groups;
    private final KieBase base;

    public DrlOracle(Ruleset ruleset) {
        this.ruleset = ruleset;
        this.groups = DrlExport.groups(ruleset.tables());
        // Tenure itself would refuse the global of the export.
        GeneratedCode compiled =
                GeneratedCode.compile(List.of(new RuleSource("rules/tables.drl", "", DrlExport.drl(ruleset.tables()))));
        if (!compiled.faults().isEmpty()) {
            throw new AssertionError(compiled.faults());
        }
        this.base = KieBaseBuilder.createKieBaseFromModel(compiled.models());
    }

    /// The outcomes, on measures that are already computed.
    public Decision decide(DecisionInput input, Measures measures) {
        Decision decision = new Decision(ruleset.dictionary());
        KieSession session = base.newKieSession();
        try {
            session.setGlobal("actions", ruleset.actions());
            session.insert(input.customer());
            session.insert(measures);
            session.insert(decision);
            for (String group : groups) {
                session.getAgenda().getAgendaGroup(group).setFocus();
                session.fireAllRules();
            }
        } finally {
            session.dispose();
        }
        return decision;
    }

    /// Everything that a decision says, in no order, to compare the two.
    public static Map<String, Object> summary(Decision decision) {
        Map<String, Object> summary = new HashMap<>(decision.known());
        summary.put(
                "signals",
                decision.signals().stream().map(Decision.Signal::code).sorted().toList());
        summary.put(
                "candidates",
                decision.candidates().stream()
                        .map(c -> c.getAction() + " " + c.getPropensity() + " " + c.getValue() + " " + c.getCost())
                        .collect(Collectors.toCollection(TreeSet::new)));
        summary.put(
                "exclusions",
                decision.exclusions().stream()
                        .map(e -> e.action() + " " + e.rule())
                        .sorted()
                        .toList());
        summary.put(
                "levers",
                decision.levers().stream()
                        .map(Decision.Lever::toString)
                        .sorted()
                        .toList());
        return summary;
    }
}
