package io.tenure.engine;

import io.tenure.bundle.RuleSource;
import io.tenure.bundle.Ruleset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.drools.model.Model;

/// A ruleset of rules alone, compiled with the check of its code switched off.
public final class UncheckedRuleset {
    private UncheckedRuleset() {}

    public static CompiledRuleset of(String rules) {
        Ruleset ruleset = TableBuilder.ruleset(List.of(), rules);
        CodeCompiler unchecked = sources -> {
            List<RuleSource> drl = sources.sources();
            GeneratedCode compiled = GeneratedCode.compile(drl);
            if (!compiled.faults().isEmpty()) {
                throw new AssertionError(drl.toString() + compiled.faults());
            }
            List<Model> models = new GeneratedCode(
                            BudgetInstrumentation.instrument(new RuleClasses(compiled.classes())), List.of())
                    .models();
            models.forEach(JoinBudget::addTo);
            return new CompiledCode(
                    models,
                    new DrlCompiler(sources.dictionary(), sources.phases(), sources.parameters())
                            .read(drl, new ArrayList<>()).stream()
                                    .map(rule -> rule.rule().bind(sources.dictionary(), sources.parameters()))
                                    .toList(),
                    Collections.emptyList());
        };
        return new Engine(Optional.of(unchecked)).compile(ruleset).orElseThrow();
    }
}
