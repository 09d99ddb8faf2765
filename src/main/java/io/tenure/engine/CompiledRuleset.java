package io.tenure.engine;

import io.tenure.bundle.Ruleset;
import io.tenure.finding.Checked;
import io.tenure.lifecycle.Customer;
import io.tenure.lifecycle.Decision;
import io.tenure.lifecycle.Decision.RuleWrites;
import io.tenure.lifecycle.DecisionInput;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldKind;
import io.tenure.lifecycle.Hit;
import io.tenure.lifecycle.Measures;
import io.tenure.lifecycle.Origin;
import io.tenure.measure.MeasureCalculator;
import io.tenure.table.Column;
import io.tenure.table.Table;
import io.tenure.text.Message;
import java.time.LocalDate;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.kie.api.KieBase;
import org.kie.api.definition.rule.Rule;
import org.kie.api.event.rule.AfterMatchFiredEvent;
import org.kie.api.event.rule.BeforeMatchFiredEvent;
import org.kie.api.event.rule.DefaultAgendaEventListener;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.rule.Agenda;

/// A ruleset ready to decide customers. Immutable; any number of threads may use it at once.
public final class CompiledRuleset {
    /// More rules than any honest decision fires; beyond it the rules chase each other's changes.
    static final int MAX_FIRINGS = 10_000;

    private final Ruleset ruleset;
    private final KieBase base;
    private final MeasureCalculator calculator;
    private final Map<Rule, BoundRule> rules;
    private final ContactLimits contactLimits;
    private final String[] lastPhaseFirst;
    private final Field[] inputFields;

    /// The tables that the rules of the phases apply, and what is applied in place of some of them.
    private final List<Table> compiledTables;

    private final @Nullable Map<Table, Predicate<EvaluationContext>> replacements;

    CompiledRuleset(Ruleset ruleset, KieBase base, MeasureCalculator calculator, List<BoundRule> rules) {
        this(ruleset, base, calculator, new IdentityHashMap<>(), ruleset.tables(), null);
        for (BoundRule rule : rules) {
            this.rules.put(base.getRule(rule.packageName(), rule.name()), rule);
        }
    }

    private CompiledRuleset(
            Ruleset ruleset,
            KieBase base,
            MeasureCalculator calculator,
            Map<Rule, BoundRule> rules,
            List<Table> compiledTables,
            @Nullable Map<Table, Predicate<EvaluationContext>> replacements) {
        this.ruleset = ruleset;
        this.base = base;
        this.calculator = calculator;
        this.rules = rules;
        this.compiledTables = compiledTables;
        this.replacements = replacements;
        this.contactLimits = new ContactLimits(ruleset.contactLimits(), ruleset.actions());
        this.lastPhaseFirst = ruleset.phases().reversed().toArray(String[]::new);
        // What a site adds is often about a few of its customers, and says nothing about how well the others are known.
        List<Field> added = ruleset.dictionary().ownFacts();
        Set<Field> looked = new LinkedHashSet<>();
        for (Table table : ruleset.tables()) {
            for (Column column : table.conditions()) {
                Field field = column.field();
                if ((field.kind() == FieldKind.FACT && !added.contains(field)) || field.kind() == FieldKind.MEASURE) {
                    looked.add(field);
                }
            }
        }
        this.inputFields = looked.toArray(Field[]::new);
    }

    public Ruleset ruleset() {
        return ruleset;
    }

    /// The same with some table or parameter changed, to try the change without compiling. Phases, names and code stay
    /// as they are.
    ///
    /// @param changed the same tables in the same order, with other rows or other parameters
    public CompiledRuleset with(Ruleset changed) {
        boolean all = !changed.actions().equals(ruleset.actions());
        Map<Table, Predicate<EvaluationContext>> other = new IdentityHashMap<>();
        for (int i = 0; i < compiledTables.size(); i++) {
            Table table = changed.tables().get(i);
            if (all || (table != compiledTables.get(i) && !table.equals(compiledTables.get(i)))) {
                other.put(compiledTables.get(i), TableExecutor.of(table, changed)::apply);
            }
        }
        MeasureCalculator measured = changed.parameters() == ruleset.parameters()
                ? calculator
                : new MeasureCalculator(changed.dictionary(), changed.parameters(), changed.indicators());
        return new CompiledRuleset(changed, base, measured, rules, compiledTables, other);
    }

    /// The addresses of the rules written in DRL or in sheets of Drools code.
    public List<Origin> ruleOrigins() {
        return rules.values().stream().map(BoundRule::origin).toList();
    }

    /// The measures by which it decides a customer.
    public Measures measures(DecisionInput input) {
        return calculator.measure(input);
    }

