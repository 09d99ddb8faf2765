package io.tenure.release;

import io.tenure.bundle.Bundle;
import io.tenure.bundle.BundleReader;
import io.tenure.bundle.FreeFormSheet;
import io.tenure.bundle.Ruleset;
import io.tenure.engine.CompiledRuleset;
import io.tenure.engine.Engine;
import io.tenure.finding.Address;
import io.tenure.finding.Checked;
import io.tenure.finding.Finding;
import io.tenure.release.Rejected.RejectionCode;
import io.tenure.storage.Audit;
import io.tenure.storage.Database;
import io.tenure.text.Message;
import io.tenure.text.Text;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/// The one door through which a bundle comes to decide.
///
/// What takes long, reading and compiling and trying, comes before the transaction; what the transaction stores is
/// there for every instance at once, or not at all.
@Singleton
public final class Publisher {
    /// For instances that still compile what is about to be published; one that hangs must not keep it from deciding.
    private static final Duration MAX_WAIT = Duration.ofSeconds(10);

    private final Database database;
    private final CompiledRulesetCache rulesetCache;
    private final ReleaseSynchronizer synchronizer;
    private final ReleaseGate gate;
    private final Audit audit;
    private final boolean fourEyes;
    private final @Nullable Double maxLevelChange;

    Publisher(
            Database database,
            CompiledRulesetCache rulesets,
            ReleaseSynchronizer watch,
            ReleaseGate gate,
            Audit audit,
            @ConfigProperty(name = "tenure.release.four-eyes") boolean fourEyes,
            @ConfigProperty(name = "tenure.release.max-level-change") Optional<Double> mostLevelChange) {
        this.database = database;
        this.rulesetCache = rulesets;
        this.synchronizer = watch;
        this.gate = gate;
        this.audit = audit;
        this.fourEyes = fourEyes;
        this.maxLevelChange = mostLevelChange.orElse(null);
    }

    /// A draft that was read, compiled and tried.
    ///
    /// @param ruleset null where it doesn't read or compile; one whose scenarios fail can still be looked at
    public record DraftCheck(
            Draft draft, List<Finding> findings, @Nullable CompiledRuleset ruleset) {
        public DraftCheck {
            findings = findings.stream().sorted(Finding.ORDER).toList();
        }

        /// Whether nothing but an approval stands between it and deciding.
        public boolean publishable() {
            return ruleset != null && errors(findings).findAny().isEmpty();
        }
    }

    /// Everything that speaks against publishing a draft, and the ruleset if it can decide.
    public Optional<DraftCheck> check(int id) {
        Optional<DraftSnapshot> taken = database.transaction(c -> snapshot(c, id));
        return taken.map(t -> switch (compile(t.bundle, ruleset -> unauthorizedCode(t, ruleset))) {
            case Checked.Valid(CompiledRuleset ruleset, List<Finding> findings) ->
                new DraftCheck(t.draft, concat(findings, gate.check(ruleset)), ruleset);
            case Checked.Invalid(List<Finding> findings) -> new DraftCheck(t.draft, findings, null);
        });
    }

    /// Publishes a bundle that nobody needs to approve: the one that ships, or a folder worked on locally.
    PublishResult publish(Bundle bundle, String author, String comment, boolean onlyAsFirst) {
        return switch (compileAndCheck(bundle)) {
            case Checked.Invalid(List<Finding> findings) -> new PublishResult.Invalid(findings);
            case Checked.Valid(CompiledRuleset ruleset, List<Finding> findings) ->
                synchronize(ruleset, database.transaction(c -> {
                    ReleaseChannel.lockReleases(c);
                    if (onlyAsFirst && Releases.active(c).isPresent()) {
                        return Rejected.of(RejectionCode.STALE, Message.of("release.stale.release-already"));
                    }
                    return store(c, ruleset, bundle, author, null, comment, null, findings);
                }));
        };
    }

