package io.tenure.release;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.tenure.bundle.Bundle;
import io.tenure.engine.CompiledRuleset;
import io.tenure.finding.Checked;
import io.tenure.finding.Finding;
import io.tenure.release.ReleaseResult.NotPublishable;
import io.tenure.release.ReleaseResult.PublishResult;
import io.tenure.release.ReleaseResult.Published;
import io.tenure.release.ReleaseResult.Rejected;
import io.tenure.release.ReleaseResult.RejectionCode;
import io.tenure.storage.Audit;
import io.tenure.storage.Database;
import io.tenure.text.Message;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Publishes bundles, activates releases and cancels activations; there is no other way to change what is active.
///
/// Whatever takes long, reading, compiling and running scenarios, comes before the transaction. What the transaction
/// stores is there for every instance at once, or not at all.
@Singleton
public final class Publisher {
    private static final Logger LOG = Logger.getLogger(Publisher.class);

    /// For instances that still compile what is about to be published; one that hangs must not keep it from being
    /// published.
    private static final Duration MAX_COMPILATION_WAIT = Duration.ofSeconds(10);

    private final DraftChecker checker;
    private final ApprovalCheck approvalCheck;
    private final DraftWorkspace drafts;
    private final ReleaseHistory releases;
    private final ReleaseChannel channel;
    private final CompiledRulesetCache rulesetCache;
    private final ReleaseSynchronizer synchronizer;
    private final Audit audit;
    private final Database database;

    Publisher(
            DraftChecker checker,
            ApprovalCheck approvalCheck,
            DraftWorkspace drafts,
            ReleaseHistory releases,
            ReleaseChannel channel,
            CompiledRulesetCache rulesetCache,
            ReleaseSynchronizer synchronizer,
            Audit audit,
            Database database) {
        this.checker = checker;
        this.approvalCheck = approvalCheck;
        this.drafts = drafts;
        this.releases = releases;
        this.channel = channel;
        this.rulesetCache = rulesetCache;
        this.synchronizer = synchronizer;
        this.audit = audit;
        this.database = database;
    }

    /// Publishes a bundle that nobody needs to approve: the bundled one, or a local folder.
    ///
    /// @param onlyAsFirst whether it is rejected where a release is active already
    PublishResult publish(Bundle bundle, String author, String comment, boolean onlyAsFirst) {
        return switch (compileAndTry(bundle)) {
            case Checked.Invalid(List<Finding> findings) -> new NotPublishable(findings);
            case Checked.Valid(CompiledRuleset ruleset, List<Finding> findings) ->
                inTransaction(ruleset, () -> {
                    if (onlyAsFirst && releases.active().isPresent()) {
                        throw new RejectionException(
                                Rejected.of(RejectionCode.STALE_DRAFT, Message.of("release.not-first")));
                    }
                    return store(ruleset, bundle, author, null, comment, null, findings);
                });
        };
    }

    private static Checked<CompiledRuleset, Finding> compileAndTry(Bundle bundle) {
        return RulesetCompiler.compile(bundle).then(ruleset -> {
            List<Finding> failures = ScenarioCheck.failures(ruleset);
            return failures.isEmpty() ? Checked.valid(ruleset) : new Checked.Invalid<>(failures);
        });
    }

    /// Publishes a draft, now or from a moment on.
    public PublishResult publish(int id, Approval approval) {
        // The others compile while this one does, so that they can switch as soon as it is stored.
        channel.notifyDraft(id, synchronizer.instanceId());
        PublishResult result =
                checker.check(id).map(checked -> publish(checked, approval)).orElseGet(() -> Rejected.noDraft(id));
        auditFailure(result, approval.approver(), "publish", "draft:" + id);
        return result;
    }

    private PublishResult publish(DraftCheck checked, Approval approval) {
        CompiledRuleset ruleset = checked.ruleset();
        if (ruleset == null || !checked.publishable()) {
            return new NotPublishable(checked.findings());
        }
        // An instance that has just started compiles slower than this one; all are to switch together.
        channel.awaitCompilation(MAX_COMPILATION_WAIT);
        Draft draft = checked.draft();
        return inTransaction(ruleset, () -> {
            // What was checked is what is published, even if somebody uploads right now.
            Integer expected = approval.version();
            if (expected != null && expected != draft.version()) {
                drafts.lockForPublishing(draft.id(), expected);
                throw new RejectionException(Rejected.of(
                        RejectionCode.DRAFT_CHANGED,
                        Message.of("release.draft-changed.while-publishing", "draft", draft.id())));
            }
            DraftWorkspace.Snapshot locked = drafts.lockForPublishing(draft.id(), draft.version());
            approvalCheck.check(locked.draft(), checked.findings(), approval);
            Published published = store(
                    ruleset,
                    locked.bundle(),
                    String.join(", ", locked.draft().authors()),
                    approval.approver(),
                    Objects.requireNonNullElse(
                            approval.comment(), locked.draft().comment()),
                    approval.activeFrom(),
                    checked.findings());
            drafts.markPublished(draft.id(), published.release());
            return published;
        });
    }

