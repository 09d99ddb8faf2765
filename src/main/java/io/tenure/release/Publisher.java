package io.tenure.release;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.tenure.engine.Compilation;
import io.tenure.engine.CompiledRuleset;
import io.tenure.engine.Engine;
import io.tenure.ruleset.Bundle;
import io.tenure.ruleset.BundleReader;
import io.tenure.ruleset.Check;
import io.tenure.ruleset.Finding;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/// The one door through which a bundle comes to decide.
@ApplicationScoped
public class Publisher {
    private final Releases releases;
    private final ActiveRuleset active;
    private final ReleaseGate gate;
    private final Clock clock;

    Publisher(Releases releases, ActiveRuleset active, ReleaseGate gate, Clock clock) {
        this.releases = releases;
        this.active = active;
        this.gate = gate;
        this.clock = clock;
    }

    /// Reads, checks, compiles and tries the bundle; if nothing speaks against it, stores it as the next
    /// release and makes it the active one.
    ///
    /// One at a time, so that what decides is always what was published last.
    public synchronized Publication publish(Bundle bundle, String author, String comment) {
        return switch (prepare(bundle)) {
            case Prepared.Unfit(List<Finding> findings) -> new Publication.Refused(findings);
            case Prepared.Fit(CompiledRuleset ruleset, List<Finding> findings) -> {
                String hash = ruleset.ruleset().hash();
                byte[] zip = bundle.toZip();
                int number = QuarkusTransaction.requiringNew().call(() -> {
                    int next = releases.nextNumber();
                    releases.publish(new ReleaseEntity(next, hash, zip, author, comment, clock.instant()));
                    return next;
                });
                active.become(new ActiveRuleset.Active(number, ruleset));
                yield new Publication.Published(number, hash, findings);
            }
        };
    }

    /// A bundle on its way through the door.
    sealed interface Prepared {
        record Fit(CompiledRuleset ruleset, List<Finding> findings) implements Prepared {}

        record Unfit(List<Finding> findings) implements Prepared {}
    }

    /// Reads and compiles, and asks the gate.
    Prepared prepare(Bundle bundle) {
        return switch (compile(bundle)) {
            case Prepared.Unfit unfit -> unfit;
            case Prepared.Fit(CompiledRuleset compiled, List<Finding> findings) -> {
                List<Finding> all = joined(findings, gate.check(compiled));
                yield all.stream().anyMatch(f -> f.severity() == Finding.Severity.ERROR)
                        ? new Prepared.Unfit(all)
                        : new Prepared.Fit(compiled, all);
            }
        };
    }

    /// Reads and compiles alone, for what has been through the gate before.
    static Prepared compile(Bundle bundle) {
        return switch (read(bundle)) {
            case Check.Rejected(List<Finding> findings) -> new Prepared.Unfit(findings);
            case Check.Sound(var ruleset, List<Finding> findings) ->
                switch (new Engine().compile(ruleset)) {
                    case Compilation.Uncompilable(List<Finding> errors) -> new Prepared.Unfit(joined(findings, errors));
                    case Compilation.Compiled(CompiledRuleset compiled) -> new Prepared.Fit(compiled, findings);
                };
        };
    }

    static Check read(Bundle bundle) {
        return new BundleReader(Engine.PARAMETERS).read(bundle);
    }

    private static List<Finding> joined(List<Finding> some, List<Finding> more) {
        List<Finding> all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }
}
