package io.tenure.engine;

import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.drools.base.base.ObjectType;
import org.drools.core.impl.InternalRuleBase;
import org.drools.core.reteoo.ObjectTypeNode;
import org.drools.model.Model;
import org.drools.modelcompiler.KieBaseBuilder;
import org.jspecify.annotations.Nullable;
import org.kie.api.KieBase;
import org.kie.api.KieBaseConfiguration;
import org.kie.api.KieServices;
import org.kie.api.definition.rule.Rule;
import org.kie.api.runtime.KieSession;

/// The rules of a ruleset that are written in DRL or in sheets of Drools code. Immutable.
final class CompiledRules {
    /// One for all compilations: a new one costs tens of milliseconds.
    private static final KieBaseConfiguration CONFIGURATION = KieServices.get().newKieBaseConfiguration();

    private final KieBase base;
    private final List<ObjectType> factTypes;
    private final Map<Rule, BoundRule> rules = new IdentityHashMap<>();
    private final List<BoundRule> all;
    private final Set<String> phases = new HashSet<>();

    private CompiledRules(KieBase base, List<BoundRule> rules) {
        this.base = base;
        this.factTypes = ((InternalRuleBase) base)
                .getRete().getObjectTypeNodes().stream()
                        .map(ObjectTypeNode::getObjectType)
                        .toList();
        this.all = rules;
        for (BoundRule rule : rules) {
            this.rules.put(base.getRule(rule.packageName(), rule.name()), rule);
            phases.add(rule.origin().phase());
        }
    }

    static CompiledRules of(CompiledCode code) {
        List<Model> models = code.models();
        return new CompiledRules(KieBaseBuilder.createKieBaseFromModel(models, CONFIGURATION), code.rules());
    }

    /// In the order in which they are written.
    List<BoundRule> all() {
        return all;
    }

    /// Whether any rule runs in a phase.
    boolean runIn(String phase) {
        return phases.contains(phase);
    }

    /// Sessions run at the same time, so each consequence of a rule needs facts of its own: Drools shares them among
    /// sessions that are said not to be safe for threads.
    KieSession newSession() {
        return base.newKieSession();
    }

    /// Whether any rule looks for facts of a class.
    boolean lookFor(Class<?> fact) {
        for (ObjectType type : factTypes) {
            if (type.isAssignableFrom(fact)) {
                return true;
            }
        }
        return false;
    }

    @Nullable
    BoundRule find(Rule rule) {
        return rules.get(rule);
    }
}
