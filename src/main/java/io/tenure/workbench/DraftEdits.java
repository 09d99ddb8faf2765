package io.tenure.workbench;

import io.tenure.api.authoring.DraftResponses;
import io.tenure.bundle.Bundle;
import io.tenure.bundle.BundleReader;
import io.tenure.finding.Checked;
import io.tenure.finding.Finding;
import io.tenure.release.CheckPool;
import io.tenure.release.Draft;
import io.tenure.release.DraftWorkspace;
import io.tenure.release.ReleaseResult.DraftResult;
import io.tenure.release.ReleaseResult.Rejected;
import io.tenure.release.ReleaseResult.Updated;
import io.tenure.text.Text;
import io.tenure.workbook.SheetEdit;
import io.tenure.workbook.WorkbookEditor;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Changes cells and rows of a workbook into a draft: the one that is shown, or a new one on the active release.
@Singleton
final class DraftEdits {
    private final DraftWorkspace drafts;
    private final CheckPool pool;

    DraftEdits(DraftWorkspace drafts, CheckPool pool) {
        this.drafts = drafts;
        this.pool = pool;
    }

    /// What became of a change.
    sealed interface Result {
        /// @param draft as it is now
        record Saved(Draft draft) implements Result {}

        /// Nothing was saved.
        record Refused(Text reason) implements Result {}

        /// The workbook can't be changed so; nothing was saved.
        record Invalid(List<Finding> findings) implements Result {}
    }

    /// @param comment of a draft that the change begins
    Result save(RuleVersion version, String path, List<SheetEdit> edits, Text comment, PageRequest request) {
        return save(version, Map.of(path, edits), comment, request);
    }

    /// What the check would find if a change were saved, but for what only compiling finds. Nothing is saved.
    ///
    /// @throws io.tenure.release.CheckRefusedException if too many checks wait already, or it takes too long
    List<Finding> check(RuleVersion version, String path, List<SheetEdit> edits) {
        return pool.run(() -> {
            Bundle before = version.bundle();
            return WorkbookEditor.apply(path, before.files().getOrDefault(path, new byte[0]), edits)
                    .then(workbook -> {
                        Map<String, byte[]> files = new TreeMap<>(before.files());
                        files.put(path, workbook);
                        return new BundleReader().changing(before).read(Bundle.of(files));
                    })
                    .findings();
        });
    }

    /// Stores a file as it is.
    Result store(RuleVersion version, String path, byte[] content, Text comment, PageRequest request) {
        return store(version, Map.of(path, content), comment, request);
    }

    /// Changes several workbooks at once.
    Result save(RuleVersion version, Map<String, List<SheetEdit>> edits, Text comment, PageRequest request) {
        Map<String, byte[]> changed = new LinkedHashMap<>();
        for (Map.Entry<String, List<SheetEdit>> file : edits.entrySet()) {
            byte[] workbook = version.bundle().files().getOrDefault(file.getKey(), new byte[0]);
            switch (WorkbookEditor.apply(file.getKey(), workbook, file.getValue())) {
                case Checked.Invalid(List<Finding> findings) -> {
                    return new Result.Invalid(findings);
                }
                case Checked.Valid(byte[] edited, var _) -> changed.put(file.getKey(), edited);
            }
        }
        return store(version, changed, comment, request);
    }

    private Result store(RuleVersion version, Map<String, byte[]> files, Text comment, PageRequest request) {
        Draft.Editor editor = DraftResponses.editor(request);
        Draft draft = version.draft();
        DraftResult result = draft == null
                ? drafts.create(editor, version.release(), files, false, comment.in(request.locale()))
                : drafts.upload(editor, draft.id(), draft.version(), files, false);
        return switch (result) {
            case Updated(Draft changed) -> new Result.Saved(changed);
            case Rejected rejected -> new Result.Refused(rejected.detail());
        };
    }
}
