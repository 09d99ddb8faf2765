package io.tenure.release;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.tenure.bundle.Bundle;
import io.tenure.release.ReleaseResult.DraftResult;
import io.tenure.release.ReleaseResult.Rejected;
import io.tenure.release.ReleaseResult.RejectionCode;
import io.tenure.release.ReleaseResult.Updated;
import io.tenure.storage.Audit;
import io.tenure.storage.Database;
import io.tenure.text.Message;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The drafts people work on. Changing one never changes another.
///
/// Every change is one transaction, and is rejected as a whole or made as a whole. Changes and rejections are
/// audited.
@Singleton
public final class DraftWorkspace {
    private static final int MAX_FILES = 500;
    private static final int MAX_BYTES = 64 << 20;

    private final Drafts drafts;
    private final DraftFiles files;
    private final ImpactRuns impactRuns;
    private final ReleaseReader releases;
    private final Audit audit;
    private final Database database;
    private final CheckPool pool;

    DraftWorkspace(
            Drafts drafts,
            DraftFiles files,
            ImpactRuns impactRuns,
            ReleaseReader releases,
            Audit audit,
            Database database,
            CheckPool pool) {
        this.drafts = drafts;
        this.files = files;
        this.impactRuns = impactRuns;
        this.releases = releases;
        this.audit = audit;
        this.database = database;
        this.pool = pool;
    }

    /// A draft with all its files.
    ///
    /// @param base the files of the release it is based on
    /// @param bundle the base's files as the draft changes them
    record Snapshot(Draft draft, Bundle base, Bundle bundle) {}

    /// All drafts, the latest first, published ones too.
    public List<Draft> all() {
        return QuarkusTransaction.joiningExisting()
                .call(() -> drafts.latestFirst().stream().map(this::draft).toList());
    }

    /// Those that aren't published, the latest first.
    public List<Draft> open() {
        return QuarkusTransaction.joiningExisting()
                .call(() -> drafts.open().stream().map(this::draft).toList());
    }

    public Optional<Draft> find(int id) {
        return QuarkusTransaction.joiningExisting()
                .call(() -> drafts.findByIdOptional(id).map(this::draft));
    }

    /// All files of a draft: the base's as the draft changes them; empty where there is no such draft.
    public Optional<Bundle> bundle(int id) {
        return snapshot(id).map(Snapshot::bundle);
    }

    Optional<Snapshot> snapshot(int id) {
        return QuarkusTransaction.joiningExisting()
                .call(() -> drafts.findByIdOptional(id).map(this::snapshot));
    }

    /// Creates a draft.
    ///
    /// @param base null for the active release
    /// @param sent by path, or by name alone where the folder is plain
    /// @param replaceAll whether files of the base that are not sent are deleted
    public DraftResult create(
            Draft.Editor editor, @Nullable Integer base, Map<String, byte[]> sent, boolean replaceAll, String comment) {
        int number = base == null ? releases.active().orElse(0) : base;
        Set<String> code = replacedCode(editor, releases.bundle(number), sent.keySet(), replaceAll);
        return change(editor, "draft-create", "draft", () -> {
            Bundle below = releases.bundle(number).orElseThrow(() -> rejected(Rejected.noRelease(number)));
            DraftUpload upload = DraftUpload.of(sent, below.files().keySet());
            DraftEntity draft = new DraftEntity(number, editor.name(), comment, database.now());
            drafts.persist(draft);
            apply(editor, new Snapshot(draft(draft), below, below), upload, replaceAll, code);
            logSuccess(
                    editor,
                    "draft-create",
                    draft.id(),
                    commaSeparated(upload.files().keySet()));
            return new Updated(draft(draft));
        });
    }

    /// Adds files to a draft, or replaces them.
    ///
    /// @param version the version the change was made on; null for whichever is current
    public DraftResult upload(
            Draft.Editor editor, int id, @Nullable Integer version, Map<String, byte[]> sent, boolean replaceAll) {
        Optional<Snapshot> before = snapshot(id);
        Set<String> code = replacedCode(editor, before.map(Snapshot::bundle), sent.keySet(), replaceAll);
        return change(editor, "draft-upload", id, version, draft -> {
            requireUnchanged(editor, draft, before);
            Snapshot snapshot = snapshot(draft);
            Set<String> known = new TreeSet<>(snapshot.bundle.files().keySet());
            known.addAll(snapshot.base.files().keySet());
            DraftUpload upload = DraftUpload.of(sent, known);
            apply(editor, snapshot, upload, replaceAll, code);
            return commaSeparated(upload.files().keySet());
        });
    }

