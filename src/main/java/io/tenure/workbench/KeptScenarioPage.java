package io.tenure.workbench;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Keeping a decision as a scenario of a draft.
///
/// @param drafts those that are open, the latest first
/// @param name that the scenario gets unless another is typed; null where a scenario can't hold what decided
@CheckedTemplate(basePath = "workbench", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
record KeptScenarioPage(
        Page page,
        DecisionHead head,
        List<DraftChoice> drafts,
        @Nullable String name) implements TemplateInstance {
    /// A draft that can be chosen.
    ///
    /// @param own whether the person began it
    record DraftChoice(int number, String comment, boolean own) {}
}
