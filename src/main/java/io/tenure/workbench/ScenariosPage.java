package io.tenure.workbench;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.tenure.workbench.ScenarioTexts.Link;
import io.tenure.workbench.ScenarioTexts.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How the scenarios of a version of the rules are decided.
///
/// @param outcome null where errors keep them from being decided
@CheckedTemplate(basePath = "workbench", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
record ScenariosPage(Page page, ScenarioHead head, @Nullable Outcome outcome) implements TemplateInstance {
    /// @param failed those that are decided otherwise than they expect, or contradict themselves, the first ones
    /// @param words that the list of the others is searched for
    /// @param shown those that are decided as they expect and have the words, the first ones
    /// @param more how many further ones have the words
    record Outcome(int count, int passed, List<Failed> failed, String words, List<Entry> shown, int more) {
        /// How many are decided otherwise.
        public int differing() {
            return count - passed;
        }
    }

    /// A scenario.
    ///
    /// @param expected what it expects, the beginning
    record Entry(String name, String place, String expected) {}

    /// A scenario that is decided otherwise than it expects.
    ///
    /// @param failure why it isn't decided; null where it is
    /// @param contradictions between its facts
    record Failed(
            Entry scenario,
            List<Difference> differences,
            @Nullable String failure,
            List<ShownFinding> contradictions,
            List<Value> facts) {}

    /// @param row that decided; null for none
    record Difference(
            String name,
            String expected,
            String actual,
            @Nullable Link row) {}
}
