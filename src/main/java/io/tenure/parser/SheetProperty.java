package io.tenure.parser;

/// A value set above the tables of a sheet, such as `HitPolicy FIRST`.
///
/// @param value empty if it is not set
/// @param row of the cell with the value; likewise the column; 0 if it is not set
record SheetProperty(String value, int row, int column) {
    static final SheetProperty NONE = new SheetProperty("", 0, 0);
}
