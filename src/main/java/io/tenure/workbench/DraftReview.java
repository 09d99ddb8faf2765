package io.tenure.workbench;

import io.tenure.api.authoring.AffectedByDraft;
import io.tenure.api.authoring.AffectedByDraft.Answer;
import io.tenure.bundle.Bundle;
import io.tenure.bundle.BundleReader;
import io.tenure.bundle.RulesetDiff;
import io.tenure.finding.Finding;
import io.tenure.release.CheckPool;
import io.tenure.release.Draft;
import io.tenure.release.DraftChecker;
import io.tenure.release.DraftWorkspace;
import io.tenure.release.ReleaseHistory;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What people review of a draft: its findings, its changes and whom it affects. Each takes a while and is kept by
/// version.
@Singleton
final class DraftReview {
    /// @param publishable whether there are no errors
    /// @param scenarios how many were decided; null where errors keep them from it
    record Findings(
            List<Finding> all,
            boolean publishable,
            @Nullable Integer scenarios) {
        static final Findings NONE = new Findings(List.of(), false, null);
    }

    private static final int MAX_KEPT = 16;

    private record Version(int draft, int version) {
        static Version of(Draft draft) {
            return new Version(draft.id(), draft.version());
        }
    }

    private record LocalizedVersion(Version version, String language) {}

    private record Releases(int from, int to) {}

    private final DraftWorkspace drafts;
    private final ReleaseHistory releases;
    private final DraftChecker checker;
    private final AffectedByDraft affected;
    private final CheckPool pool;
    private final KeptValues<Version, Findings> findings = new KeptValues<>(MAX_KEPT);
    private final KeptValues<Version, RulesetDiff> changes = new KeptValues<>(MAX_KEPT);
    private final KeptValues<Releases, RulesetDiff> changesOfReleases = new KeptValues<>(MAX_KEPT);
    private final KeptValues<LocalizedVersion, Answer> regions = new KeptValues<>(MAX_KEPT);

    DraftReview(
            DraftWorkspace drafts,
            ReleaseHistory releases,
            DraftChecker checker,
            AffectedByDraft affected,
            CheckPool pool) {
        this.drafts = drafts;
        this.releases = releases;
        this.checker = checker;
        this.affected = affected;
        this.pool = pool;
    }

    Findings findings(Draft draft) {
        return findings.get(
                Version.of(draft),
                () -> checker.check(draft.id())
                        .map(check -> new Findings(
                                check.findings(),
                                check.publishable(),
                                check.ruleset() == null
                                        ? null
                                        : check.ruleset().ruleset().scenarios().size()))
                        .orElse(Findings.NONE));
    }

    /// The changes of a draft to its base.
    RulesetDiff changes(Draft draft) {
        return changes.get(Version.of(draft), () -> between(releases.bundle(draft.base()), drafts.bundle(draft.id())));
    }

    /// The changes from one release to another.
    RulesetDiff changes(int from, int to) {
        return changesOfReleases.get(new Releases(from, to), () -> between(releases.bundle(from), releases.bundle(to)));
    }

    private RulesetDiff between(Optional<Bundle> before, Optional<Bundle> after) {
        if (before.isEmpty() || after.isEmpty()) {
            return new RulesetDiff(List.of());
        }
        return pool.run(() -> RulesetDiff.between(
                new BundleReader().readPartly(before.get()), new BundleReader().readPartly(after.get())));
    }

    /// Whom a draft affects, or why nobody can tell.
    Answer affected(Draft draft, Locale locale) {
        return regions.get(
                new LocalizedVersion(Version.of(draft), locale.getLanguage()), () -> affected.of(draft.id(), locale));
    }
}
