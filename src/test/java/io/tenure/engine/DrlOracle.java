package io.tenure.engine;

import io.tenure.bundle.DrlExport;
import io.tenure.bundle.RuleSource;
import io.tenure.bundle.Ruleset;
import io.tenure.lifecycle.Decision;
import io.tenure.lifecycle.DecisionInput;
import io.tenure.lifecycle.Measures;
import java.util.List;
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
}
