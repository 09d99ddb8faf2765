package io.tenure.ruleset;

/// A sheet whose tables are written as Drools code; the engine hands it to Drools' own reader unchanged.
///
/// @param file path of the workbook in the bundle
/// @param workbook the whole workbook, since that reader takes a file
public record FreeForm(String file, String sheet, byte[] workbook) {}
