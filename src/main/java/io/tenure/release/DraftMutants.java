package io.tenure.release;

import io.tenure.bundle.ParameterVariants;
import io.tenure.engine.CompiledRuleset;
import io.tenure.finding.Checked;
import io.tenure.finding.Finding;
import io.tenure.lifecycle.Dictionary;
import io.tenure.mutation.MutationReport;
import io.tenure.mutation.MutationRun;
import io.tenure.mutation.ScenarioProposals;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Mutation testing of drafts: how many small changes to a draft its scenarios notice.
@Singleton
public final class DraftMutants {
    /// Of the longest time of a check; the rest is for its turn, and for compiling the draft.
    private static final double SHARE_OF_TIMEOUT = 0.25;

    private final DraftWorkspace drafts;
    private final CheckPool pool;
    private final Duration maxTime;
    private final Map<Integer, Progress> running = new ConcurrentHashMap<>();

    DraftMutants(
            DraftWorkspace drafts,
            CheckPool pool,
            @ConfigProperty(name = "tenure.release.check-timeout") Duration timeout) {
        this.drafts = drafts;
        this.pool = pool;
        this.maxTime = Duration.ofMillis((long) (timeout.toMillis() * SHARE_OF_TIMEOUT));
    }

    /// How far a run is.
    ///
    /// @param tried how many changes have been tried
    /// @param total how many there are
    public record Progress(int tried, int total) {}

    /// The report with the draft as it was, or why it can't be made.
    public record Result(Draft draft, MutationReport report) {}

    /// Makes the changes and decides the scenarios again, for at most a quarter of the longest time of a check. Empty
    /// where there is no such draft.
    ///
    /// @throws CheckRefusedException if too many checks wait already, or it takes too long
    public Optional<Checked<Result, Finding>> run(int id) {
        try {
            return pool.run(() -> drafts.snapshot(id).map(snapshot -> run(id, snapshot)));
        } finally {
            running.remove(id);
        }
    }

    /// The scenarios proposed for a draft, its dictionary and the draft as it was.
    public record Proposals(Draft draft, Dictionary dictionary, ScenarioProposals.Result result) {}

    /// The proposals, or why there are none.
    public sealed interface Answer {
        record Proposed(Proposals proposals) implements Answer {}

        record Faulty(List<Finding> findings) implements Answer {}

        /// @param known the names that there are
        record NoSuchTable(String name, SortedSet<String> known) implements Answer {}
    }

    /// Proposes scenarios at the boundaries of the rules, for the changes that no scenario notices, for at most a
    /// quarter of the longest time of a check. Empty where there is no such draft.
    ///
    /// @param tables names of tables, `Parameters` for the parameters; empty for all
    /// @throws CheckRefusedException if too many checks wait already, or it takes too long
    public Optional<Answer> propose(int id, Set<String> tables) {
        return pool.run(() -> drafts.snapshot(id).map(snapshot -> propose(snapshot, tables)));
    }

    private Answer propose(DraftWorkspace.Snapshot snapshot, Set<String> tables) {
        return switch (DraftChecker.compile(snapshot)) {
            case Checked.Invalid(List<Finding> findings) -> new Answer.Faulty(findings);
            case Checked.Valid(CompiledRuleset compiled, var _) -> {
                SortedSet<String> known = ScenarioProposals.tables(compiled.ruleset());
                Optional<String> unknown =
                        tables.stream().filter(name -> !known.contains(name)).findFirst();
                yield unknown.isPresent()
                        ? new Answer.NoSuchTable(unknown.get(), known)
                        : new Answer.Proposed(new Proposals(
                                snapshot.draft(),
                                compiled.ruleset().dictionary(),
                                ScenarioProposals.of(
                                        compiled,
                                        ParameterVariants.of(snapshot.bundle()),
                                        name -> tables.isEmpty() || tables.contains(name),
                                        maxTime,
                                        (_, _) -> {})));
            }
        };
    }

    private Checked<Result, Finding> run(int id, DraftWorkspace.Snapshot snapshot) {
        return DraftChecker.compile(snapshot)
                .then(compiled -> Checked.valid(new Result(
                        snapshot.draft(),
                        MutationRun.run(
                                compiled,
                                ParameterVariants.of(snapshot.bundle()),
                                maxTime,
                                (tried, total) -> running.put(id, new Progress(tried, total))))));
    }

    /// How far the run of a draft is on this instance; empty where none is running.
    public Optional<Progress> progress(int id) {
        return Optional.ofNullable(running.get(id));
    }
}