    /// Publishes a draft, now or from a moment on.
    public PublishResult publish(int id, Approval approval) {
        // The others compile while this one does, so that they can swap as soon as it is stored.
        database.transaction(c -> {
            ReleaseChannel.notifyDraft(c, id, synchronizer.instanceId());
            return 0;
        });
        PublishResult publication =
                check(id).map(checked -> publish(checked, approval)).orElseGet(() -> Rejected.noDraft(id));
        switch (publication) {
            case PublishResult.Published _ -> {}
            case PublishResult.Invalid(List<Finding> findings) ->
                audit.logRejection(
                        approval.approver(),
                        "publish",
                        "draft:" + id,
                        errors(findings).count() + " errors");
            case Rejected declined -> auditRejection(approval.approver(), "publish", "draft:" + id, declined);
        }
        return publication;
    }

    private PublishResult publish(DraftCheck checked, Approval approval) {
        CompiledRuleset ruleset = checked.ruleset();
        if (ruleset == null || !checked.publishable()) {
            return new PublishResult.Invalid(checked.findings());
        }
        // An instance that has just started compiles slower than this one; all are to swap together.
        ReleaseChannel.awaitCompilation(database, MAX_WAIT);
        Draft looked = checked.draft();
        return synchronize(ruleset, database.transaction(c -> {
            ReleaseChannel.lockReleases(c);
            // What was checked is what is published, even if somebody uploads right now.
            if (approval.version() != null && approval.version() != looked.version()) {
                return Drafts.lockOpen(c, looked.id(), approval.version()) instanceof Rejected changed
                        ? changed
                        : draftChanged(looked);
            }
            return switch (Drafts.lockOpen(c, looked.id(), looked.version())) {
                case Rejected declined -> declined;
                case DraftResult.Updated(Draft draft) -> {
                    Optional<Rejected> objection = checkApproval(c, checked, approval);
                    yield objection.isPresent() ? objection.get() : store(c, ruleset, draft, checked, approval);
                }
            };
        }));
    }

    private static Rejected draftChanged(Draft draft) {
        return Rejected.of(
                RejectionCode.CHANGED_MEANWHILE,
                Message.of("release.changed-meanwhile.draft-changed-while", "draft", draft.id()));
    }

    private PublishResult store(
            Connection connection, CompiledRuleset ruleset, Draft draft, DraftCheck checked, Approval approval)
            throws SQLException {
        PublishResult.Published published = store(
                connection,
                ruleset,
                Drafts.bundle(connection, draft, Drafts.baseBundle(connection, draft)),
                String.join(", ", draft.authors()),
                approval.approver(),
                Objects.requireNonNullElse(approval.comment(), draft.comment()),
                approval.from(),
                checked.findings());
        Database.execute(connection, "update draft set release = ? where id = ?", published.release(), draft.id());
        return published;
    }

    private static PublishResult.Published store(
            Connection connection,
            CompiledRuleset ruleset,
            Bundle bundle,
            String author,
            @Nullable String approver,
            String comment,
            @Nullable Instant from,
            List<Finding> findings)
            throws SQLException {
        String hash = ruleset.ruleset().hash();
        Instant moment = from == null ? Database.now(connection) : from;
        String by = approver == null ? author : approver;
        int number = Releases.store(connection, hash, bundle, author, approver, comment);
        Releases.activate(connection, number, moment, by);
        Audit.logSuccess(
                connection,
                by,
                from == null ? "publish" : "schedule",
                "release:" + number,
                "by %s, %s, from %s: %s".formatted(author, hash, moment, comment));
        return new PublishResult.Published(number, hash, moment, findings);
    }

    private PublishResult synchronize(CompiledRuleset ruleset, PublishResult publication) {
        if (publication instanceof PublishResult.Published published) {
            rulesetCache.put(published.release(), ruleset);
            synchronizer.sync();
        }
        return publication;
    }

