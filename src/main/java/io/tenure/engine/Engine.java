package io.tenure.engine;

import io.tenure.lifecycle.Term;
import io.tenure.ruleset.FreeForm;
import io.tenure.ruleset.Ruleset;
import io.tenure.ruleset.Source;
import io.tenure.value.Measuring;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
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

    /// Old code keeps its classes loaded, so not much of it is kept.
    private static final int MOST_COMPILED = 4;

    /// Everything that decides, or what keeps its DRL from compiling.
    public Compilation compile(Ruleset ruleset) {
        DrlCompiler.Compiled drl = drl(ruleset);
        if (!drl.findings().isEmpty()) {
            return new Compilation.Uncompilable(drl.findings());
        }
        List<Model> models = new ArrayList<>(drl.models());
        models.add(PhaseRules.of(ruleset));
        KieBase base = KieBaseBuilder.createKieBaseFromModel(models, CONFIGURATION);
        return new Compilation.Compiled(new CompiledRuleset(
                ruleset, base, new Measuring(ruleset.dictionary(), ruleset.parameters()), drl.rules()));
    }

    /// All that the meaning of code depends on. Values of parameters are asked for when a rule runs.
    private record Code(
            List<Source> sources,
            List<FreeForm> freeForms,
            List<String> phases,
            Set<String> parameters,
            List<Term> terms) {}

    /// The code compiled last, so that publishing tables alone compiles none.
    private static final Map<Code, FutureTask<DrlCompiler.Compiled>> COMPILED = new LinkedHashMap<>(8, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Code, FutureTask<DrlCompiler.Compiled>> eldest) {
            return size() > MOST_COMPILED;
        }
    };

    private static DrlCompiler.Compiled drl(Ruleset ruleset) {
        Code code = new Code(
                ruleset.sources(),
                ruleset.freeForms(),
                ruleset.phases(),
                Set.copyOf(ruleset.parameters().names()),
                List.copyOf(ruleset.dictionary().all()));
        FutureTask<DrlCompiler.Compiled> mine =
                new FutureTask<>(() -> new DrlCompiler(ruleset.dictionary(), ruleset.phases(), ruleset.parameters())
                        .compile(ruleset.sources(), ruleset.freeForms()));
        FutureTask<DrlCompiler.Compiled> known;
        synchronized (COMPILED) {
            known = COMPILED.putIfAbsent(code, mine);
        }
        // Whoever comes second waits for the first instead of doing it again.
        FutureTask<DrlCompiler.Compiled> task = known == null ? mine : known;
        task.run();
        try {
            DrlCompiler.Compiled compiled = task.get();
            if (!compiled.findings().isEmpty()) {
                forget(code);
            }
            return compiled;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while compiling rules", e);
        } catch (ExecutionException e) {
            forget(code);
            throw new IllegalStateException(e.getCause());
        }
    }

    private static void forget(Code code) {
        synchronized (COMPILED) {
            COMPILED.remove(code);
        }
    }
}
