package io.tenure.workbench;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A customer: the timeline, one decision with its reasons, the other decisions, and what came of them.
///
/// @param picture of the timeline, as a data URI
/// @param decision the one that is shown; null where it can't be read any more
/// @param history all decisions, the newest first
/// @param events contacts and feedback, the latest first
/// @param stored whether feedback was stored just now
@CheckedTemplate(basePath = "workbench", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
record CustomerPage(
        Page page,
        String customerId,
        String address,
        String picture,
        @Nullable ShownDecision decision,
        List<HistoryEntry> history,
        List<EventEntry> events,
        boolean stored)
        implements TemplateInstance {
    /// @param sentences what was decided, in three sentences
    /// @param decisive the rows that decided what matters most
    /// @param others all other rows that matched
    /// @param actions every action of the catalogue and what became of it; empty where it can't be explained any more
    /// @param feedbackActions the actions that feedback may concern
    record ShownDecision(
            String id,
            String asOf,
            String decidedAt,
            int release,
            boolean latest,
            List<String> sentences,
            List<CitedRow> decisive,
            List<CitedRow> others,
            List<JudgedAction> actions,
            List<Choice> feedbackActions) {}

    /// A row, and where it is.
    ///
    /// @param link to the row on the page of its table; null where the active release has no such table
    /// @param place file, sheet and row
    record CitedRow(String name, String place, @Nullable String link, String reason) {}

    /// What became of an action.
    ///
    /// @param kind class of the style: good, quiet, warn or bad
    record JudgedAction(String label, String status, String kind, String sentence, List<CitedRow> rows) {}

    record Choice(String code, String label) {}

    record HistoryEntry(
            String id,
            String asOf,
            String decidedAt,
            int release,
            boolean trial,
            boolean shown,
            String stage,
            String level,
            String risk,
            String action) {}

    record EventEntry(String day, String what, String action, String amount) {}
}
