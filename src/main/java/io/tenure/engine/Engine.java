package io.tenure.engine;

import io.tenure.bundle.FreeFormSheet;
import io.tenure.bundle.RuleSource;
import io.tenure.bundle.Ruleset;
import io.tenure.finding.Checked;
import io.tenure.finding.Finding;
import io.tenure.lifecycle.Field;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// Compiles rulesets. Tables become data behind an index, which takes milliseconds; DRL becomes classes.
public final class Engine {
    /// Cached code keeps its classes loaded, so the cache is small.
    private static final int MAX_CACHED = 4;

    private final Optional<CodeCompiler> compiler;

    public Engine() {
        this(CodeCompiler.AVAILABLE);
    }

    /// @param compiler empty if code can't be compiled, as in a native binary
    Engine(Optional<CodeCompiler> compiler) {
        this.compiler = compiler;
    }

    /// Whether DRL and free-form sheets can be compiled here.
    public static boolean canCompileCode() {
        return CodeCompiler.AVAILABLE.isPresent();
    }

    /// Hash of the DRL that was compiled while this Tenure was built; empty if there was none.
    public static String precompiledHash() {
        return PrecompiledRules.bundled().hash();
    }

    /// The compiled ruleset, or the errors of its code.
    public Checked<CompiledRuleset, Finding> compile(Ruleset ruleset) {
        CompiledCode code = code(ruleset);
        if (!code.findings().isEmpty()) {
            return new Checked.Invalid<>(
                    code.findings().stream().sorted(Finding.ORDER).toList());
        }
        return Checked.valid(CompiledRuleset.of(ruleset, CompiledRules.of(code)));
    }

    private CompiledCode code(Ruleset ruleset) {
        if (ruleset.sources().isEmpty() && ruleset.freeForms().isEmpty()) {
            return new CompiledCode(List.of(), List.of(), List.of());
        }
        if (PrecompiledRules.bundled().matches(ruleset)) {
            return PrecompiledRules.bundled().bind(ruleset);
        }
        return compiler.map(c -> compileOnce(c, ruleset))
                .orElseGet(() -> CompiledCode.invalid(PrecompiledRules.bundled().differences(ruleset)));
    }

    /// Everything that compiled code depends on. Values of parameters are read when a rule runs.
    private record CodeKey(
            List<RuleSource> sources,
            List<FreeFormSheet> freeForms,
            List<String> phases,
            Set<String> parameters,
            List<Field> fields) {}

    /// The code compiled last, so that publishing only tables compiles nothing.
    private static final Map<CodeKey, FutureTask<CompiledCode>> CACHE = new LinkedHashMap<>(8, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<CodeKey, FutureTask<CompiledCode>> eldest) {
            return size() > MAX_CACHED;
        }
    };

    private static CompiledCode compileOnce(CodeCompiler compiler, Ruleset ruleset) {
        CodeKey code = new CodeKey(
                ruleset.sources(),
                ruleset.freeForms(),
                ruleset.phases(),
                Set.copyOf(ruleset.parameters().names()),
                List.copyOf(ruleset.dictionary().all()));
        FutureTask<CompiledCode> mine = new FutureTask<>(() -> compiler.compile(ruleset));
        FutureTask<CompiledCode> known;
        synchronized (CACHE) {
            known = CACHE.putIfAbsent(code, mine);
        }
        // A second caller waits for the first instead of compiling again.
        FutureTask<CompiledCode> task = known == null ? mine : known;
        task.run();
        try {
            CompiledCode compiled = task.get();
            if (!compiled.findings().isEmpty()) {
                evict(code, task);
            }
            return compiled;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while compiling rules", e);
        } catch (ExecutionException e) {
            evict(code, task);
            throw new IllegalStateException(e.getCause());
        }
    }

    /// Forgets what failed, and nothing that was begun since.
    private static void evict(CodeKey code, FutureTask<CompiledCode> failed) {
        synchronized (CACHE) {
            CACHE.remove(code, failed);
        }
    }
}
