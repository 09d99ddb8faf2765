package io.tenure.release;

import io.tenure.bundle.Bundle;
import io.tenure.bundle.FreeFormSheet;
import io.tenure.bundle.Ruleset;
import io.tenure.engine.CompiledRuleset;
import io.tenure.finding.Address;
import io.tenure.finding.Checked;
import io.tenure.finding.Finding;
import io.tenure.text.Message;
import io.tenure.text.Text;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads, compiles and tries drafts, without publishing them.
@Singleton
public final class DraftChecker {
    private final DraftWorkspace drafts;
    private final CompiledRulesetCache rulesetCache;
    private final ReleaseChannel channel;
    private final CheckPool pool;

    /// Pages ask for the same version of a draft several times in a row, as after each change of a cell.
    private volatile @Nullable Compiled latest;

    /// @param draft in the version that was compiled
    private record Compiled(Draft draft, Checked<CompiledDraft, Finding> result) {}

    DraftChecker(DraftWorkspace drafts, CompiledRulesetCache rulesetCache, ReleaseChannel channel, CheckPool pool) {
        this.pool = pool;
        this.drafts = drafts;
        this.rulesetCache = rulesetCache;
        this.channel = channel;
    }

    /// Finds everything that keeps a draft from being published; empty where there is no such draft.
    ///
    /// @throws CheckRefusedException if too many checks wait already, or it takes too long
    public Optional<DraftCheck> check(int id) {
        // Read when its turn comes: the files of those that wait would fill the memory.
        return pool.run(() -> drafts.snapshot(id).map(DraftChecker::check));
    }

    /// A draft and its ruleset.
    public record CompiledDraft(Draft draft, Bundle bundle, CompiledRuleset ruleset) {}

    /// Reads and compiles a draft, whose scenarios are not run; empty where there is no such draft.
    ///
    /// @throws CheckRefusedException if too many checks wait already, or it takes too long
    public Optional<Checked<CompiledDraft, Finding>> compile(int id) {
        Compiled known = latest;
        if (known != null && drafts.find(id).filter(known.draft::equals).isPresent()) {
            return Optional.of(known.result);
        }
        return pool.run(() -> drafts.snapshot(id).map(snapshot -> {
            Checked<CompiledDraft, Finding> result = compiled(snapshot);
            latest = new Compiled(snapshot.draft(), result);
            return result;
        }));
    }

    private static Checked<CompiledDraft, Finding> compiled(DraftWorkspace.Snapshot snapshot) {
        return switch (compile(snapshot)) {
            case Checked.Valid(CompiledRuleset ruleset, List<Finding> findings) ->
                new Checked.Valid<>(new CompiledDraft(snapshot.draft(), snapshot.bundle(), ruleset), findings);
            case Checked.Invalid(List<Finding> findings) ->
                new Checked.Invalid<>(findings.stream().sorted(Finding.ORDER).toList());
        };
    }

    private static DraftCheck check(DraftWorkspace.Snapshot snapshot) {
        return switch (compile(snapshot)) {
            case Checked.Valid(CompiledRuleset ruleset, List<Finding> findings) ->
                new DraftCheck(
                        snapshot.draft(),
                        snapshot.bundle(),
                        Stream.concat(findings.stream(), ScenarioCheck.run(ruleset).stream())
                                .toList(),
                        ruleset);
            case Checked.Invalid(List<Finding> findings) ->
                new DraftCheck(snapshot.draft(), snapshot.bundle(), findings, null);
        };
    }

    /// Compiles a draft that another instance is about to publish, which waits for it.
    void compileAhead(int id) throws SQLException {
        channel.holdingCompileLock(() -> drafts.snapshot(id)
                .filter(snapshot -> snapshot.draft().release() == null)
                .ifPresent(snapshot -> {
                    if (compile(snapshot) instanceof Checked.Valid(CompiledRuleset ruleset, var _)) {
                        rulesetCache.putDraft(snapshot.bundle(), ruleset);
                    }
                }));
    }

    static Checked<CompiledRuleset, Finding> compile(DraftWorkspace.Snapshot snapshot) {
        return RulesetCompiler.compile(
                snapshot.bundle(), snapshot.base(), ruleset -> unauthorizedCode(snapshot, ruleset));
    }

    /// Code that somebody without the role rule-engineer added, replaced or deleted.
    ///
    /// Whether a workbook holds code shows only once its sheets are read, and what the base holds may be new
    /// since a rebase.
    private static List<Finding> unauthorizedCode(DraftWorkspace.Snapshot snapshot, Ruleset ruleset) {
        List<Finding> unauthorized = new ArrayList<>();
        for (Draft.Change change : snapshot.draft().changes()) {
            if (change.byRuleEngineer()) {
                continue;
            }
            if (CodeFiles.isCodePath(change.path())
                    || ruleset.freeForms().stream().map(FreeFormSheet::file).anyMatch(change.path()::equals)) {
                unauthorized.add(needsRuleEngineer(
                        change, Message.of("release.needs-rule-engineer.added", "author", change.author())));
            } else if (CodeFiles.containsCode(change.path(), snapshot.base())) {
                unauthorized.add(needsRuleEngineer(
                        change,
                        Message.of(
                                "release.needs-rule-engineer.replaced",
                                "base",
                                snapshot.draft().base(),
                                "author",
                                change.author())));
            }
        }
        return unauthorized;
    }

    private static Finding needsRuleEngineer(Draft.Change change, Text message) {
        return Finding.error(
                "needs-rule-engineer",
                Address.file(change.path()),
                change.author(),
                message,
                Message.of("release.needs-rule-engineer.fix"));
    }
}
