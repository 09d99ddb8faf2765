package io.tenure.engine;

import io.tenure.bundle.Ruleset;
import io.tenure.lifecycle.Candidate;
import io.tenure.table.Table;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.drools.model.DSL;
import org.drools.model.Drools;
import org.drools.model.Model;
import org.drools.model.PatternDSL;
import org.drools.model.Rule;
import org.drools.model.Variable;
import org.drools.model.functions.Block2;
import org.drools.model.functions.HashedExpression;
import org.drools.model.impl.ModelImpl;

/// One Drools rule for each phase, which applies the phase's tables before the phase's DRL runs.
final class PhaseRules {
    static final String PACKAGE = "io.tenure.phases";

    private PhaseRules() {}

    static Model of(Ruleset ruleset) {
        ModelImpl model = new ModelImpl(PACKAGE);
        for (String phase : ruleset.phases()) {
            model.addRule(rule(phase, ruleset));
        }
        return model;
    }

    private static Rule rule(String phase, Ruleset ruleset) {
        List<TableExecutor> tables = new ArrayList<>();
        Set<String> changes = new LinkedHashSet<>();
        for (Table table : ruleset.tables()) {
            if (table.phase().equals(phase)) {
                tables.add(TableExecutor.of(table, ruleset));
                changes.addAll(TableExecutor.changedProperties(table));
            }
        }
        Variable<EvaluationContext> context = DSL.declarationOf(EvaluationContext.class, "work");
        // Before every rule of the phase, whatever its salience.
        return PatternDSL.rule(PACKAGE, phase)
                .attribute(Rule.Attribute.AGENDA_GROUP, phase)
                .attribute(Rule.Attribute.SALIENCE, Integer.MAX_VALUE)
                .build(
                        PatternDSL.pattern(context),
                        DSL.on(context)
                                .execute(new PhaseExecution(
                                        phase,
                                        ruleset.hash(),
                                        tables.toArray(TableExecutor[]::new),
                                        changes.toArray(String[]::new),
                                        phase.equals(Table.ELIGIBILITY))));
    }

    /// The consequence of a phase's rule.
    ///
    /// A record with a fingerprint of its content, because Drools shares functions that it takes for equal.
    ///
    /// @param changedProperties outcomes that the tables can write; the one update names them, so that only rules
    ///     that read them are evaluated again
    /// @param insertsCandidates whether candidates are inserted as facts here, for rules that may exclude them
    private record PhaseExecution(
            String phase, String hash, TableExecutor[] tables, String[] changedProperties, boolean insertsCandidates)
            implements Block2<Drools, EvaluationContext>, HashedExpression {
        @Override
        public void execute(Drools drools, EvaluationContext context) {
            boolean changed = false;
            for (TableExecutor table : tables) {
                Predicate<EvaluationContext> replacement = context.replacement(table.table());
                changed |= replacement == null ? table.apply(context) : replacement.test(context);
            }
            if (changed && changedProperties.length > 0) {
                drools.update(context.decision, changedProperties);
            }
            if (insertsCandidates) {
                for (Candidate candidate : context.decision.candidatesForRules()) {
                    drools.insert(candidate);
                }
            }
        }

        @Override
        public String getExpressionHash() {
            return phase + "@" + hash;
        }
    }
}
