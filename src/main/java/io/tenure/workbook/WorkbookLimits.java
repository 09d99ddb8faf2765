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
    /// Longest text of a cell, characters; spreadsheet programs hold no more.
    public static final int MAX_CELL_LENGTH = 32_767;
    /// Longest number, date or error in a cell, characters; no program writes more than thirty.
    static final int MAX_NUMBER_LENGTH = 400;
    /// Most characters of all cells of one workbook, a text that cells share counted for each of them.
    public static final int MAX_CHARACTERS = 16 << 20;
    /// Longest name of a sheet, characters; Excel accepts 31.
    static final int MAX_SHEET_NAME_LENGTH = 255;
    /// Most elements of XML in one part; a cell has up to four.
    static final int MAX_ELEMENTS = 6_000_000;
    /// Most attributes of an element of XML.
    static final int MAX_ATTRIBUTES = 256;
    /// Longest value of an attribute, characters; old drawings have pictures in them.
    static final int MAX_ATTRIBUTE_LENGTH = 1 << 20;
    /// Most distinct names of elements and attributes in one part.
    static final int MAX_XML_NAMES = 5_000;
    /// Most distinct prefixes of names in one part.
    static final int MAX_XML_PREFIXES = 256;
    /// Longest name of an element or attribute, characters.
    static final int MAX_XML_NAME_LENGTH = 1_024;
    /// Most elements within each other.
    static final int MAX_XML_DEPTH = 256;
    /// Most serial number of a date, that of 31 December 9999.
    static final int MAX_DATE = 2_958_465;
    /// Most bytes of a part that only lists other parts.
    static final int MAX_LIST_BYTES = 4 << 20;
    /// Longest formula that spreadsheet programs accept, characters.
    static final int MAX_FORMULA_LENGTH = 8_192;
    /// Formulas of one kind and sheet that are reported one by one.
    static final int MAX_REPORTED_FORMULAS = 100;

    private WorkbookLimits() {}
}