    /// Deletes a file from the draft's bundle.
    public DraftResult remove(Draft.Editor editor, int id, @Nullable Integer version, String path) {
        Optional<Snapshot> before = snapshot(id);
        Set<String> code = replacedCode(editor, before.map(Snapshot::bundle), Set.of(path), false);
        return change(editor, "draft-remove", id, version, draft -> {
            requireUnchanged(editor, draft, before);
            Bundle bundle = snapshot(draft).bundle;
            if (!bundle.files().containsKey(path)) {
                throw rejected(
                        Rejected.of(RejectionCode.BAD_FILE, Message.of("release.bad-file.not-in-draft", "path", path)));
            }
            requireCodeRights(editor, path, code);
            put(id, editor, path, null);
            return path;
        });
    }

    /// Deletes the draft. The audit log keeps that it existed.
    public DraftResult delete(Draft.Editor editor, int id, @Nullable Integer version) {
        return change(editor, "draft-delete", subject(id), () -> {
            DraftEntity draft = lockOpen(id, version);
            Draft last = draft(draft);
            drafts.delete(draft);
            logSuccess(editor, "draft-delete", id, "");
            return new Updated(last);
        });
    }

    /// Records what deciding customers by the draft and by the active release found.
    ///
    /// @param against number of the active release
    public void recordImpact(Draft draft, int against, String actor, Impact.Measure measure) {
        QuarkusTransaction.joiningExisting().run(() -> {
            impactRuns.persist(new ImpactRunEntity(draft, against, actor, measure));
            audit.logSuccess(
                    actor,
                    "impact",
                    subject(draft.id()),
                    String.format(
                            Locale.ROOT,
                            "against release %d: %d of %d levels change, %d customers lost, %d skipped",
                            against,
                            measure.levelChanges(),
                            measure.customers(),
                            measure.lost(),
                            measure.skipped()));
        });
    }

    /// The draft if it is still open and at the version expected, locked to the end of the transaction.
    ///
    /// @throws RejectionException where it isn't
    private DraftEntity lockOpen(int id, @Nullable Integer version) {
        DraftEntity draft = drafts.lock(id).orElseThrow(() -> rejected(Rejected.noDraft(id)));
        if (draft.release != null) {
            throw rejected(Rejected.of(
                    RejectionCode.ALREADY_PUBLISHED,
                    Message.of("release.already-published", "id", id, "release", draft.release)));
        }
        if (version != null && version != draft.version) {
            throw draftChanged(draft, version);
        }
        return draft;
    }

    static RejectionException draftChanged(DraftEntity draft, int expected) {
        return rejected(Rejected.of(
                RejectionCode.DRAFT_CHANGED,
                Message.of(
                        "release.draft-changed.version",
                        "id",
                        draft.id(),
                        "version",
                        draft.version,
                        "expected",
                        expected)));
    }

    /// The draft with its files, still open and at the version expected, locked to the end of the transaction.
    ///
    /// @throws RejectionException where it isn't
    Snapshot lockForPublishing(int id, int version) {
        return snapshot(lockOpen(id, version));
    }

    /// Closes a draft that was locked in this transaction.
    void markPublished(int id, int release) {
        drafts.findById(id).release = release;
    }

    private Draft draft(DraftEntity draft) {
        return new Draft(
                draft.id(),
                draft.base,
                draft.author,
                draft.comment,
                Objects.requireNonNull(draft.createdAt),
                draft.updatedAt,
                draft.version,
                draft.release,
                files.of(draft.id()).stream()
                        .map(f -> new Draft.Change(f.path, f.deleted, f.size, f.author, f.byRuleEngineer))
                        .toList());
    }

    private Snapshot snapshot(DraftEntity draft) {
        Bundle base = baseBundle(draft.base);
        return new Snapshot(draft(draft), base, bundle(draft.id(), base));
    }

    private Bundle baseBundle(int release) {
        return releases.bundle(release).orElseThrow();
    }

    private Bundle bundle(int draft, Bundle base) {
        TreeMap<String, byte[]> bundle = new TreeMap<>(base.files());
        for (DraftFiles.Content file : files.contents(draft)) {
            if (file.bytes() == null) {
                bundle.remove(file.path());
            } else {
                bundle.put(file.path(), file.bytes());
            }
        }
        return Bundle.of(bundle);
    }

    interface Operation {
        /// @return detail for the audit log
        /// @throws RejectionException where it is not allowed
        String apply(DraftEntity draft);
    }

