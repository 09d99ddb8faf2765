package io.tenure.api.authoring;

import io.tenure.finding.Finding;
import io.tenure.workbook.WorkbookAnnotator;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;

/// Annotates with Apache POI; everything but the findings stays as it was.
@Singleton
final class PoiWorkbookAnnotation implements WorkbookAnnotation {
    @Override
    public int maxCells() {
        return WorkbookAnnotator.MAX_CELLS;
    }

    @Override
    public boolean isTooLarge(byte[] workbook) {
        return WorkbookAnnotator.isTooLarge(workbook);
    }

    @Override
    public byte[] annotate(byte[] workbook, List<Finding> findings, Locale locale) {
        return WorkbookAnnotator.annotate(workbook, findings, locale);
    }
}
