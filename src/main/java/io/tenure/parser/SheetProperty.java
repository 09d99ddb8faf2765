package io.tenure.parser;

/// A value set above the tables of a sheet, such as `HitPolicy FIRST`.
///
/// @param value empty where nothing is set
/// @param row of the cell that holds the value; likewise the column; 0 where nothing is set
record SheetProperty(String value, int row, int column) {
    static final SheetProperty NONE = new SheetProperty("", 0, 0);
}
