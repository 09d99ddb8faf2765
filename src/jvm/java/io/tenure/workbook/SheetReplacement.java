package io.tenure.workbook;

import io.tenure.lifecycle.Dictionary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The workbooks of a bundle with a sheet replaced, made anew as from their CSV files.
public final class SheetReplacement {
    private static final String ENDING = ".xlsx";

    private final List<CsvSheet> sheets = new ArrayList<>();
    private final Dictionary dictionary;

    /// @param workbooks by file name, such as `stage.xlsx`
    public SheetReplacement(Map<String, byte[]> workbooks, Dictionary dictionary) {
        this.dictionary = dictionary;
        workbooks.forEach((file, bytes) -> CsvExport.of(file, bytes).forEach((name, csv) -> {
            String workbook = file.substring(0, file.length() - ENDING.length());
            String sheet = name.substring(workbook.length() + 1, name.length() - ".csv".length());
            sheets.add(CsvSheet.read(workbook, sheet, csv));
        }));
    }

    /// The workbooks in a folder of a bundle.
    ///
    /// @param files of the bundle, by path
    /// @param folder such as `decision-tables/`
    public static SheetReplacement ofFolder(Map<String, byte[]> files, String folder, Dictionary dictionary) {
        Map<String, byte[]> workbooks = new TreeMap<>();
        files.forEach((path, bytes) -> {
            if (path.startsWith(folder) && path.endsWith(ENDING)) {
                workbooks.put(path.substring(folder.length()), bytes);
            }
        });
        return new SheetReplacement(workbooks, dictionary);
    }

    /// The cells of a sheet; empty if there is none.
    public List<List<String>> rows(String workbook, String sheet) {
        return sheets.stream()
                .filter(s -> s.workbook().equals(workbook) && s.sheet().equals(sheet))
                .findFirst()
                .map(CsvSheet::rows)
                .orElse(List.of());
    }

    /// The workbook with other cells in one sheet, which is added if there is none.
    public byte[] replace(String workbook, String sheet, List<List<String>> rows) {
        sheets.removeIf(s -> s.workbook().equals(workbook) && s.sheet().equals(sheet));
        sheets.add(new CsvSheet(workbook, sheet, rows));
        return new WorkbookGenerator(dictionary, CodeLabels.of(sheets))
                .generate(
                        workbook,
                        sheets.stream()
                                .filter(s -> s.workbook().equals(workbook))
                                .toList())
                .xlsx();
    }
}
