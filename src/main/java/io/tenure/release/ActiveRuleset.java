package io.tenure.release;

import io.tenure.engine.CompiledRuleset;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The ruleset of the active release. A decision takes it once and uses it to its end.
@Singleton
public final class ActiveRuleset {
    /// A compiled release.
    public record CompiledRelease(int release, CompiledRuleset ruleset) {}

    private final AtomicReference<@Nullable CompiledRelease> current = new AtomicReference<>();
    private final List<Consumer<CompiledRelease>> listeners = new CopyOnWriteArrayList<>();

    /// Empty until the first release is active.
    public Optional<CompiledRelease> current() {
        return Optional.ofNullable(current.get());
    }

    /// Calls the listener after each activation, and at once if a release is active. The activation waits for it.
    public void onActivation(Consumer<CompiledRelease> listener) {
        listeners.add(listener);
        current().ifPresent(listener);
    }

    void activate(CompiledRelease active) {
        current.set(active);
        listeners.forEach(listener -> listener.accept(active));
    }
}
