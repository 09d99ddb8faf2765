package io.tenure.engine;

import io.tenure.bundle.Ruleset;
import io.tenure.experiment.Randomization;
import io.tenure.finding.Checked;
import io.tenure.lifecycle.Customer;
import io.tenure.lifecycle.Decision;
import io.tenure.lifecycle.DecisionInput;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldKind;
import io.tenure.lifecycle.Measures;
import io.tenure.lifecycle.Origin;
import io.tenure.measure.MeasureCalculator;
import io.tenure.table.Column;
import io.tenure.table.Table;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A ruleset ready to decide customers. Immutable; any number of threads may use it at once.
public final class CompiledRuleset {
    private final Ruleset ruleset;
    private final CompiledRules rules;
    private final MeasureCalculator calculator;
    private final ContactLimits contactLimits;
    private final Randomization randomization;

    /// In the order of the ruleset's tables.
    private final List<TableExecutor> tables;

    private final Phase[] phases;
    private final Field[] inputFields;

    /// A step of a decision: its tables, then its rules.
    ///
    /// @param judgesCandidates whether the candidates are complete when its rules run
    private record Phase(String name, TableExecutor[] tables, boolean hasRules, boolean judgesCandidates) {}

    private CompiledRuleset(
            Ruleset ruleset, CompiledRules rules, MeasureCalculator calculator, List<TableExecutor> tables) {
        this.ruleset = ruleset;
        this.rules = rules;
        this.calculator = calculator;
        this.tables = tables;
        this.contactLimits = new ContactLimits(ruleset.contactLimits(), ruleset.actions());
        this.randomization = new Randomization(ruleset.experiments());
        int eligibility = ruleset.phases().indexOf(Table.ELIGIBILITY);
        this.phases = new Phase[ruleset.phases().size()];
        for (int i = 0; i < phases.length; i++) {
            String name = ruleset.phases().get(i);
            phases[i] = new Phase(
                    name,
                    tables.stream()
                            .filter(table -> table.table().phase().equals(name))
                            .toArray(TableExecutor[]::new),
                    rules.runIn(name),
                    eligibility >= 0 && i >= eligibility);
        }
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

    static CompiledRuleset of(Ruleset ruleset, CompiledRules rules) {
        return new CompiledRuleset(
                ruleset,
                rules,
                new MeasureCalculator(ruleset.dictionary(), ruleset.parameters(), ruleset.indicators()),
                ruleset.tables().stream()
                        .map(table -> TableExecutor.of(table, ruleset))
                        .toList());
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
        List<TableExecutor> executors = new ArrayList<>(tables.size());
        for (int i = 0; i < tables.size(); i++) {
            Table table = changed.tables().get(i);
            TableExecutor known = tables.get(i);
            executors.add(
                    !all && (table == known.table() || table.equals(known.table()))
                            ? known
                            : TableExecutor.of(table, changed));
        }
        return new CompiledRuleset(
                changed,
                rules,
                changed.parameters() == ruleset.parameters()
                        ? calculator
                        : new MeasureCalculator(changed.dictionary(), changed.parameters(), changed.indicators()),
                executors);
    }

    /// The addresses of the rules written in DRL or in sheets of Drools code.
    public List<Origin> ruleOrigins() {
        return rules.all().stream().map(BoundRule::origin).toList();
    }

    /// The measures by which it decides a customer.
    public Measures measures(DecisionInput input) {
        return calculator.measure(input);
    }

    ContactLimits contactLimits() {
        return contactLimits;
    }

    Randomization randomization() {
        return randomization;
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
        EvaluationContext context = begin(input, readings);
        RuleFailure failure = run(phases.length, context);
        return failure == null
                ? Checked.valid(
                        new RuleEvaluation(context.measures, context.decision, context.hits, completeness(context)))
                : new Checked.Invalid<>(List.of(failure));
    }

    /// The outcomes after some phases, for whoever needs none of those that later phases write.
    ///
    /// @param count how many of the ruleset's phases run
    public Checked<Decision, RuleFailure> outcomes(DecisionInput input, int count) {
        EvaluationContext context = begin(input, null);
        RuleFailure failure = run(count, context);
        return failure == null ? Checked.valid(context.decision) : new Checked.Invalid<>(List.of(failure));
    }

    private EvaluationContext begin(DecisionInput input, @Nullable List<TableReading> readings) {
        Customer customer = input.customer();
        Measures measures = measures(input);
        Decision decision = new Decision(ruleset.dictionary(), customer, measures, ruleset.parameters());
        LocalDate asOf = customer.getAsOf() == null ? LocalDate.EPOCH : customer.getAsOf();
        return new EvaluationContext(customer, measures, decision, asOf, readings);
    }

    private @Nullable RuleFailure run(int count, EvaluationContext context) {
        try (RuleSession session = new RuleSession(rules, context, ruleset.parameters())) {
            for (int i = 0; i < count; i++) {
                Phase phase = phases[i];
                for (TableExecutor table : phase.tables()) {
                    if (table.apply(context)) {
                        session.note(table);
                    }
                }
                if (phase.hasRules()) {
                    RuleFailure failure = session.fire(phase.name(), phase.judgesCandidates());
                    if (failure != null) {
                        return failure;
                    }
                }
            }
            return null;
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
}