    private Optional<Rejected> checkApproval(Connection connection, DraftCheck checked, Approval approval)
            throws SQLException {
        Draft draft = checked.draft();
        if (fourEyes && draft.authors().contains(approval.approver())) {
            return Optional.of(Rejected.of(
                    RejectionCode.SAME_PERSON,
                    Message.of("release.same-person", "approver", approval.approver(), "draft", draft.id())));
        }
        if (approval.from() != null && approval.from().isBefore(Database.now(connection))) {
            return Optional.of(
                    Rejected.of(RejectionCode.IN_THE_PAST, Message.of("release.in-the-past", "from", approval.from())));
        }
        int active = Releases.active(connection).orElse(0);
        if (draft.base() != active && !approval.confirmStale()) {
            return Optional.of(Rejected.of(
                    RejectionCode.STALE,
                    Message.of(
                            "release.stale.draft-based-release",
                            "draft",
                            draft.id(),
                            "base",
                            draft.base(),
                            "active",
                            active)));
        }
        List<Integer> scheduled = Releases.scheduled(connection);
        if (!scheduled.isEmpty() && !approval.confirmStale()) {
            return Optional.of(Rejected.of(
                    RejectionCode.SCHEDULED_ALREADY,
                    Message.of("release.scheduled-already", "scheduled", scheduled.getFirst())));
        }
        List<Finding> unseen = checked.findings().stream()
                .filter(f -> f.severity() == Finding.Severity.WARNING && !approval.acknowledges(f))
                .toList();
        if (!unseen.isEmpty()) {
            return Optional.of(new Rejected(
                    RejectionCode.UNACKNOWLEDGED_WARNINGS,
                    Message.of("release.unacknowledged-warnings", "unseen", unseen.size()),
                    unseen));
        }
        return checkLevelChange(connection, draft, active, approval);
    }

    private Optional<Rejected> checkLevelChange(Connection connection, Draft draft, int active, Approval approval)
            throws SQLException {
        if (maxLevelChange == null) {
            return Optional.empty();
        }
        Optional<Double> change = Drafts.levelChangeShare(connection, draft, active);
        if (change.isPresent() && change.get() <= maxLevelChange) {
            return Optional.empty();
        }
        if (!approval.override().isBlank()) {
            Audit.logSuccess(connection, approval.approver(), "override", "draft:" + draft.id(), approval.override());
            return Optional.empty();
        }
        return Optional.of(
                change.isEmpty()
                        ? Rejected.of(
                                RejectionCode.NO_IMPACT_RUN,
                                Message.of("release.no-impact-run", "draft", draft.id(), "active", active))
                        : Rejected.of(
                                RejectionCode.TOO_MUCH_CHANGE,
                                Message.of(
                                        "release.too-much-change",
                                        "change",
                                        100 * change.get(),
                                        "maxLevelChange",
                                        100 * maxLevelChange)));
    }

    /// Lets a release decide that was published before: how one rolls back.
    public PublishResult activate(int number, String who) {
        Checked<CompiledRuleset, Finding> loaded = rulesetCache.load(number).orElse(null);
        PublishResult publication = switch (loaded) {
            case null -> Rejected.noRelease(number);
            case Checked.Invalid(List<Finding> findings) -> new PublishResult.Invalid(findings);
            case Checked.Valid(CompiledRuleset ruleset, var _) ->
                synchronize(number, ruleset, database.transaction(c -> {
                    ReleaseChannel.lockReleases(c);
                    int before = Releases.active(c).orElse(0);
                    Instant now = Database.now(c);
                    if (before != number) {
                        Releases.activate(c, number, now, who);
                        Audit.logSuccess(c, who, "activate", "release:" + number, "instead of release " + before);
                    }
                    return now;
                }));
        };
        switch (publication) {
            case PublishResult.Published _ -> {}
            case PublishResult.Invalid _ ->
                audit.logRejection(who, "activate", "release:" + number, "this version of Tenure cannot use it");
            case Rejected declined -> auditRejection(who, "activate", "release:" + number, declined);
        }
        return publication;
    }

    private PublishResult synchronize(int number, CompiledRuleset ruleset, Instant from) {
        synchronizer.sync();
        return new PublishResult.Published(number, ruleset.ruleset().hash(), from, List.of());
    }

    /// Calls off the moments at which a release was to become active.
    public Optional<Rejected> cancel(int number, String who) {
        Optional<Rejected> declined = database.transaction(c -> {
            ReleaseChannel.lockReleases(c);
            int called = Database.execute(c, """
                    insert into activation_cancellation (activation, created_by, created_at)
                    select id, ?, clock_timestamp() from activation
                    where release = ? and active_from > clock_timestamp()
                    and id not in (select activation from activation_cancellation)""", who, number);
            if (called == 0) {
                return Optional.of(Rejected.of(
                        RejectionCode.NOT_SCHEDULED, Message.of("release.not-scheduled", "number", number)));
            }
            Audit.logSuccess(c, who, "withdraw", "release:" + number, "");
            return Optional.<Rejected>empty();
        });
        declined.ifPresent(d -> auditRejection(who, "withdraw", "release:" + number, d));
        return declined;
    }

