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
    /// A decision with its reasons.
    ///
    /// @param sentences what was decided, in three sentences
    /// @param decisive the rows that decided what matters most
    /// @param others all other rows that matched
    /// @param actions what became of every action of the catalogue; empty where nobody can tell
    /// @param feedbackActions the actions that feedback may concern
    /// @param whatIf what would change it
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
            List<Choice> feedbackActions,
            WhatIf whatIf) {}

    /// What would change a decision.
    ///
    /// @param wishes that can be chosen
    /// @param sentences the answer to the one that is; empty where none is
    record WhatIf(List<WishChoice> wishes, List<String> sentences) {}

    /// A wish that can be chosen.
    record WishChoice(String value, String label, boolean chosen) {}

    /// A row, and where it is.
    ///
    /// @param place file, sheet and row
    /// @param address of the row on the page of its table, or of its line; empty for a row of the settings
    record CitedRow(String name, String place, String reason, String address) {}

    /// What became of an action.
    ///
    /// @param kind class of the style: good, quiet, warn or bad
    record JudgedAction(String label, String status, String kind, String sentence, List<CitedRow> rows) {}

    /// An action that can be chosen.
    record Choice(String code, String label) {}

    /// A decision in one line.
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

    /// A contact or an outcome.
    record EventEntry(String day, String what, String action, String amount) {}
}
