package io.tenure.api.authoring;

import io.tenure.finding.Checked;
import io.tenure.finding.Finding;
import io.tenure.region.AffectedCustomers;
import io.tenure.region.AffectedReport;
import io.tenure.release.ActiveRuleset.CompiledRelease;
import io.tenure.release.CheckPool;
import io.tenure.release.CompiledRulesetCache;
import io.tenure.release.DraftChecker;
import io.tenure.release.DraftChecker.CompiledDraft;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Compares a draft with the release it is based on: whom its tables decide differently.
@Singleton
public final class AffectedByDraft {
    private final DraftChecker checker;
    private final CompiledRulesetCache rulesetCache;
    private final CheckPool pool;
    private final Clock clock;

    AffectedByDraft(DraftChecker checker, CompiledRulesetCache rulesetCache, CheckPool pool, Clock clock) {
        this.checker = checker;
        this.rulesetCache = rulesetCache;
        this.pool = pool;
        this.clock = clock;
    }

    /// Who is affected, or why nobody can tell.
    public sealed interface Answer {
        record Found(AffectedReport report) implements Answer {}

        /// The draft has errors.
        record Faulty(List<Finding> findings) implements Answer {}

        record NoSuchDraft() implements Answer {}

        /// This version of Tenure can't use the release that the draft is based on.
        record NoRuleset() implements Answer {}
    }

    /// @param locale of the sentences
    /// @throws io.tenure.release.CheckRefusedException if too many checks wait already, or it takes too long
    public Answer of(int draft, Locale locale) {
        Optional<Checked<CompiledDraft, Finding>> found = checker.compile(draft);
        if (found.isEmpty()) {
            return new Answer.NoSuchDraft();
        }
        return switch (found.get()) {
            case Checked.Invalid(List<Finding> findings) -> new Answer.Faulty(findings);
            case Checked.Valid(CompiledDraft compiled, var _) -> compare(compiled, locale);
        };
    }

    private Answer compare(CompiledDraft compiled, Locale locale) {
        Optional<CompiledRelease> base = rulesetCache.find(compiled.draft().base());
        return base.isEmpty()
                ? new Answer.NoRuleset()
                : new Answer.Found(
                        pool.run(() -> AffectedCustomers.between(base.get().ruleset(), compiled.ruleset(), clock)
                                .report(locale)));
    }
}
