package io.tenure.api;

import io.tenure.finding.Finding;
import io.tenure.workbook.WorkbookAnnotator;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;

/// Findings as notes and colours, everything else in the workbook untouched.
@Singleton
final class PoiWorkbookAnnotation implements WorkbookAnnotation {
    @Override
    public byte[] annotate(byte[] workbook, List<Finding> findings, Locale locale) {
        return WorkbookAnnotator.annotate(workbook, findings, locale);
    }
}
