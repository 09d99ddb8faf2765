package io.tenure.engine;

import io.tenure.lifecycle.Case;
import io.tenure.lifecycle.Customer;
import io.tenure.lifecycle.Decision;
import io.tenure.lifecycle.Hit;
import io.tenure.lifecycle.Kind;
import io.tenure.lifecycle.Measures;
import io.tenure.lifecycle.Term;
import io.tenure.ruleset.Column;
import io.tenure.ruleset.Ruleset;
import io.tenure.ruleset.Table;
import io.tenure.value.Measuring;
import java.time.LocalDate;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    static final int MOST_FIRINGS = 10_000;

    private final Ruleset ruleset;
    private final KieBase base;
    private final Measuring measuring;
    private final Map<Rule, DrlRule> rules;
    private final String[] lastPhaseFirst;
    private final Term[] looked;

    CompiledRuleset(Ruleset ruleset, KieBase base, Measuring measuring, List<DrlRule> rules) {
        this.ruleset = ruleset;
        this.base = base;
        this.measuring = measuring;
        this.rules = new IdentityHashMap<>();
        for (DrlRule rule : rules) {
            this.rules.put(base.getRule(rule.packageName(), rule.name()), rule);
        }
        this.lastPhaseFirst = ruleset.phases().reversed().toArray(String[]::new);
        Set<Term> looked = new LinkedHashSet<>();
        for (Table table : ruleset.tables()) {
            for (Column column : table.conditions()) {
                if (column.term().kind() == Kind.FACT || column.term().kind() == Kind.MEASURE) {
                    looked.add(column.term());
                }
            }
        }
        this.looked = looked.toArray(Term[]::new);
    }

    public Ruleset ruleset() {
        return ruleset;
    }

    /// Decides one customer: measures, then phase by phase tables and rules.
    ///
    /// @throws RulesFailed if a rule written in DRL throws, or the rules do not settle
    public Judgement decide(Case presented) {
        Customer customer = presented.customer();
        Measures measures = measuring.measure(customer, presented.given());
        Decision decision = new Decision(ruleset.dictionary(), customer, measures, ruleset.parameters());
        LocalDate asOf = customer.getAsOf() == null ? LocalDate.EPOCH : customer.getAsOf();
        Work work = new Work(customer, measures, decision, asOf);
        KieSession session = base.newKieSession();
        try {
            if (!rules.isEmpty()) {
                session.addEventListener(new Recorder(work));
                session.insert(customer);
                session.insert(measures);
                session.insert(decision);
                session.insert(ruleset.parameters());
                customer.purchases().forEach(session::insert);
                customer.contacts().forEach(session::insert);
                customer.complaints().forEach(session::insert);
            } else {
                session.insert(decision);
            }
            session.insert(work);
            Agenda agenda = session.getAgenda();
            for (String phase : lastPhaseFirst) {
                agenda.getAgendaGroup(phase).setFocus();
            }
            if (session.fireAllRules(MOST_FIRINGS) >= MOST_FIRINGS) {
                throw new RulesFailed(
                        "The rules do not settle: " + MOST_FIRINGS + " firings for one customer"
                                + (work.hits.isEmpty()
                                        ? ""
                                        : ", the last of "
                                                + work.hits.getLast().origin().name()),
                        new IllegalStateException());
            }
        } catch (RulesFailed e) {
            throw e;
        } catch (RuntimeException e) {
            throw new RulesFailed("A rule failed: " + e.getMessage(), e);
        } finally {
            session.dispose();
        }
        return new Judgement(measures, decision, work.hits, completeness(work));
    }

    private double completeness(Work work) {
        int known = 0;
        for (Term term : looked) {
            if (work.value(term) != null) {
                known++;
            }
        }
        return looked.length == 0 ? 1 : (double) known / looked.length;
    }

    /// Records the hits of rules written in DRL; the phase rules record their tables' themselves.
    private final class Recorder extends DefaultAgendaEventListener {
        private final Work work;
        private @Nullable Object[] read = new Object[0];

        Recorder(Work work) {
            this.work = work;
        }

        @Override
        public void beforeMatchFired(BeforeMatchFiredEvent event) {
            DrlRule rule = rules.get(event.getMatch().getRule());
            if (rule == null) {
                return;
            }
            // What the rule reads must be noted before its consequence changes it.
            read = new Object[rule.reads().size()];
            for (int i = 0; i < read.length; i++) {
                read[i] = work.value(rule.reads().get(i));
            }
        }

        @Override
        public void afterMatchFired(AfterMatchFiredEvent event) {
            DrlRule rule = rules.get(event.getMatch().getRule());
            if (rule != null) {
                work.hits.add(Hit.ofRule(rule.origin(), read, work.decision.takeJournal(), work.decision.takeReason()));
            }
        }
    }
}
