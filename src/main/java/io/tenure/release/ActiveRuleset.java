package io.tenure.release;

import io.tenure.engine.CompiledRuleset;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// The ruleset of the active release. A decision takes it once and uses it to its end.
@Singleton
public final class ActiveRuleset {
    /// A compiled release.
    public record CompiledRelease(int release, CompiledRuleset ruleset) {}

    private final AtomicReference<@Nullable CompiledRelease> current = new AtomicReference<>();

    /// Empty until the first release is active.
    public Optional<CompiledRelease> current() {
        return Optional.ofNullable(current.get());
    }

    void activate(CompiledRelease active) {
        current.set(active);
    }
}
