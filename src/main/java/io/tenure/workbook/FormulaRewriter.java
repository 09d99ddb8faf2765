package io.tenure.workbook;

import io.tenure.finding.Address;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Rewrites the cells to which a formula refers. Texts, names, functions and the columns of tables stay.
final class FormulaRewriter {
    private static final String DELETED = "#REF!";
    private static final Pattern CELL = Pattern.compile("(\\$?)([A-Za-z]{1,3})(\\$?)([1-9]\\d{0,6})");
    private static final Pattern ROW = Pattern.compile("(\\$?)([1-9]\\d{0,6})");
    private static final Pattern TOKEN = Pattern.compile("[\\p{L}\\p{N}_.$\\\\?]+");

    private final String formula;
    private final References references;
    private final StringBuilder rewritten = new StringBuilder();
    private final Matcher token;
    private int at;
    /// The sheet that the next reference names; empty where it names none.
    private String sheet = "";

    /// What becomes of references.
    private interface References {
        /// Whether references to cells of a sheet change.
        ///
        /// @param sheet empty for the formula's own
        boolean concern(String sheet);

        String cell(Matcher cell);

        String range(Matcher first, Matcher last);

        String rows(Matcher first, Matcher last);
    }

    private FormulaRewriter(String formula, References references) {
        this.formula = formula;
        this.references = references;
        this.token = TOKEN.matcher(formula);
    }

    /// A formula after rows of a sheet moved.
    ///
    /// @param isOwn whether the formula is in that sheet
    static String shifted(String formula, RowOrder.Shift shift, String sheet, boolean isOwn) {
        return new FormulaRewriter(formula, new Shifted(shift, sheet, isOwn)).rewrite();
    }

    /// A formula copied so many rows down and columns to the right.
    static String copied(String formula, int rows, int columns) {
        return new FormulaRewriter(formula, new Copied(rows, columns)).rewrite();
    }

    private record Shifted(RowOrder.Shift shift, String name, boolean isOwn) implements References {
        @Override
        public boolean concern(String sheet) {
            return sheet.isEmpty() ? isOwn : sheet.equalsIgnoreCase(name);
        }

        @Override
        public String cell(Matcher cell) {
            var row = shift.row(Integer.parseInt(cell.group(4)));
            return row == 0 ? DELETED : cell.group(1) + cell.group(2) + cell.group(3) + row;
        }

        @Override
        public String range(Matcher first, Matcher last) {
            var rows = shift.rows(Integer.parseInt(first.group(4)), Integer.parseInt(last.group(4)));
            return rows == null
                    ? DELETED
                    : first.group(1) + first.group(2) + first.group(3) + rows.first() + ":" + last.group(1)
                            + last.group(2) + last.group(3) + rows.last();
        }

        @Override
        public String rows(Matcher first, Matcher last) {
            var rows = shift.rows(Integer.parseInt(first.group(2)), Integer.parseInt(last.group(2)));
            return rows == null ? DELETED : first.group(1) + rows.first() + ":" + last.group(1) + rows.last();
        }
    }

    private record Copied(int down, int right) implements References {
        @Override
        public boolean concern(String sheet) {
            return true;
        }

        @Override
        public String cell(Matcher cell) {
            var column = LayoutReader.columnOf(cell.group(2)) + (cell.group(1).isEmpty() ? right : 0);
            var row = Integer.parseInt(cell.group(4)) + (cell.group(3).isEmpty() ? down : 0);
            return column < 1 || row < 1 || row > RowOrder.LAST_ROW
                    ? DELETED
                    : cell.group(1) + Address.letters(column) + cell.group(3) + row;
        }

        @Override
        public String range(Matcher first, Matcher last) {
            return cell(first) + ":" + cell(last);
        }

        @Override
        public String rows(Matcher first, Matcher last) {
            return row(first) + ":" + row(last);
        }

        private String row(Matcher row) {
            return row.group(1)
                    + (Integer.parseInt(row.group(2)) + (row.group(1).isEmpty() ? down : 0));
        }
    }

    private String rewrite() {
        while (at < formula.length()) {
            var c = formula.charAt(at);
            if (c == '"') {
                copy(FormulaTokens.quotationEnd(formula, at));
            } else if (c == '\'') {
                var end = FormulaTokens.quotationEnd(formula, at);
                var name = formula.substring(at + 1, Math.max(at + 1, end - 1)).replace("''", "'");
                copy(end);
                if (isNext('!')) {
                    copy(at + 1);
                    sheet = name;
                }
            } else if (c == '[') {
                copy(FormulaTokens.bracketsEnd(formula, at));
            } else if (token.region(at, formula.length()).lookingAt()) {
                readToken(token.end());
            } else {
                copy(at + 1);
            }
        }
        return rewritten.toString();
    }

    private void readToken(int end) {
        var name = formula.substring(at, end);
        if (end < formula.length() && formula.charAt(end) == '!') {
            copy(end + 1);
            sheet = name;
            return;
        }
        if (end < formula.length() && (formula.charAt(end) == '(' || formula.charAt(end) == '[')
                || !references.concern(sheet)) {
            copy(end);
            return;
        }
        var cell = CELL.matcher(name);
        var second = end < formula.length() && formula.charAt(end) == ':' ? secondEnd(end + 1) : 0;
        if (second > 0) {
            var other = formula.substring(end + 1, second);
            var lastCell = CELL.matcher(other);
            if (cell.matches() && lastCell.matches()) {
                replace(second, references.range(cell, lastCell));
                return;
            }
            var row = ROW.matcher(name);
            var lastRow = ROW.matcher(other);
            if (row.matches() && lastRow.matches()) {
                replace(second, references.rows(row, lastRow));
                return;
            }
        }
        if (cell.matches()) {
            replace(end, references.cell(cell));
        } else {
            copy(end);
        }
    }

    /// The end of the second half of a range; 0 where none is there, or where the halves are names of sheets.
    private int secondEnd(int start) {
        if (!token.region(start, formula.length()).lookingAt()) {
            return 0;
        }
        var end = token.end();
        return end < formula.length() && (formula.charAt(end) == '!' || formula.charAt(end) == '(') ? 0 : end;
    }

    private boolean isNext(char c) {
        return at < formula.length() && formula.charAt(at) == c;
    }

    private void copy(int end) {
        rewritten.append(formula, at, end);
        at = end;
        sheet = "";
    }

    private void replace(int end, String reference) {
        rewritten.append(reference);
        at = end;
        sheet = "";
    }
}
