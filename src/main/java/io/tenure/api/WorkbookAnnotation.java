package io.tenure.api;

import io.tenure.finding.Finding;
import java.util.List;
import java.util.Locale;

/// Gives a workbook back with its findings in it.
///
/// Only the build for a JVM brings one, since what writes workbooks doesn't fit a native binary.
interface WorkbookAnnotation {
    byte[] annotate(byte[] workbook, List<Finding> findings, Locale locale);
}