    ContactLimits contactLimits() {
        return contactLimits;
    }

    /// Decides one customer: measures, then phase by phase tables and rules. Rules have a [RuleBudget].
    ///
    /// @return the evaluation, or the one rule that failed
    public Checked<RuleEvaluation, RuleFailure> evaluate(DecisionInput input) {
        return evaluate(input, null);
    }

    /// As [#evaluate(DecisionInput)].
    ///
    /// @param readings receives what each table is asked; null for nobody
    Checked<RuleEvaluation, RuleFailure> evaluate(DecisionInput input, @Nullable List<TableReading> readings) {
        Customer customer = input.customer();
        Measures measures = measures(input);
        Decision decision = new Decision(ruleset.dictionary(), customer, measures, ruleset.parameters());
        LocalDate asOf = customer.getAsOf() == null ? LocalDate.EPOCH : customer.getAsOf();
        EvaluationContext context = new EvaluationContext(customer, measures, decision, asOf, readings, replacements);
        if (rules.isEmpty()) {
            fire(context, null);
        } else {
            RuleFailure failure = fireWithinBudget(context);
            if (failure != null) {
                return new Checked.Invalid<>(List.of(failure));
            }
        }
        return Checked.valid(new RuleEvaluation(measures, decision, context.hits, completeness(context)));
    }

    private @Nullable RuleFailure fireWithinBudget(EvaluationContext context) {
        HitListener listener = new HitListener(context);
        RuleBudget.begin();
        try {
            return fire(context, listener)
                    ? null
                    : new RuleFailure(
                            "never-settles",
                            listener.fired,
                            Message.of(
                                    "engine.rule-failure.never-settles",
                                    "rule",
                                    listener.fired,
                                    "firings",
                                    MAX_FIRINGS));
        } catch (RuleAbort abort) {
            return abort.failure();
        } catch (RuntimeException unexpected) {
            // Thrown between the rules, by what Drools makes of one: the one that was last asked.
            return RuleAbort.of(RuleBudget.lastRule(), unexpected).failure();
        } finally {
            RuleBudget.end();
        }
    }

    /// Lets the phases run; false where the rules don't settle.
    ///
    /// @param listener of the rules written in DRL; null where there are none, which need fewer facts
    private boolean fire(EvaluationContext context, @Nullable HitListener listener) {
        KieSession session = base.newKieSession();
        try {
            if (listener != null) {
                session.addEventListener(listener);
                session.insert(context.customer);
                session.insert(context.measures);
                session.insert(context.decision);
                session.insert(ruleset.parameters());
                context.customer.purchases().forEach(session::insert);
                // Rules look back; contacts on record for later days are the contact limits' concern.
                context.customer.contacts().stream()
                        .filter(contact -> contact.daysAgo() >= 0)
                        .forEach(session::insert);
                context.customer.complaints().forEach(session::insert);
            } else {
                session.insert(context.decision);
            }
            session.insert(context);
            Agenda agenda = session.getAgenda();
            for (String phase : lastPhaseFirst) {
                agenda.getAgendaGroup(phase).setFocus();
            }
            return session.fireAllRules(MAX_FIRINGS) < MAX_FIRINGS;
        } finally {
            session.dispose();
        }
    }

    private double completeness(EvaluationContext context) {
        int known = 0;
        for (Field field : inputFields) {
            if (context.value(field) != null) {
                known++;
            }
        }
        return inputFields.length == 0 ? 1 : (double) known / inputFields.length;
    }

    /// Records the hits of rules written in DRL; the phase rules record their tables' themselves.
    private final class HitListener extends DefaultAgendaEventListener {
        private final EvaluationContext context;
        private @Nullable Object[] read = new Object[0];
        /// Name of the rule that fired last; empty before the first.
        private String fired = "";

        HitListener(EvaluationContext context) {
            this.context = context;
        }

        @Override
        public void beforeMatchFired(BeforeMatchFiredEvent event) {
            BoundRule rule = rules.get(event.getMatch().getRule());
            if (rule == null) {
                return;
            }
            fired = rule.name();
            // What the rule reads must be noted before its consequence changes it.
            read = new Object[rule.reads().size()];
            for (int i = 0; i < read.length; i++) {
                read[i] = context.value(rule.reads().get(i));
            }
        }

        @Override
        public void afterMatchFired(AfterMatchFiredEvent event) {
            BoundRule rule = rules.get(event.getMatch().getRule());
            if (rule != null) {
                for (RuleWrites writes : context.decision.takeWrites()) {
                    context.hits.add(Hit.ofRule(rule.origin(), read, writes));
                }
            }
        }
    }
}