    private void auditRejection(String who, String what, String subject, Rejected declined) {
        audit.logRejection(
                who, what, subject, declined.code() + ": " + declined.detail().en());
    }

    /// Reads and compiles, and asks the gate.
    private Checked<CompiledRuleset, Finding> compileAndCheck(Bundle bundle) {
        return compile(bundle).then(compiled -> {
            List<Finding> objections = gate.check(compiled);
            return errors(objections).findAny().isPresent()
                    ? new Checked.Invalid<>(objections)
                    : new Checked.Valid<>(compiled, objections);
        });
    }

    /// Reads and compiles alone, for what has been through the gate before.
    static Checked<CompiledRuleset, Finding> compile(Bundle bundle) {
        return compile(bundle, _ -> List.of());
    }

    /// @param beforeRunning what speaks against running any of its code, even for a try
    private static Checked<CompiledRuleset, Finding> compile(
            Bundle bundle, Function<Ruleset, List<Finding>> beforeRunning) {
        return read(bundle).then(ruleset -> {
            List<Finding> objections = beforeRunning.apply(ruleset);
            return objections.isEmpty() ? new Engine().compile(ruleset) : new Checked.Invalid<>(objections);
        });
    }

    /// Makes a draft ready to decide that may soon be published; who publishes it waits for that.
    static void compileAhead(Database database, CompiledRulesetCache rulesets, int id) {
        database.transaction(c -> {
            ReleaseChannel.lockCompilation(c);
            Optional<DraftSnapshot> taken = snapshot(c, id).filter(t -> t.draft.release() == null);
            if (taken.isPresent()
                    && compile(taken.get().bundle, ruleset -> unauthorizedCode(taken.get(), ruleset))
                            instanceof Checked.Valid(CompiledRuleset ruleset, var _)) {
                rulesets.putDraft(taken.get().bundle, ruleset);
            }
            return 0;
        });
    }

    /// A draft with its files, and those below it.
    private record DraftSnapshot(Draft draft, Bundle base, Bundle bundle) {}

    private static Optional<DraftSnapshot> snapshot(Connection connection, int id) throws SQLException {
        Optional<Draft> found = Drafts.find(connection, id, false);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Draft draft = found.get();
        Bundle base = Drafts.baseBundle(connection, draft);
        return Optional.of(new DraftSnapshot(draft, base, Drafts.bundle(connection, draft, base)));
    }

    static Checked<Ruleset, Finding> read(Bundle bundle) {
        return new BundleReader().read(bundle);
    }

    /// Code in a draft from somebody who may not write code, and code that such a person has put away.
    ///
    /// What a file holds shows only once its sheets are read, and what it held may be new since a rebase.
    private static List<Finding> unauthorizedCode(DraftSnapshot taken, Ruleset ruleset) {
        List<Finding> unlicensed = new ArrayList<>();
        for (Draft.Change change : taken.draft.changes()) {
            if (change.byRuleEngineer()) {
                continue;
            }
            if (Drafts.isCodePath(change.path())
                    || ruleset.freeForms().stream().map(FreeFormSheet::file).anyMatch(change.path()::equals)) {
                unlicensed.add(needsRuleEngineer(
                        change, Message.of("release.publisher.holds-drools-code-may", "author", change.author())));
            } else if (Drafts.containsCode(change.path(), taken.base)) {
                unlicensed.add(needsRuleEngineer(
                        change,
                        Message.of(
                                "release.publisher.held-drools-code-release",
                                "base",
                                taken.draft.base(),
                                "author",
                                change.author())));
            }
        }
        return unlicensed;
    }

    private static Finding needsRuleEngineer(Draft.Change change, Text message) {
        return Finding.error(
                "needs-rule-engineer",
                Address.file(change.path()),
                change.author(),
                message,
                Message.of("release.needs-rule-engineer.somebody-role-rule.fix"));
    }

    private static Stream<Finding> errors(List<Finding> findings) {
        return findings.stream().filter(f -> f.severity() == Finding.Severity.ERROR);
    }

    private static List<Finding> concat(List<Finding> some, List<Finding> more) {
        List<Finding> all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }
}
