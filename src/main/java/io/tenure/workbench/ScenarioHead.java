package io.tenure.workbench;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What every page about scenarios shows above its content.
///
/// @param part code of the page
/// @param errors that keep the scenarios from being decided; empty where they are decided
/// @param notice why what was asked for wasn't done; null for none
/// @param measurable whether the person may begin what takes minutes
record ScenarioHead(
        ShownVersion version,
        String part,
        List<ShownFinding> errors,
        @Nullable String notice,
        boolean measurable) {
    public boolean isAt(String other) {
        return part.equals(other);
    }
}
