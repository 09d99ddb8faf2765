package io.tenure.workbench;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All releases, the latest first, and when each of them was active.
///
/// @param active null where none is
/// @param mayRollBack whether the person may activate releases and cancel scheduled ones
@CheckedTemplate(basePath = "workbench", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
record ReleasesPage(
        Page page,
        @Nullable ActiveRelease active,
        List<Entry> releases,
        List<ActivationEntry> activations,
        boolean mayRollBack)
        implements TemplateInstance {
    /// @param since to the minute, in UTC; null where it isn't known
    /// @param by who activated it; null where it isn't known
    record ActiveRelease(
            int number, @Nullable String since, @Nullable String by, String comment) {}

    /// @param approver null for one that nobody had to approve
    /// @param createdAt to the minute, in UTC
    record Entry(
            int number, String author, @Nullable String approver, String comment, String createdAt, boolean active) {}

    /// @param from to the minute, in UTC
    /// @param pending whether it is still to come
    record ActivationEntry(int release, String from, String by, boolean cancelled, boolean pending) {}
}
