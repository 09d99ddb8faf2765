package io.tenure.ruleset;

import java.util.List;

/// A sheet whose tables are written as Drools code; the engine hands it to Drools' own reader unchanged.
///
/// @param file path of the workbook in the bundle
/// @param workbook the whole workbook, since that reader takes a file
public record FreeForm(String file, String sheet, byte[] workbook) {
    /// Whether a file of a bundle is a workbook with such a sheet; one that cannot be read has none.
    public static boolean in(String path, byte[] content) {
        return BundleReader.isOfTables(path)
                && WorkbookReader.read(path, content, new Findings()).stream()
                        .flatMap(List::stream)
                        .filter(sheet -> !Settings.isSettings(sheet) && !AddedSheet.is(sheet))
                        .anyMatch(sheet -> Mark.of(sheet, new Findings()).values().stream()
                                .anyMatch(mark -> mark.isOfCode(sheet)));
    }
}
