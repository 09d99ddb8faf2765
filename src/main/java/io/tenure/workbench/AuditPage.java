package io.tenure.workbench;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.tenure.api.authoring.AuditVerificationView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The audit log: a search, and whether the log is as it was written.
///
/// @param fault why nothing was searched; null where it was
/// @param earlier query of the page with earlier entries; null where there are none
/// @param verification null until it is asked for
@CheckedTemplate(basePath = "workbench", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
record AuditPage(
        Page page,
        Form form,
        @Nullable String fault,
        List<Entry> entries,
        @Nullable String earlier,
        @Nullable AuditVerificationView verification)
        implements TemplateInstance {
    /// What was searched for, as it was typed.
    ///
    /// @param from a moment, `2026-06-30T09:15`; `until` likewise
    record Form(
            String actor, List<OperationChoice> operations, String from, String until, boolean rejected, String head) {}

    record OperationChoice(String code, String label, boolean chosen) {}

    /// @param at to the second, in UTC
    /// @param operation what people call it
    /// @param code as the log names it
    record Entry(
            long id,
            String at,
            String actor,
            String operation,
            String code,
            String subject,
            String detail,
            boolean succeeded,
            @Nullable String hash) {}
}
