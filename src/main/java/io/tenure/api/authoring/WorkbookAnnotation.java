package io.tenure.api.authoring;

import io.tenure.finding.Finding;
import java.util.List;
import java.util.Locale;

/// Writes findings into a workbook, as notes and colours.
///
/// Only builds for the JVM have an implementation, since the library that writes workbooks can't be part of a
/// native binary.
public interface WorkbookAnnotation {
    /// Most cells of a workbook that can be annotated.
    int maxCells();

    boolean isTooLarge(byte[] workbook);

    byte[] annotate(byte[] workbook, List<Finding> findings, Locale locale);
}
