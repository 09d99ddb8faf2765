package io.tenure.engine;

import io.tenure.lifecycle.Candidate;
import io.tenure.lifecycle.Contact;
import io.tenure.lifecycle.Decision.RuleWrites;
import io.tenure.lifecycle.Hit;
import io.tenure.lifecycle.Parameters;
import io.tenure.text.Message;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kie.api.event.rule.AfterMatchFiredEvent;
import org.kie.api.event.rule.BeforeMatchFiredEvent;
import org.kie.api.event.rule.DefaultAgendaEventListener;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.rule.FactHandle;

/// The rules of one decision, fired phase by phase. The session of Drools is made in the first phase that has rules,
/// and is told in later ones what tables have changed since. Records the rules' hits.
final class RuleSession extends DefaultAgendaEventListener implements AutoCloseable {
    /// More rules than any honest decision fires; beyond it the rules chase each other's changes.
    static final int MAX_FIRINGS = 10_000;

    private final CompiledRules rules;
    private final EvaluationContext context;
    private final Parameters parameters;
    private @Nullable KieSession session;
    private @Nullable FactHandle decision;

    /// Tables that have written since rules last fired.
    private final List<TableExecutor> changed = new ArrayList<>();

    private boolean candidatesKnown;
    private int firings;
    private @Nullable Object[] read = new Object[0];
    /// Name of the rule that fired last; empty before the first.
    private String fired = "";

    RuleSession(CompiledRules rules, EvaluationContext context, Parameters parameters) {
        this.rules = rules;
        this.context = context;
        this.parameters = parameters;
    }

    /// Notes what a table has written.
    void note(TableExecutor table) {
        if (session != null) {
            changed.add(table);
        }
    }

    /// Fires the rules of a phase whose tables have been applied.
    ///
    /// @param judgesCandidates whether candidates are complete and rules may exclude them
    /// @return the rule that failed; null where none did
    @Nullable
    RuleFailure fire(String phase, boolean judgesCandidates) {
        try {
            KieSession current = session;
            if (current == null) {
                current = begin();
            } else if (!changed.isEmpty()) {
                update(current);
            }
            if (judgesCandidates && !candidatesKnown) {
                candidatesKnown = true;
                for (Candidate candidate : context.decision.candidatesForRules()) {
                    insert(current, candidate);
                }
            }
            current.getAgenda().getAgendaGroup(phase).setFocus();
            firings += current.fireAllRules(MAX_FIRINGS - firings);
            return firings < MAX_FIRINGS
                    ? null
                    : new RuleFailure(
                            "never-settles",
                            fired,
                            Message.of("engine.rule-failure.never-settles", "rule", fired, "firings", MAX_FIRINGS));
        } catch (RuleAbort abort) {
            return abort.failure();
        } catch (RuntimeException unexpected) {
            // Thrown between the rules, by what Drools makes of one: the one that was last asked.
            return RuleAbort.of(RuleBudget.lastRule(), unexpected).failure();
        }
    }

    private KieSession begin() {
        RuleBudget.begin();
        KieSession begun = rules.newSession();
        session = begun;
        begun.addEventListener(this);
        insert(begun, context.customer);
        insert(begun, context.measures);
        decision = begun.insert(context.decision);
        insert(begun, parameters);
        context.customer.purchases().forEach(purchase -> insert(begun, purchase));
        for (Contact contact : context.customer.contacts()) {
            // Rules look back; contacts on record for later days are the contact limits' concern.
            if (contact.daysAgo() >= 0) {
                insert(begun, contact);
            }
        }
        context.customer.complaints().forEach(complaint -> insert(begun, complaint));
        return begun;
    }

    /// Names what tables can have changed, so that only rules that read it are evaluated again.
    private void update(KieSession current) {
        Set<String> properties = new LinkedHashSet<>();
        changed.forEach(table -> properties.addAll(table.changes()));
        changed.clear();
        if (!properties.isEmpty()) {
            current.update(decision, context.decision, properties.toArray(String[]::new));
        }
    }

    /// Inserts a fact for rules that look for such, since it costs time.
    private void insert(KieSession into, Object fact) {
        if (rules.lookFor(fact.getClass())) {
            into.insert(fact);
        }
    }

    @Override
    public void close() {
        if (session != null) {
            session.dispose();
            RuleBudget.end();
        }
    }

    @Override
    public void beforeMatchFired(BeforeMatchFiredEvent event) {
        BoundRule rule = rules.find(event.getMatch().getRule());
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
        BoundRule rule = rules.find(event.getMatch().getRule());
        if (rule != null) {
            for (RuleWrites writes : context.decision.takeWrites()) {
                context.hits.add(Hit.ofRule(rule.origin(), read, writes));
            }
        }
    }
}
