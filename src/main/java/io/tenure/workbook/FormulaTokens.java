package io.tenure.workbook;

/// Where the tokens of a formula end in which any character may stand.
final class FormulaTokens {
    private FormulaTokens() {}

    /// The index after a quotation, in which two quotes stand for one; the formula's length where it is not closed.
    ///
    /// @param start index of the quote that opens it
    static int quotationEnd(String formula, int start) {
        var quote = formula.charAt(start);
        var end = start + 1;
        while (end < formula.length()) {
            if (formula.charAt(end) == quote) {
                if (end + 1 >= formula.length() || formula.charAt(end + 1) != quote) {
                    return end + 1;
                }
                end++;
            }
            end++;
        }
        return formula.length();
    }

    /// The index after brackets within brackets; an apostrophe makes the next character part of a column's name.
    ///
    /// @param start index of the bracket that opens them
    static int bracketsEnd(String formula, int start) {
        var depth = 0;
        for (var end = start; end < formula.length(); end++) {
            switch (formula.charAt(end)) {
                case '\'' -> end++;
                case '[' -> depth++;
                case ']' -> {
                    if (--depth == 0) {
                        return end + 1;
                    }
                }
                default -> {}
            }
        }
        return formula.length();
    }
}
