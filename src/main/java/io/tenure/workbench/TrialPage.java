package io.tenure.workbench;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One customer, decided by the active release and by a draft.
///
/// @param customerId as it was asked for; empty at first
/// @param fault why there is no result; null where there is one, and at first
/// @param result null at first
@CheckedTemplate(basePath = "workbench", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
record TrialPage(
        Page page,
        DraftHead draft,
        String customerId,
        @Nullable String fault,
        @Nullable Result result) implements TemplateInstance {
    /// @param asOf day of the decision whose facts are used
    /// @param differences outcomes that differ
    record Result(String asOf, Side before, Side after, List<Difference> differences) {}

    /// A decision by one of the two.
    ///
    /// @param sentences what is decided; or why it isn't
    /// @param rows that decided
    record Side(List<String> sentences, List<Row> rows) {}

    /// A row that decided.
    ///
    /// @param address of the row on the page of its table
    record Row(String name, String address, String reason) {}

    record Difference(String outcome, String before, String after) {}
}
