package io.tenure.workbench;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import org.jspecify.annotations.Nullable;

/// A release: what it changed, and what rolling back to it would change for customers.
///
/// @param previous number of the release before it; null for the first, and for who may not read rules
/// @param changes to that release; null likewise
/// @param active number of the active release; null where none is
/// @param rollBack null for the active release
/// @param done whether it was published or activated just now
@CheckedTemplate(basePath = "workbench", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
record ReleasePage(
        Page page,
        ReleasesPage.Entry release,
        @Nullable Integer previous,
        @Nullable ShownChanges changes,
        @Nullable Integer active,
        @Nullable RollBack rollBack,
        boolean done)
        implements TemplateInstance {
    /// @param allowed whether the person may roll back
    /// @param pending whether it is scheduled
    /// @param changes from the active release to this one; null for who may not read rules
    /// @param impact on the customers on record; null until it is asked for
    /// @param fault why the impact can't be measured; null where it can
    record RollBack(
            boolean allowed,
            boolean pending,
            @Nullable ShownChanges changes,
            @Nullable ShownImpact impact,
            @Nullable String fault) {}
}
