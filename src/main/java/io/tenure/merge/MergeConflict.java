package io.tenure.merge;

import io.tenure.finding.Address;
import io.tenure.finding.Finding;
import io.tenure.text.Message;
import io.tenure.text.Text;

/// What two people changed in different ways.
///
/// @param kind what both changed
/// @param mine where it is in the draft; the row or sheet nearest to it where it is not there
/// @param theirs where it is in the other bundle, likewise
/// @param subject name of the row or rule; empty for a file
/// @param part name of the column; empty for more than a cell
/// @param baseValue what it was before both changes; empty where it was not there, as for the other two
public record MergeConflict(
        Kind kind,
        Address mine,
        Address theirs,
        String subject,
        String part,
        String baseValue,
        String mineValue,
        String theirsValue) {
    /// What both changed.
    public enum Kind {
        /// A cell has two new values.
        CELL,
        /// A row was deleted by one and changed by the other, or added by both with different cells.
        ROW,
        /// A row was moved to two places.
        ROW_ORDER,
        /// A rule has two new texts, or was deleted by one and changed by the other.
        RULE,
        /// A file that can't be merged by its parts: columns or sheets were changed by both, it can't be read, or it
        /// was deleted by one and changed by the other.
        FILE
    }

    /// Whose change is taken.
    public enum Side {
        MINE,
        THEIRS
    }

    /// Names the conflict in a choice: file, sheet, row and column,
    /// `decision-tables/stage.xlsx›Stage›ST6›volumeGrowth`.
    /// A move has `#order` for its column.
    public String id() {
        var id = new StringBuilder(mine.file());
        if (!mine.sheet().isEmpty()) {
            id.append('›').append(mine.sheet());
        }
        if (!subject.isEmpty()) {
            id.append('›').append(subject);
        }
        if (kind == Kind.ROW_ORDER) {
            id.append("›#order");
        } else if (!part.isEmpty()) {
            id.append('›').append(part);
        }
        return id.toString();
    }

    /// The conflict as a finding at its place in the draft.
    public Finding finding() {
        return Finding.error(
                "merge-conflict", mine, mineValue, message(), Message.of("merge.conflict.fix", "id", id()));
    }

    private Text message() {
        return switch (kind) {
            case CELL ->
                Message.of(
                        "merge.conflict.cell",
                        "row",
                        subject,
                        "column",
                        part,
                        "base",
                        baseValue,
                        "mine",
                        mineValue,
                        "theirs",
                        theirsValue);
            case ROW -> Message.of("merge.conflict.row", "row", subject, "mine", mineValue, "theirs", theirsValue);
            case ROW_ORDER -> Message.of("merge.conflict.row-order", "row", subject);
            case RULE -> Message.of("merge.conflict.rule", "rule", subject);
            case FILE -> Message.of("merge.conflict.file", "file", mine.file());
        };
    }
}
