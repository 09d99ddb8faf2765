package io.tenure.release;

import io.tenure.bundle.Bundle;
import io.tenure.bundle.FreeFormSheet;
import io.tenure.release.Rejected.RejectionCode;
import io.tenure.storage.Audit;
import io.tenure.storage.Database;
import io.tenure.text.Message;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The drafts people work on. What one does to a draft never shows in another.
@Singleton
public final class Drafts {
    private static final int MAX_FILES = 500;
    private static final int MAX_BYTES = 64 << 20;

    /// Files that a bundle holds; locks of spreadsheet programs and hidden files are none.
    private static final Pattern PATH =
            Pattern.compile("(decision-tables|scenarios)/(?!\\.|~\\$)[^/\\\\\\p{Cntrl}]+\\.(xlsx|xls|xlsm|xlsb|ods)"
                    + "|rules/(?!\\.|~\\$)[^/\\\\\\p{Cntrl}]+\\.drl");

    private static final String SELECT_DRAFT =
            "select id, base, author, comment, created_at, updated_at, version, release from draft";

    private final Database database;
    private final Audit audit;

    Drafts(Database database, Audit audit) {
        this.database = database;
        this.audit = audit;
    }

    /// All of them, the latest first; published ones too.
    public List<Draft> all() {
        return database.transaction(c -> {
            List<Draft> drafts = new ArrayList<>();
            for (int id : Database.list(c, r -> r.getInt(1), "select id from draft order by id desc")) {
                find(c, id, false).ifPresent(drafts::add);
            }
            return drafts;
        });
    }

    public Optional<Draft> find(int id) {
        return database.transaction(c -> find(c, id, false));
    }

    /// All files: the base's, with the draft's laid over them.
    public Optional<Bundle> bundle(int id) {
        return database.transaction(c -> {
            Optional<Draft> draft = find(c, id, false);
            return draft.isEmpty() ? Optional.empty() : Optional.of(bundle(c, draft.get(), baseBundle(c, draft.get())));
        });
    }

    /// Begins a draft.
    ///
    /// @param base null for the active release
    /// @param files by path, or by name alone where the folder is plain
    /// @param whole whether files of the base that are not among these are taken out
    public DraftResult create(
            Draft.Editor who, @Nullable Integer base, Map<String, byte[]> files, boolean whole, String comment) {
        return auditRejection(who, "draft-create", "draft", database.transaction(c -> {
            Optional<Integer> on = base == null ? Releases.active(c) : Optional.of(base);
            Optional<Bundle> below = on.isEmpty() ? Optional.empty() : Releases.bundle(c, on.get());
            if (below.isEmpty()) {
                return Rejected.noRelease(on.orElse(0));
            }
            Upload placed = resolvePath(files, below.get().files().keySet());
            if (placed.rejected != null) {
                return placed.rejected;
            }
            int id = Database.first(c, r -> r.getInt(1), """
                            insert into draft (base, author, comment, created_at, updated_at, version)
                            values (?, ?, ?, clock_timestamp(), clock_timestamp(), 1) returning id""", on.orElseThrow(), who.name(), comment)
                    .orElseThrow();
            Optional<Rejected> declined = overlay(c, id, who, placed.files, below.get(), below.get(), whole);
            if (declined.isPresent()) {
                Database.execute(c, "delete from draft where id = ?", id);
                return declined.get();
            }
            Audit.logSuccess(c, who.name(), "draft-create", "draft:" + id, commaSeparated(placed.files.keySet()));
            return new DraftResult.Updated(find(c, id, false).orElseThrow());
        }));
    }

    /// Adds files to a draft, or replaces them.
    ///
    /// @param version the version the change was made on; null for whichever it is
    public DraftResult upload(
            Draft.Editor who, int id, @Nullable Integer version, Map<String, byte[]> files, boolean whole) {
        return change(who, "draft-upload", id, version, (c, draft) -> {
            Bundle below = baseBundle(c, draft);
            Bundle now = bundle(c, draft, below);
            Set<String> known = new TreeSet<>(now.files().keySet());
            known.addAll(below.files().keySet());
            Upload placed = resolvePath(files, known);
            if (placed.rejected != null) {
                return Optional.of(placed.rejected);
            }
            Optional<Rejected> declined = overlay(c, id, who, placed.files, below, now, whole);
            if (declined.isEmpty()) {
                Audit.logSuccess(c, who.name(), "draft-upload", "draft:" + id, commaSeparated(placed.files.keySet()));
            }
            return declined;
        });
    }

