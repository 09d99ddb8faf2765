package io.tenure.api.authoring;

import io.tenure.lifecycle.Dictionary;
import io.tenure.mutation.KeptScenario;
import org.jspecify.annotations.Nullable;

/// Writes scenarios into workbooks.
///
/// Only builds for the JVM have an implementation, since the library that writes workbooks can't be part of a
/// native binary.
public interface ScenarioWorkbook {
    /// The workbook with one more scenario, in place of the one of that name if there is one.
    ///
    /// @param name of the workbook, without its ending
    /// @param workbook as it is; null for a new one
    byte[] with(String name, byte @Nullable [] workbook, Dictionary dictionary, String scenario, KeptScenario kept);
}
