package io.tenure.workbench;

import io.tenure.ruleset.Finding;
import java.util.List;
import java.util.Locale;

/// Gives a workbook back with its findings in it.
///
/// Only the build for a JVM brings one, since what writes workbooks doesn't fit a native binary.
interface CheckedWorkbook {
    byte[] annotate(byte[] workbook, List<Finding> findings, Locale locale);
}
