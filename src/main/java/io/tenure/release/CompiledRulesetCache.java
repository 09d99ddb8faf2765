package io.tenure.release;

import io.tenure.bundle.Bundle;
import io.tenure.bundle.BundledRuleset;
import io.tenure.engine.CompiledRuleset;
import io.tenure.finding.Checked;
import io.tenure.finding.Finding;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/// Compiled releases, ready to decide; those used last are kept.
@Singleton
public final class CompiledRulesetCache {
    /// A draft's bundle that may become the next release.
    private record CompiledDraft(Bundle bundle, CompiledRuleset ruleset) {}

    private final ReleaseReader releases;
    private final Map<Integer, CompletableFuture<Optional<Checked<CompiledRuleset, Finding>>>> cache;
    private volatile @Nullable CompiledDraft compiledDraft;

    CompiledRulesetCache(ReleaseReader releases, @ConfigProperty(name = "tenure.release.cache-size") int maxSize) {
        this.releases = releases;
        this.cache = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(
                    Map.Entry<Integer, CompletableFuture<Optional<Checked<CompiledRuleset, Finding>>>> eldest) {
                return size() > maxSize;
            }
        };
    }

    /// The release ready to decide; empty where there is none, or this version of Tenure cannot use it.
    public Optional<ActiveRuleset.CompiledRelease> find(int release) {
        return load(release)
                .flatMap(l -> l instanceof Checked.Valid(CompiledRuleset ruleset, var _)
                        ? Optional.of(new ActiveRuleset.CompiledRelease(release, ruleset))
                        : Optional.empty());
    }

    /// The release compiled, or why this version of Tenure cannot use it; empty where there is none.
    ///
    /// Compiles at most once, however many threads ask at the same time. Only releases that exist are cached.
    Optional<Checked<CompiledRuleset, Finding>> load(int release) {
        CompletableFuture<Optional<Checked<CompiledRuleset, Finding>>> mine = new CompletableFuture<>();
        CompletableFuture<Optional<Checked<CompiledRuleset, Finding>>> known;
        synchronized (cache) {
            known = cache.putIfAbsent(release, mine);
        }
        if (known != null) {
            return known.join();
        }
        try {
            Optional<Checked<CompiledRuleset, Finding>> loaded = releases.hash(release)
                    .flatMap(BundledRuleset::find)
                    .or(() -> releases.bundle(release))
                    .map(this::compile);
            if (loaded.isEmpty()) {
                evict(release);
            }
            mine.complete(loaded);
            return loaded;
        } catch (RuntimeException | Error e) {
            // Whoever waits for it must not wait for ever, and the next one tries again.
            evict(release);
            mine.completeExceptionally(e);
            throw e;
        }
    }

    private Checked<CompiledRuleset, Finding> compile(Bundle bundle) {
        CompiledDraft known = compiledDraft;
        if (known != null && known.bundle.hasSameFiles(bundle)) {
            compiledDraft = null;
            return Checked.valid(known.ruleset);
        }
        return RulesetCompiler.compile(bundle);
    }

    /// Keeps a draft that was compiled ahead, until it or another one is published.
    void putDraft(Bundle bundle, CompiledRuleset ruleset) {
        compiledDraft = new CompiledDraft(bundle, ruleset);
    }

    /// Adds a release that its publisher has compiled already.
    void put(int release, CompiledRuleset ruleset) {
        synchronized (cache) {
            cache.put(release, CompletableFuture.completedFuture(Optional.of(Checked.valid(ruleset))));
        }
    }

    private void evict(int release) {
        synchronized (cache) {
            cache.remove(release);
        }
    }
}
