package io.tenure.engine;

import io.tenure.ruleset.Ruleset;
import io.tenure.value.Measuring;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.drools.model.Model;
import org.drools.modelcompiler.KieBaseBuilder;
import org.kie.api.KieBase;
import org.kie.api.KieBaseConfiguration;
import org.kie.api.KieServices;

/// Compiles rulesets. Tables become data behind an index, which takes milliseconds; DRL becomes classes.
public final class Engine {
    /// The parameters without which no ruleset can decide.
    public static final Set<String> PARAMETERS = Set.copyOf(Measuring.PARAMETERS);

    /// One for all compilations: a new one costs tens of milliseconds.
    private static final KieBaseConfiguration CONFIGURATION = KieServices.get().newKieBaseConfiguration();

    /// Everything that decides, or what keeps its DRL from compiling.
    public Compilation compile(Ruleset ruleset) {
        DrlCompiler.Compiled drl = new DrlCompiler(ruleset.dictionary(), ruleset.phases(), ruleset.parameters())
                .compile(ruleset.sources(), ruleset.freeForms());
        if (!drl.findings().isEmpty()) {
            return new Compilation.Uncompilable(drl.findings());
        }
        List<Model> models = new ArrayList<>(drl.models());
        models.add(PhaseRules.of(ruleset));
        KieBase base = KieBaseBuilder.createKieBaseFromModel(models, CONFIGURATION);
        return new Compilation.Compiled(new CompiledRuleset(
                ruleset, base, new Measuring(ruleset.dictionary(), ruleset.parameters()), drl.rules()));
    }
}
