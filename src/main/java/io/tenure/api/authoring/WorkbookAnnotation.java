package io.tenure.api.authoring;

import io.tenure.finding.Finding;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Writes findings into a workbook, as notes and colours.
///
/// Only builds for the JVM have an implementation, since the library that writes workbooks can't be part of a
/// native binary.
public interface WorkbookAnnotation {
    /// Most cells of a workbook that can be annotated.
    int maxCells();

    boolean isTooLarge(byte[] workbook);

    /// The workbook with the findings in it; empty if the library that writes workbooks can't open it, although it
    /// was read.
    Optional<byte[]> annotate(byte[] workbook, List<Finding> findings, Locale locale);
}
