package io.tenure.release;

import io.tenure.engine.CompiledRuleset;
import io.tenure.ruleset.Bundle;
import io.tenure.ruleset.Finding;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/// Releases made ready to decide; the ones used last are kept.
@Singleton
public final class Rulesets {
    /// A release on its way to deciding.
    sealed interface Loaded {
        record Ready(CompiledRuleset ruleset) implements Loaded {}

        /// This version of Tenure cannot use it.
        record Unusable(List<Finding> findings) implements Loaded {}
    }

    /// A draft's bundle that may become the next release.
    private record Ahead(Bundle bundle, CompiledRuleset ruleset) {}

    private final Releases releases;
    private final Map<Integer, CompletableFuture<Optional<Loaded>>> kept;
    private volatile @Nullable Ahead ahead;

    Rulesets(Releases releases, @ConfigProperty(name = "tenure.release.kept-rulesets") int most) {
        this.releases = releases;
        this.kept = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Integer, CompletableFuture<Optional<Loaded>>> eldest) {
                return size() > most;
            }
        };
    }

    /// The release ready to decide; empty where there is none, or this version of Tenure cannot use it.
    public Optional<ActiveRuleset.Active> ready(int release) {
        return load(release)
                .flatMap(l -> l instanceof Loaded.Ready(CompiledRuleset ruleset)
                        ? Optional.of(new ActiveRuleset.Active(release, ruleset))
                        : Optional.empty());
    }

    /// Compiles at most once, however many ask at the same time. Only what exists is remembered.
    Optional<Loaded> load(int release) {
        CompletableFuture<Optional<Loaded>> mine = new CompletableFuture<>();
        CompletableFuture<Optional<Loaded>> known;
        synchronized (kept) {
            known = kept.putIfAbsent(release, mine);
        }
        if (known != null) {
            return known.join();
        }
        try {
            Optional<Loaded> loaded = releases.hash(release)
                    .flatMap(ShippedBundle::brought)
                    .or(() -> releases.bundle(release))
                    .map(this::compiled);
            if (loaded.isEmpty()) {
                forget(release);
            }
            mine.complete(loaded);
            return loaded;
        } catch (RuntimeException e) {
            forget(release);
            mine.completeExceptionally(e);
            throw e;
        }
    }

    private Loaded compiled(Bundle bundle) {
        Ahead known = ahead;
        if (known != null && known.bundle.hasSameFiles(bundle)) {
            ahead = null;
            return new Loaded.Ready(known.ruleset);
        }
        return switch (Publisher.compile(bundle)) {
            case Publisher.Prepared.Fit(CompiledRuleset ruleset, var _) -> new Loaded.Ready(ruleset);
            case Publisher.Prepared.Unfit(List<Finding> findings) -> new Loaded.Unusable(findings);
        };
    }

    /// Keeps what was compiled ahead, until it is published or something else is.
    void keepAhead(Bundle bundle, CompiledRuleset ruleset) {
        ahead = new Ahead(bundle, ruleset);
    }

    /// Keeps what a publisher has compiled already.
    void keep(int release, CompiledRuleset ruleset) {
        synchronized (kept) {
            kept.put(release, CompletableFuture.completedFuture(Optional.of(new Loaded.Ready(ruleset))));
        }
    }

    private void forget(int release) {
        synchronized (kept) {
            kept.remove(release);
        }
    }
}
