package io.tenure.workbook;

/// How much one workbook may hold, so that a small file cannot ask for much memory.
public final class WorkbookLimits {
    /// Largest file, bytes.
    static final int MAX_BYTES = 16 << 20;
    /// Most bytes that the file may unpack to.
    public static final int MAX_UNPACKED_BYTES = 96 << 20;
    /// Most parts in the file, pictures and styles included.
    static final int MAX_PARTS = 2_000;
    /// Most sheets in one workbook.
    static final int MAX_SHEETS = 64;
    /// Most rows of a sheet, and the last one that may hold anything.
    public static final int MAX_ROWS = 50_000;
    /// Last column that may be used.
    static final int MAX_COLUMNS = 1_024;
    /// Most cells in one workbook, those without content included.
    public static final int MAX_CELLS = 1_000_000;
    /// Most merged blocks of one sheet.
    static final int MAX_MERGED_RANGES = 10_000;
    /// Longest formula that spreadsheet programs accept, characters.
    static final int MAX_FORMULA_LENGTH = 8_192;
    /// External formulas of one sheet that are reported one by one.
    static final int MAX_EXTERNAL_FORMULAS = 100;

    private WorkbookLimits() {}
}
