package io.tenure.workbench;

import io.tenure.bundle.Bundle;
import io.tenure.bundle.BundleReader;
import io.tenure.finding.Checked;
import io.tenure.finding.Finding;
import io.tenure.http.ExceptionProblems;
import io.tenure.http.Problem;
import io.tenure.release.ActiveRuleset;
import io.tenure.release.ActiveRuleset.CompiledRelease;
import io.tenure.release.CheckPool;
import io.tenure.release.Draft;
import io.tenure.release.DraftChecker;
import io.tenure.release.DraftChecker.CompiledDraft;
import io.tenure.release.DraftWorkspace;
import io.tenure.release.ReleaseHistory;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds the rules that a page shows. Whoever began a draft that is open sees that draft, unless the address says
/// otherwise; everybody else sees the active release.
@Singleton
final class RuleVersions {
    /// Versions that are kept in memory.
    private static final int MAX_KEPT = 4;

    private final ActiveRuleset active;
    private final ReleaseHistory releases;
    private final DraftWorkspace drafts;
    private final DraftChecker checker;
    private final CheckPool pool;

    /// Reading and checking take longer than showing.
    private final KeptValues<ContentKey, RuleContent> kept = new KeptValues<>(MAX_KEPT);

    /// @param draft 0 for a release
    /// @param version of the draft, or number of the release
    private record ContentKey(int draft, int version) {}

    RuleVersions(
            ActiveRuleset active,
            ReleaseHistory releases,
            DraftWorkspace drafts,
            DraftChecker checker,
            CheckPool pool) {
        this.active = active;
        this.releases = releases;
        this.drafts = drafts;
        this.checker = checker;
        this.pool = pool;
    }

    /// @param version number of a draft, `active`, or null for what concerns the person
    /// @return the version, or the one problem with it
    Checked<RuleVersion, Problem> find(@Nullable String version, Page page) {
        Integer own = ownDraft(page);
        int id;
        if (version != null && !version.equals(RuleVersion.ACTIVE)) {
            id = version.matches("[1-9][0-9]{0,8}") ? Integer.parseInt(version) : 0;
        } else if (version == null && own != null) {
            id = own;
        } else {
            return active(own);
        }
        Optional<Draft> draft = drafts.find(id);
        return draft.isEmpty() ? invalid(ExceptionProblems.ofStatus(404)) : draft(draft.get(), own);
    }

    /// A version that can be changed.
    ///
    /// @param isStale whether it isn't what the form showed, so that nothing may be saved yet
    record Changeable(RuleVersion version, boolean isStale) {}

    /// The version that a form changes. Where it has changed since, or somebody published it or began a draft in
    /// another window, it is what the person would see now.
    ///
    /// @param wanted as the form says
    /// @param stamp of the version that the form showed
    Checked<Changeable, Problem> forChange(@Nullable String wanted, @Nullable String stamp, Page page) {
        return find(wanted, page).then(version -> {
            boolean isStale =
                    !version.isOpen() || !Integer.toString(version.stamp()).equals(stamp);
            Checked<RuleVersion, Problem> now = version.isOpen() ? Checked.valid(version) : find(null, page);
            return now.then(current -> Checked.valid(new Changeable(current, isStale)));
        });
    }

    private @Nullable Integer ownDraft(Page page) {
        return page.mayEdit()
                ? drafts.open().stream()
                        .filter(draft -> draft.author().equals(page.user()))
                        .map(Draft::id)
                        .findFirst()
                        .orElse(null)
                : null;
    }

    private Checked<RuleVersion, Problem> active(@Nullable Integer own) {
        return active.current()
                .flatMap(current -> kept.find(new ContentKey(0, current.release()), () -> read(current))
                        .map(content -> new RuleVersion(current.release(), null, content, own)))
                .<Checked<RuleVersion, Problem>>map(Checked::valid)
                .orElseGet(() -> invalid(Problem.noRuleset()));
    }

    private Optional<RuleContent> read(CompiledRelease release) {
        return releases.bundle(release.release())
                .map(bundle -> new RuleContent(bundle, release.ruleset().ruleset(), List.of()));
    }

    private Checked<RuleVersion, Problem> draft(Draft draft, @Nullable Integer own) {
        ContentKey key = new ContentKey(draft.id(), draft.version());
        Optional<RuleContent> content = kept.find(key, () -> check(draft.id()));
        // It may have changed while it was checked.
        if (drafts.find(draft.id()).filter(draft::equals).isEmpty()) {
            kept.remove(key);
        }
        return content.<Checked<RuleVersion, Problem>>map(
                        found -> Checked.valid(new RuleVersion(draft.base(), draft, found, own)))
                .orElseGet(() -> invalid(ExceptionProblems.ofStatus(404)));
    }

    private Optional<RuleContent> check(int id) {
        return checker.compile(id).flatMap(checked -> switch (checked) {
            case Checked.Valid(CompiledDraft valid, List<Finding> findings) ->
                Optional.of(new RuleContent(valid.bundle(), valid.ruleset().ruleset(), findings));
            case Checked.Invalid(List<Finding> findings) -> drafts.bundle(id).map(bundle -> partly(bundle, findings));
        });
    }

    private RuleContent partly(Bundle bundle, List<Finding> findings) {
        return new RuleContent(
                bundle, pool.run(() -> new BundleReader().readPartly(bundle)).ruleset(), findings);
    }

    private static Checked<RuleVersion, Problem> invalid(Problem problem) {
        return new Checked.Invalid<>(List.of(problem));
    }
}