    /// Changes an open draft in one transaction.
    ///
    /// @param name of the change in the audit log
    DraftResult change(Draft.Editor editor, String name, int id, @Nullable Integer version, Operation operation) {
        return change(editor, name, subject(id), () -> {
            DraftEntity draft = lockOpen(id, version);
            String detail = operation.apply(draft);
            draft.updatedAt = database.now();
            logSuccess(editor, name, id, detail);
            // Counts the version.
            drafts.flush();
            return new Updated(draft(draft));
        });
    }

    private DraftResult change(Draft.Editor editor, String operation, String subject, Supplier<Updated> work) {
        try {
            return QuarkusTransaction.requiringNew().call(work::get);
        } catch (RejectionException e) {
            audit.logRejection(editor.name(), operation, subject, e.rejected().auditDetail());
            return e.rejected();
        }
    }

    private void logSuccess(Draft.Editor editor, String operation, int id, String detail) {
        audit.logSuccess(editor.name(), operation, subject(id), detail);
    }

    /// Applies uploaded files to a draft.
    ///
    /// To change code takes a rule engineer, whatever replaces it; code that comes in with a workbook is found by
    /// the check.
    ///
    /// @param code see [#replacedCode]
    private void apply(
            Draft.Editor editor, Snapshot snapshot, DraftUpload upload, boolean replaceAll, Set<String> code) {
        int id = snapshot.draft.id();
        Map<String, byte @Nullable []> wanted = new TreeMap<>(upload.files());
        if (replaceAll) {
            snapshot.base.files().keySet().forEach(path -> wanted.putIfAbsent(path, null));
        }
        wanted.forEach((path, content) -> {
            if (!Arrays.equals(content, snapshot.base.files().get(path))) {
                requireCodeRights(editor, path, code);
                put(id, editor, path, content);
                return;
            }
            // A file as it is in the base is no change, whoever sends it.
            files.find(id, path).ifPresent(mine -> {
                requireCodeRights(editor, path, code);
                files.delete(mine);
            });
        });
        files.flush();
        Bundle result = bundle(id, snapshot.base);
        long bytes = result.files().values().stream().mapToLong(b -> b.length).sum();
        if (result.files().size() > MAX_FILES || bytes > MAX_BYTES) {
            throw rejected(Rejected.of(
                    RejectionCode.BAD_FILE,
                    Message.of("release.bad-file.too-large", "maxFiles", MAX_FILES, "maxBytes", MAX_BYTES)));
        }
    }

    private void put(int id, Draft.Editor editor, String path, byte @Nullable [] content) {
        files.find(id, path)
                .ifPresentOrElse(
                        file -> file.replace(content, editor),
                        () -> files.persist(new DraftFileEntity(id, path, content, editor)));
    }

    /// The workbooks with code among those that somebody replaces or deletes who may not write code.
    ///
    /// They are read as checks are, and before the draft is locked.
    Set<String> replacedCode(Draft.Editor editor, Optional<Bundle> bundle, Set<String> names, boolean replaceAll) {
        if (editor.ruleEngineer() || bundle.isEmpty()) {
            return Set.of();
        }
        List<String> replaced = bundle.get().files().keySet().stream()
                .filter(path ->
                        replaceAll || names.contains(path) || names.contains(path.substring(path.lastIndexOf('/') + 1)))
                .toList();
        return replaced.isEmpty()
                ? Set.of()
                : pool.run(() -> replaced.stream()
                        .filter(path -> CodeFiles.containsCode(path, bundle.get()))
                        .collect(Collectors.toSet()));
    }

    /// @param before as it was when its workbooks were read
    /// @throws RejectionException if somebody else changed the draft since, so that other workbooks may hold code
    private static void requireUnchanged(Draft.Editor editor, DraftEntity draft, Optional<Snapshot> before) {
        if (!editor.ruleEngineer() && before.isPresent() && before.get().draft.version() != draft.version) {
            throw draftChanged(draft, before.get().draft.version());
        }
    }

    static void requireCodeRights(Draft.Editor editor, String path, Set<String> code) {
        if (!editor.ruleEngineer() && (CodeFiles.isCodePath(path) || code.contains(path))) {
            throw rejected(Rejected.of(
                    RejectionCode.NEEDS_RULE_ENGINEER, Message.of("release.needs-rule-engineer", "path", path)));
        }
    }

    private static RejectionException rejected(Rejected rejected) {
        return new RejectionException(rejected);
    }

    private static String subject(int id) {
        return "draft:" + id;
    }

    private static String commaSeparated(Iterable<String> paths) {
        return String.join(", ", paths);
    }
}
