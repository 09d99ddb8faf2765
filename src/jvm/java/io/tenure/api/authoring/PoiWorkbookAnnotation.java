package io.tenure.api.authoring;

import io.tenure.finding.Finding;
import io.tenure.workbook.WorkbookAnnotator;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jboss.logging.Logger;

/// Annotates with Apache POI; everything but the findings stays as it was.
@Singleton
final class PoiWorkbookAnnotation implements WorkbookAnnotation {
    private static final Logger LOG = Logger.getLogger(PoiWorkbookAnnotation.class);

    @Override
    public int maxCells() {
        return WorkbookAnnotator.MAX_CELLS;
    }

    @Override
    public boolean isTooLarge(byte[] workbook) {
        return WorkbookAnnotator.isTooLarge(workbook);
    }

    @Override
    public Optional<byte[]> annotate(byte[] workbook, List<Finding> findings, Locale locale) {
        try {
            return Optional.of(WorkbookAnnotator.annotate(workbook, findings, locale));
        } catch (RuntimeException | StackOverflowError failure) {
            // Apache POI states no limits and throws what it likes on what another program wrote.
            LOG.warn("A workbook cannot be annotated", failure);
            return Optional.empty();
        }
    }
}