    private Published store(
            CompiledRuleset ruleset,
            Bundle bundle,
            String author,
            @Nullable String approver,
            String comment,
            @Nullable Instant from,
            List<Finding> findings) {
        String hash = ruleset.ruleset().hash();
        Instant moment = from == null ? database.now() : from;
        String by = approver == null ? author : approver;
        int number = releases.add(ruleset.ruleset(), bundle, author, approver, comment);
        releases.activate(number, moment, by);
        audit.logSuccess(
                by,
                from == null ? "publish" : "schedule",
                "release:" + number,
                "by %s, %s, from %s: %s".formatted(author, hash, moment, comment));
        return new Published(number, hash, moment, findings);
    }

    /// Runs a publication with the releases locked, then switches this instance to what is active.
    private PublishResult inTransaction(CompiledRuleset ruleset, Supplier<Published> publication) {
        try {
            Published published = QuarkusTransaction.requiringNew().call(() -> {
                channel.lockReleases();
                return publication.get();
            });
            switchTo(published, ruleset);
            return published;
        } catch (RejectionException e) {
            return e.rejected();
        }
    }

    /// Switches this instance at once. It is published whatever happens here; the synchronizer switches within a
    /// second otherwise, as in every other instance.
    private void switchTo(Published published, CompiledRuleset ruleset) {
        try {
            rulesetCache.put(published.release(), ruleset);
            synchronizer.sync();
        } catch (RuntimeException | Error e) {
            LOG.warnf(
                    "Release %s is stored, and this instance has not switched yet (%s).",
                    published.release(), e.getClass().getSimpleName());
        }
    }

    /// Activates a release that was published before: how one rolls back.
    public PublishResult activate(int number, String actor) {
        PublishResult result = switch (rulesetCache.load(number).orElse(null)) {
            case null -> Rejected.noRelease(number);
            case Checked.Invalid(List<Finding> findings) -> new NotPublishable(findings);
            case Checked.Valid(CompiledRuleset ruleset, var _) ->
                inTransaction(ruleset, () -> {
                    int before = releases.active().orElse(0);
                    Instant now = database.now();
                    if (before != number) {
                        approvalCheck.checkActivation(number);
                        releases.activate(number, now, actor);
                        audit.logSuccess(actor, "activate", "release:" + number, "instead of release " + before);
                    }
                    return new Published(number, ruleset.ruleset().hash(), now, List.of());
                });
        };
        auditFailure(result, actor, "activate", "release:" + number);
        return result;
    }

    /// Cancels the activations of a release that are still to come.
    ///
    /// @return why it was rejected; empty where it was done
    public Optional<Rejected> cancel(int number, String actor) {
        boolean cancelled = QuarkusTransaction.requiringNew().call(() -> {
            channel.lockReleases();
            boolean any = releases.cancelPending(number, actor);
            if (any) {
                audit.logSuccess(actor, "activation-cancel", "release:" + number, "");
            }
            return any;
        });
        if (cancelled) {
            return Optional.empty();
        }
        Rejected rejected =
                Rejected.of(RejectionCode.NOT_SCHEDULED, Message.of("release.not-scheduled", "number", number));
        auditFailure(rejected, actor, "activation-cancel", "release:" + number);
        return Optional.of(rejected);
    }

    private void auditFailure(PublishResult result, String actor, String operation, String subject) {
        switch (result) {
            case Published _ -> {}
            case NotPublishable(List<Finding> findings) ->
                audit.logRejection(
                        actor,
                        operation,
                        subject,
                        "errors: "
                                + findings.stream()
                                        .filter(f -> f.severity() == Finding.Severity.ERROR)
                                        .count());
            case Rejected rejected -> audit.logRejection(actor, operation, subject, rejected.auditDetail());
        }
    }
}
