package io.tenure.engine;

import java.util.ArrayList;
import java.util.List;
import org.drools.model.Condition;
import org.drools.model.Model;
import org.drools.model.Rule;
import org.drools.model.Variable;
import org.drools.model.constraints.ReactivitySpecs;
import org.drools.model.constraints.SingleConstraint2;
import org.drools.model.functions.HashedExpression;
import org.drools.model.functions.Predicate2;
import org.drools.model.patterns.AccumulatePatternImpl;
import org.drools.model.patterns.PatternImpl;

/// Makes rules that join facts count the pairs they make ([RuleBudget]): Drools pairs facts before it asks a condition,
/// and where there is none, never asks.
final class JoinBudget {
    private JoinBudget() {}

    /// Adds to each pattern behind another one a condition that always holds and counts.
    static void addTo(Model model) {
        for (Rule rule : model.getRules()) {
            addTo(rule.getView(), rule.getName(), new ArrayList<>());
        }
    }

    /// @param joined variables of the patterns before, to which the conditions of this one may refer
    private static void addTo(Condition condition, String rule, List<Variable<?>> joined) {
        if (condition instanceof PatternImpl<?> pattern) {
            if (!joined.isEmpty()) {
                pattern.addConstraint(counting(pattern.getPatternVariable(), joined.getLast(), rule));
            }
            joined.add(pattern.getPatternVariable());
            return;
        }
        // What a negated or accumulated part binds is known in that part alone.
        List<Variable<?>> known = condition.getType() == Condition.Type.AND ? joined : new ArrayList<>(joined);
        if (condition instanceof AccumulatePatternImpl<?> accumulate) {
            addTo(accumulate.getCondition(), rule, known);
        } else {
            condition.getSubConditions().forEach(part -> addTo(part, rule, known));
        }
    }

    private static <A, B> SingleConstraint2<A, B> counting(Variable<A> pattern, Variable<B> joined, String rule) {
        SingleConstraint2<A, B> constraint =
                new SingleConstraint2<>("pairs of " + rule, pattern, joined, new PairCount<>(rule));
        // Naming no property of the fact, it makes the rule react to none.
        constraint.setReactivitySpecs(new ReactivitySpecs(null, "none"));
        return constraint;
    }

    private record PairCount<A, B>(String rule) implements Predicate2<A, B>, HashedExpression {
        @Override
        public boolean test(A one, B other) {
            RuleBudget.pair(rule);
            return true;
        }

        @Override
        public String getExpressionHash() {
            return "pairs of " + rule;
        }
    }
}
