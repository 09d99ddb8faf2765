package io.tenure.api.authoring;

import io.tenure.lifecycle.Dictionary;
import io.tenure.mutation.KeptScenario;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// Writes scenarios into workbooks.
///
/// Only builds for the JVM have an implementation, since the library that writes workbooks can't be part of a
/// native binary.
public interface ScenarioWorkbook {
    /// The workbook with more scenarios, each in place of the one of its name if there is one.
    ///
    /// @param name of the workbook, without its ending
    /// @param workbook as it is; null for a new one
    /// @param scenarios by name, in their order
    byte[] with(
            String name,
            byte @Nullable [] workbook,
            Dictionary dictionary,
            SequencedMap<String, KeptScenario> scenarios);

    /// A new workbook with these rows as its sheet of scenarios.
    ///
    /// @param name of the workbook, without its ending
    /// @param rows the heading and the scenarios
    byte[] of(String name, List<List<String>> rows, Dictionary dictionary);
}