    /// Takes a file out of the draft's bundle.
    public DraftResult remove(Draft.Editor who, int id, @Nullable Integer version, String path) {
        return change(who, "draft-remove", id, version, (c, draft) -> {
            Bundle now = bundle(c, draft, baseBundle(c, draft));
            if (!now.files().containsKey(path)) {
                return Optional.of(Rejected.of(
                        RejectionCode.BAD_FILE, Message.of("release.bad-file.draft-no-file", "path", path)));
            }
            if (!who.ruleEngineer() && containsCode(path, now)) {
                return Optional.of(needsRuleEngineer(path));
            }
            put(c, id, who, path, null);
            Audit.logSuccess(c, who.name(), "draft-remove", "draft:" + id, path);
            return Optional.empty();
        });
    }

    /// Lays the draft over the release that is active now.
    ///
    /// @param keepMine whether the draft's files may replace what changed below them in the meantime
    public DraftResult rebase(Draft.Editor who, int id, @Nullable Integer version, boolean keepMine) {
        return change(who, "draft-rebase", id, version, (c, draft) -> {
            int active = Releases.active(c).orElseThrow();
            Bundle old = baseBundle(c, draft);
            Bundle now = Releases.bundle(c, active).orElseThrow();
            List<String> both = draft.changes().stream()
                    .map(Draft.Change::path)
                    .filter(path ->
                            !Arrays.equals(old.files().get(path), now.files().get(path)))
                    .toList();
            if (!both.isEmpty() && !keepMine) {
                return Optional.of(Rejected.of(
                        RejectionCode.CONFLICT,
                        Message.of("release.conflict", "active", active, "both", commaSeparated(both))));
            }
            Database.execute(c, "update draft set base = ? where id = ?", active, id);
            Audit.logSuccess(
                    c,
                    who.name(),
                    "draft-rebase",
                    "draft:" + id,
                    String.format(Locale.ROOT, "from release %d to %d", draft.base(), active));
            return Optional.empty();
        });
    }

    /// Gives the draft up. The audit keeps that it was.
    public DraftResult delete(Draft.Editor who, int id, @Nullable Integer version) {
        return auditRejection(who, "draft-delete", "draft:" + id, database.transaction(c -> {
            DraftResult open = lockOpen(c, id, version);
            if (open instanceof DraftResult.Updated) {
                Database.execute(c, "delete from draft where id = ?", id);
                Audit.logSuccess(c, who.name(), "draft-delete", "draft:" + id, "");
            }
            return open;
        }));
    }

    /// Notes what deciding a file of customers by the draft and by the active release came to.
    public void recordImpact(Draft draft, int against, String who, int customers, int levelChanges) {
        database.transaction(c -> {
            Database.execute(c, """
                    insert into impact_run (draft, version, against_release, created_by, created_at, customers, level_changes)
                    values (?, ?, ?, ?, clock_timestamp(), ?, ?)""", draft.id(), draft.version(), against, who, customers, levelChanges);
            Audit.logSuccess(
                    c,
                    who,
                    "impact",
                    "draft:" + draft.id(),
                    String.format(
                            Locale.ROOT,
                            "against release %d: %d of %d levels change",
                            against,
                            levelChanges,
                            customers));
            return 0;
        });
    }

    /// What the latest impact run of this very version found against a release, as a share of the customers.
    static Optional<Double> levelChangeShare(Connection connection, Draft draft, int against) throws SQLException {
        return Database.first(
                connection,
                r -> (double) r.getInt(1) / Math.max(1, r.getInt(2)),
                """
                select level_changes, customers from impact_run
                where draft = ? and version = ? and against_release = ? and customers > 0 order by id desc limit 1""",
                draft.id(),
                draft.version(),
                against);
    }

    /// The draft if it is still open and at the version expected, locked to the end of the transaction.
    static DraftResult lockOpen(Connection connection, int id, @Nullable Integer version) throws SQLException {
        Optional<Draft> found = find(connection, id, true);
        if (found.isEmpty()) {
            return Rejected.noDraft(id);
        }
        Draft draft = found.get();
        if (draft.release() != null) {
            return Rejected.of(
                    RejectionCode.ALREADY_PUBLISHED,
                    Message.of("release.already-published", "id", id, "release", draft.release()));
        }
        if (version != null && version != draft.version()) {
            return Rejected.of(
                    RejectionCode.CHANGED_MEANWHILE,
                    Message.of(
                            "release.changed-meanwhile.draft-version-not",
                            "id",
                            id,
                            "version",
                            draft.version(),
                            "version2",
                            version));
        }
        return new DraftResult.Updated(draft);
    }

