package io.tenure.workbench;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.tenure.workbench.ScenarioTexts.Link;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which rows and rules the scenarios of a version of the rules touch.
///
/// @param coverage null where errors keep them from being decided
@CheckedTemplate(basePath = "workbench", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
record ScenarioCoveragePage(
        Page page, ScenarioHead head, @Nullable Coverage coverage) implements TemplateInstance {
    /// @param known false where a scenario could not be decided: it may have touched anything
    /// @param percent of the rows, rounded down
    /// @param tables with rows that none touches, those with the smallest share first
    /// @param whole names of the tables of which every row is touched
    /// @param parameters that only rows read which none touches, the first ones
    /// @param rules of code that fire in none, the first ones
    record Coverage(
            boolean known,
            int rows,
            int touched,
            int percent,
            List<TableCoverage> tables,
            List<String> whole,
            List<Link> parameters,
            List<Link> rules) {}

    /// @param untouched rows that no scenario touches, the first ones
    /// @param more how many further ones there are
    record TableCoverage(
            String name, String address, int rows, int touched, int percent, List<Link> untouched, int more) {}
}
