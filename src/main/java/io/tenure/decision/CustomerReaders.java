package io.tenure.decision;

import io.tenure.input.CustomerReader;
import io.tenure.record.DecisionLog;
import io.tenure.release.ActiveRuleset;
import io.tenure.release.ActiveRuleset.CompiledRelease;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/// The readers of customers by releases. Only the active release's is worth keeping.
@Singleton
final class CustomerReaders {
    private final ActiveRuleset activeRuleset;
    private final DecisionLog log;
    private final Clock clock;

    /// The reader for the active release. In a race it may be created twice, which is harmless.
    private volatile @Nullable CustomerReader activeReader;

    CustomerReaders(ActiveRuleset activeRuleset, DecisionLog log, Clock clock) {
        this.activeRuleset = activeRuleset;
        this.log = log;
        this.clock = clock;
    }

    CustomerReader of(CompiledRelease release) {
        CustomerReader reader = activeReader;
        if (reader == null || reader.ruleset() != release.ruleset().ruleset()) {
            reader = new CustomerReader(release.ruleset().ruleset(), clock, log::pseudonym);
            if (activeRuleset.current().filter(a -> a == release).isPresent()) {
                activeReader = reader;
            }
        }
        return reader;
    }
}
