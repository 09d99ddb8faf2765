package io.tenure.workbench;

import io.tenure.ruleset.Finding;
import io.tenure.workbook.Annotator;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;

/// Findings as notes and colours, everything else in the workbook untouched.
@Singleton
final class AnnotatedWorkbook implements CheckedWorkbook {
    @Override
    public byte[] annotate(byte[] workbook, List<Finding> findings, Locale locale) {
        return Annotator.annotate(workbook, findings, locale);
    }
}
