package io.tenure.workbench;

import io.tenure.bundle.Bundle;
import io.tenure.bundle.Ruleset;
import io.tenure.finding.Address;
import io.tenure.finding.Finding;
import io.tenure.release.Draft;
import io.tenure.workbook.Sheet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rules that a page shows: those of the active release, or of a draft as far as they can be read.
///
/// @param release number of the active release, or of the one that the draft is based on
/// @param draft null for the active release
/// @param ownDraft the latest open draft that the person began; null where there is none
record RuleVersion(
        int release,
        @Nullable Draft draft,
        RuleContent content,
        @Nullable Integer ownDraft) {
    /// What the parameter of addresses is called in [#query].
    static final String PARAMETER = "version";

    /// Value of the parameter for what is active.
    static final String ACTIVE = "active";

    Bundle bundle() {
        return content.bundle();
    }

    /// As far as it can be read.
    Ruleset ruleset() {
        return content.ruleset();
    }

    /// The findings of the draft, sorted; none of a release.
    List<Finding> findings() {
        return content.findings();
    }

    /// Names the version in an address: `?version=7`, `?version=active`.
    String query() {
        return "?" + PARAMETER + "=" + (draft == null ? ACTIVE : Integer.toString(draft.id()));
    }

    /// Whether a change can be made to what is shown: to a draft that is open, or as the first change of a new one.
    boolean isOpen() {
        return draft == null ? ownDraft == null : draft.release() == null;
    }

    /// Changes whenever what is shown may: the version of the draft, or the number of the release.
    int stamp() {
        return draft == null ? release : draft.version();
    }

    /// The sheets of a workbook; empty where there is none that can be read.
    List<Sheet> sheets(String path) {
        return content.sheets(path);
    }

    /// The findings about a row of a sheet and its cells.
    List<Finding> findingsAt(Address row) {
        return findings().stream()
                .filter(finding -> finding.address().file().equals(row.file())
                        && finding.address().sheet().equals(row.sheet())
                        && finding.address().row() == row.row())
                .toList();
    }

    /// How many errors keep the draft from being published.
    long errors() {
        return Finding.count(findings(), Finding.Severity.ERROR);
    }
}
