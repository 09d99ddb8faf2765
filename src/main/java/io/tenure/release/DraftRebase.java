package io.tenure.release;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.tenure.bundle.Bundle;
import io.tenure.finding.FindingCollector;
import io.tenure.merge.BundleMerge;
import io.tenure.merge.MergeConflict;
import io.tenure.merge.MergeConflict.Side;
import io.tenure.release.ReleaseResult.DraftResult;
import io.tenure.release.ReleaseResult.Rejected;
import io.tenure.release.ReleaseResult.RejectionCode;
import io.tenure.text.Message;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Merges drafts with what was published since their base.
@Singleton
public final class DraftRebase {
    private final DraftWorkspace workspace;
    private final DraftFiles files;
    private final ReleaseReader releases;
    private final CheckPool pool;

    DraftRebase(DraftWorkspace workspace, DraftFiles files, ReleaseReader releases, CheckPool pool) {
        this.workspace = workspace;
        this.files = files;
        this.releases = releases;
        this.pool = pool;
    }

    /// A draft merged with the active release.
    ///
    /// @param active number of that release
    /// @param mine the files of the draft
    /// @param theirs the files of the release
    public record Merge(Draft draft, int active, Bundle mine, Bundle theirs, BundleMerge result) {}

    private record Sides(DraftWorkspace.Snapshot draft, int active, Bundle theirs) {}

    /// What a rebase would do with some choices; empty where there is no such draft.
    ///
    /// @throws CheckRefusedException if it takes too long, or too many wait
    public Optional<Merge> merge(int id, Map<String, Side> choices) {
        Optional<Sides> sides = QuarkusTransaction.joiningExisting()
                .call(() -> workspace.snapshot(id).map(draft -> {
                    int active = releases.active().orElseThrow();
                    return new Sides(draft, active, releases.bundle(active).orElseThrow());
                }));
        return sides.map(s -> new Merge(
                s.draft.draft(),
                s.active,
                s.draft.bundle(),
                s.theirs,
                pool.run(() -> BundleMerge.of(s.draft.base(), s.draft.bundle(), s.theirs, choices))));
    }

    /// Bases the draft on the release that is active now, with the changes of both.
    ///
    /// Whoever chooses has worked on the draft, so that nobody approves their own choice.
    ///
    /// @param choices whose change is taken where both changed the same, by id of the conflict; all of them, or the
    ///     draft stays as it is
    public DraftResult rebase(Draft.Editor editor, int id, @Nullable Integer version, Map<String, Side> choices) {
        Optional<Merge> merge = merge(id, choices);
        Set<String> chosen = merge.stream()
                .flatMap(m -> m.result.conflicts().stream())
                .filter(conflict -> choices.containsKey(conflict.id()))
                .map(conflict -> conflict.mine().file())
                .collect(Collectors.toSet());
        Set<String> code = workspace.replacedCode(editor, merge.map(Merge::mine), chosen, false);
        return workspace.change(editor, "draft-rebase", id, version, draft -> {
            Merge made = merge.orElseThrow();
            int active = releases.active().orElseThrow();
            if (made.draft.version() != draft.version || made.active != active) {
                throw DraftWorkspace.draftChanged(draft, made.draft.version());
            }
            requireDecided(made);
            if (!choices.isEmpty() && !made.draft.authors().contains(editor.name())) {
                throw new RejectionException(
                        Rejected.of(RejectionCode.NOT_AN_AUTHOR, Message.of("release.not-an-author", "id", id)));
            }
            chosen.forEach(path -> DraftWorkspace.requireCodeRights(editor, path, code));
            int oldBase = draft.base;
            draft.base = active;
            replaceFiles(id, made);
            return String.format(
                    Locale.ROOT,
                    "from release %d to %d, merged: %s; chosen: %s",
                    oldBase,
                    active,
                    String.join(", ", made.result.merged()),
                    choices);
        });
    }

    private void replaceFiles(int id, Merge merge) {
        for (DraftFileEntity file : files.of(id)) {
            byte[] merged = merge.result.bundle().files().get(file.path);
            if (Arrays.equals(merged, merge.theirs.files().get(file.path))) {
                files.delete(file);
            } else {
                file.merge(merged);
            }
        }
    }

    private static void requireDecided(Merge merge) {
        if (!merge.result.unknown().isEmpty()) {
            throw new RejectionException(Rejected.of(
                    RejectionCode.UNKNOWN_CONFLICT,
                    Message.of("release.unknown-conflict", "ids", String.join(", ", merge.result.unknown()))));
        }
        List<MergeConflict> undecided = merge.result.undecided();
        if (!undecided.isEmpty()) {
            FindingCollector findings = new FindingCollector();
            undecided.forEach(conflict -> findings.add(conflict.finding()));
            throw new RejectionException(new Rejected(
                    RejectionCode.REBASE_CONFLICT,
                    Message.of("release.rebase-conflict", "active", merge.active, "conflicts", undecided.size()),
                    findings.sorted()));
        }
    }
}