    static Optional<Draft> find(Connection connection, int id, boolean lock) throws SQLException {
        List<Draft> drafts = Database.list(
                connection, r -> draft(r, List.of()), SELECT_DRAFT + " where id = ?" + (lock ? " for update" : ""), id);
        if (drafts.isEmpty()) {
            return Optional.empty();
        }
        Draft d = drafts.getFirst();
        List<Draft.Change> changes = Database.list(
                connection,
                r -> new Draft.Change(r.getString(1), r.getBoolean(2), r.getInt(3), r.getString(4), r.getBoolean(5)),
                "select path, deleted, length(content), author, by_rule_engineer from draft_file where draft = ? order by path",
                id);
        return Optional.of(new Draft(
                d.id(),
                d.base(),
                d.author(),
                d.comment(),
                d.createdAt(),
                d.changedAt(),
                d.version(),
                d.release(),
                changes));
    }

    /// The files that a draft is laid over.
    static Bundle baseBundle(Connection connection, Draft draft) throws SQLException {
        return Releases.bundle(connection, draft.base()).orElseThrow();
    }

    static Bundle bundle(Connection connection, Draft draft, Bundle base) throws SQLException {
        TreeMap<String, byte[]> files = new TreeMap<>(base.files());
        record Laid(String path, boolean removed, byte[] content) {}
        for (Laid laid : Database.list(
                connection,
                r -> new Laid(r.getString(1), r.getBoolean(2), r.getBytes(3)),
                "select path, deleted, content from draft_file where draft = ?",
                draft.id())) {
            if (laid.removed) {
                files.remove(laid.path);
            } else {
                files.put(laid.path, laid.content);
            }
        }
        return Bundle.of(files);
    }

    /// Whether a file is code: DRL, or a workbook with sheets of Drools code.
    static boolean containsCode(String path, Bundle bundle) {
        byte[] content = bundle.files().get(path);
        return isCodePath(path) || (content != null && FreeFormSheet.existsIn(path, content));
    }

    /// Whether a file is code whatever is in it. Free-form sheets are found by reading.
    static boolean isCodePath(String path) {
        return path.startsWith("rules/");
    }

    private interface DraftOperation {
        Optional<Rejected> apply(Connection connection, Draft draft) throws SQLException;
    }

    private static final class Rollback extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient Rejected rejected;

