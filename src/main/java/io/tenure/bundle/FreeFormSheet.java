package io.tenure.bundle;

import io.tenure.finding.FindingCollector;
import io.tenure.parser.TableHeader;
import io.tenure.workbook.Sheet;
import io.tenure.workbook.WorkbookReader;
import java.util.List;

/// A sheet whose tables are written as Drools code; the engine hands its cells to Drools' own reader.
public record FreeFormSheet(Sheet content) {
    /// Path of the workbook in the bundle.
    public String file() {
        return content.file();
    }

    /// Name of the sheet.
    public String sheet() {
        return content.name();
    }

    /// Whether a file of a bundle is a workbook with such a sheet; one that cannot be read has none.
    public static boolean existsIn(String path, byte[] content) {
        return Bundle.isTableWorkbook(path)
                && WorkbookReader.read(path, content, new FindingCollector()).stream()
                        .flatMap(List::stream)
                        .filter(sheet -> !Settings.isSettings(sheet))
                        .anyMatch(sheet -> TableHeader.of(sheet, new FindingCollector()).values().stream()
                                .anyMatch(header -> header.isFreeForm(sheet)));
    }
}
