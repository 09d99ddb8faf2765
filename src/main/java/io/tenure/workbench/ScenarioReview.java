package io.tenure.workbench;

import io.tenure.bundle.ParameterVariants;
import io.tenure.bundle.Scenario;
import io.tenure.engine.CompiledRuleset;
import io.tenure.engine.ScenarioResult;
import io.tenure.engine.ScenarioRunner;
import io.tenure.finding.Checked;
import io.tenure.finding.Finding;
import io.tenure.mutation.MutationReport;
import io.tenure.mutation.MutationRun;
import io.tenure.mutation.ScenarioProposals;
import io.tenure.release.ActiveRuleset;
import io.tenure.release.CheckPool;
import io.tenure.release.Draft;
import io.tenure.release.DraftChecker;
import io.tenure.release.ScenarioCheck;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the scenarios of a version of the rules come to: which are decided as they expect, what they touch, which small
/// changes they would notice, and which further ones would notice more. The last two take minutes, as jobs.
@Singleton
final class ScenarioReview {
    private static final int MAX_KEPT = 4;

    /// The scenarios as they are decided.
    ///
    /// @param findings about scenarios, and notes on what none of them touches
    record Review(List<ScenarioResult> results, List<Finding> findings) {
        Review {
            // The rows that matched are in the findings already, and take much memory.
            results = results.stream().map(Review::withoutHits).toList();
            findings = List.copyOf(findings);
        }

        private static ScenarioResult withoutHits(ScenarioResult result) {
            return new ScenarioResult(result.scenario(), result.mismatches(), List.of(), Map.of(), result.failure());
        }

        /// What contradicts itself in a scenario.
        List<Finding> about(Scenario scenario) {
            return findings.stream()
                    .filter(finding -> finding.code().equals("contradictory-scenario")
                            && finding.address().file().equals(scenario.file())
                            && finding.address().sheet().equals(scenario.sheet())
                            && finding.address().row() == scenario.row())
                    .toList();
        }
    }

    private record Key(int draft, int stamp) {
        static Key of(RuleVersion version) {
            Draft draft = version.draft();
            return new Key(draft == null ? 0 : draft.id(), version.stamp());
        }
    }

    /// @param table of [ScenarioProposals#tables] that the work is about; empty for all
    private record JobKey(Key version, String table) {
        JobKey(RuleVersion version, String table) {
            this(Key.of(version), table);
        }

        boolean has(String name) {
            return table.isEmpty() || name.equals(table);
        }
    }

    private final ActiveRuleset active;
    private final DraftChecker checker;
    private final CheckPool pool;
    private final PageJobs jobs;
    private final KeptValues<Key, Checked<Review, Finding>> reviews = new KeptValues<>(MAX_KEPT);
    private final KeptValues<JobKey, PageJob<MutationReport>> scores = new KeptValues<>(MAX_KEPT);
    private final KeptValues<JobKey, PageJob<ScenarioProposals.Result>> proposals = new KeptValues<>(MAX_KEPT);

    ScenarioReview(ActiveRuleset active, DraftChecker checker, CheckPool pool, PageJobs jobs) {
        this.active = active;
        this.checker = checker;
        this.pool = pool;
        this.jobs = jobs;
    }

    /// The review of a version, or what keeps its scenarios from being decided.
    ///
    /// @throws io.tenure.release.CheckRefusedException if too many checks wait already, or it takes too long
    Checked<Review, Finding> review(RuleVersion version) {
        return reviews.get(
                Key.of(version),
                () -> compiled(version).then(compiled -> Checked.valid(pool.run(() -> review(compiled)))));
    }

    private static Review review(CompiledRuleset compiled) {
        List<ScenarioResult> results = ScenarioRunner.run(compiled);
        return new Review(results, ScenarioCheck.findings(compiled, results));
    }

    private Checked<CompiledRuleset, Finding> compiled(RuleVersion version) {
        Draft draft = version.draft();
        return draft == null
                ? Checked.valid(active.current().orElseThrow().ruleset())
                : checker.compile(draft.id()).orElseThrow().then(compiled -> Checked.valid(compiled.ruleset()));
    }

    /// The job that measures the mutation score; null where nobody asked for it.
    ///
    /// @param table of [ScenarioProposals#tables]; empty for all
    @Nullable
    PageJob<MutationReport> score(RuleVersion version, String table) {
        return scores.known(new JobKey(version, table));
    }

    /// Measures the mutation score, unless that is under way or done.
    ///
    /// @return false if too many jobs wait already
    boolean measureScore(RuleVersion version, String table) {
        JobKey key = new JobKey(version, table);
        return jobs.start(
                scores,
                key,
                new PageJob<>(progress -> MutationRun.run(
                        compiled(version).orElseThrow(),
                        ParameterVariants.of(version.bundle()),
                        key::has,
                        PageJobs.MAX_TIME,
                        progress::report)));
    }

    /// The job that proposes scenarios; null where nobody asked for it.
    ///
    /// @param table of [ScenarioProposals#tables]; empty for all
    @Nullable
    PageJob<ScenarioProposals.Result> proposals(RuleVersion version, String table) {
        return proposals.known(new JobKey(version, table));
    }

    /// Seeks scenarios, unless that is under way or done.
    ///
    /// @return false if too many jobs wait already
    boolean propose(RuleVersion version, String table) {
        JobKey key = new JobKey(version, table);
        return jobs.start(
                proposals,
                key,
                new PageJob<>(progress -> ScenarioProposals.of(
                        compiled(version).orElseThrow(),
                        ParameterVariants.of(version.bundle()),
                        key::has,
                        PageJobs.MAX_TIME,
                        progress::report)));
    }
}