        Rollback(Rejected declined) {
            super("declined", null, false, false);
            this.rejected = declined;
        }
    }

    private DraftResult change(Draft.Editor who, String what, int id, @Nullable Integer version, DraftOperation step) {
        DraftResult changed;
        try {
            changed = database.transaction(c -> {
                DraftResult open = lockOpen(c, id, version);
                if (!(open instanceof DraftResult.Updated(Draft draft))) {
                    return open;
                }
                Optional<Rejected> declined = step.apply(c, draft);
                if (declined.isPresent()) {
                    // Half of it may be done.
                    throw new Rollback(declined.get());
                }
                Database.execute(
                        c, "update draft set version = version + 1, updated_at = clock_timestamp() where id = ?", id);
                return new DraftResult.Updated(find(c, id, false).orElseThrow());
            });
        } catch (Rollback undone) {
            changed = undone.rejected;
        }
        return auditRejection(who, what, "draft:" + id, changed);
    }

    private DraftResult auditRejection(Draft.Editor who, String what, String subject, DraftResult changed) {
        if (changed instanceof Rejected declined) {
            audit.logRejection(
                    who.name(),
                    what,
                    subject,
                    declined.code() + ": " + declined.detail().en());
        }
        return changed;
    }

    private record Upload(
            TreeMap<String, byte[]> files, @Nullable Rejected rejected) {}

    private static Upload resolvePath(Map<String, byte[]> files, Set<String> known) {
        TreeMap<String, byte[]> placed = new TreeMap<>();
        if (files.isEmpty()) {
            return new Upload(placed, Rejected.of(RejectionCode.BAD_FILE, Message.of("release.bad-file.no-file-sent")));
        }
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            String path = resolvePath(file.getKey(), known);
            if (!PATH.matcher(path).matches()) {
                return new Upload(
                        placed,
                        Rejected.of(
                                RejectionCode.BAD_FILE,
                                Message.of("release.bad-file.belongs-no-bundle", "key", file.getKey())));
            }
            placed.put(path, file.getValue());
        }
        return new Upload(placed, null);
    }

    /// A name without a folder goes where a file of that name is, or where its kind belongs.
    private static String resolvePath(String name, Set<String> known) {
        if (name.contains("/")) {
            return name;
        }
        if (name.endsWith(".drl")) {
            return "rules/" + name;
        }
        return known.contains("scenarios/" + name) && !known.contains("decision-tables/" + name)
                ? "scenarios/" + name
                : "decision-tables/" + name;
    }

    /// Lays files over a draft.
    ///
    /// @param now what the draft holds so far. To change code in it takes a rule engineer, whatever comes in its
    ///     place; code that comes in with a workbook is found by the check
    private static Optional<Rejected> overlay(
            Connection connection,
            int id,
            Draft.Editor who,
            Map<String, byte[]> files,
            Bundle below,
            Bundle now,
            boolean whole)
            throws SQLException {
        Map<String, byte @Nullable []> wanted = new TreeMap<>(files);
        if (whole) {
            below.files().keySet().forEach(path -> wanted.putIfAbsent(path, null));
        }
        // A file as it is below is no change, whoever sends it.
        Set<String> same = new TreeSet<>();
        wanted.forEach((path, content) -> {
            if (Arrays.equals(content, below.files().get(path))) {
                same.add(path);
            }
        });
        for (Map.Entry<String, byte @Nullable []> file : wanted.entrySet()) {
            String path = file.getKey();
            if (same.contains(path)) {
                Optional<Boolean> mine = Database.first(
                        connection,
                        r -> r.getBoolean(1),
                        "select true from draft_file where draft = ? and path = ?",
                        id,
                        path);
                if (mine.isPresent() && !who.ruleEngineer() && containsCode(path, now)) {
                    return Optional.of(needsRuleEngineer(path));
                }
                Database.execute(connection, "delete from draft_file where draft = ? and path = ?", id, path);
            } else if (!who.ruleEngineer() && containsCode(path, now)) {
                return Optional.of(needsRuleEngineer(path));
            } else {
                put(connection, id, who, path, file.getValue());
            }
        }
        Bundle result = bundle(connection, find(connection, id, false).orElseThrow(), below);
        long bytes = result.files().values().stream().mapToLong(b -> b.length).sum();
        if (result.files().size() > MAX_FILES || bytes > MAX_BYTES) {
            return Optional.of(Rejected.of(
                    RejectionCode.BAD_FILE,
                    Message.of("release.bad-file.bundle-may-files", "maxFiles", MAX_FILES, "maxBytes", MAX_BYTES)));
        }
        return Optional.empty();
    }

    private static void put(Connection connection, int id, Draft.Editor who, String path, byte @Nullable [] content)
            throws SQLException {
        Database.execute(
                connection,
                """
                insert into draft_file (draft, path, content, deleted, author, by_rule_engineer) values (?, ?, ?, ?, ?, ?)
                on conflict (draft, path) do update set content = excluded.content, deleted = excluded.deleted,
                author = excluded.author, by_rule_engineer = excluded.by_rule_engineer""",
                id,
                path,
                Objects.requireNonNullElse(content, new byte[0]),
                content == null,
                who.name(),
                who.ruleEngineer());
    }

    private static Rejected needsRuleEngineer(String path) {
        return Rejected.of(
                RejectionCode.NEEDS_RULE_ENGINEER,
                Message.of("release.needs-rule-engineer.holds-code-changing", "path", path));
    }

    private static String commaSeparated(Iterable<String> paths) {
        return String.join(", ", paths);
    }

    private static Draft draft(ResultSet row, List<Draft.Change> changes) throws SQLException {
        return new Draft(
                row.getInt(1),
                row.getInt(2),
                row.getString(3),
                row.getString(4),
                Database.instant(row, 5),
                Database.instant(row, 6),
                row.getInt(7),
                row.getObject(8, Integer.class),
                changes);
    }
}
