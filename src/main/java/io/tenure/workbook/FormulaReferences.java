package io.tenure.workbook;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads the tokens of a formula for what refers to something outside the workbook: functions that fetch, sheets of
/// other files (`[1]Sheet!A1`), topics of other programs (`cmd|'/c calc'!A1`); and for functions of the moment.
///
/// Texts, the names of sheets, and the columns of tables (`Prices[Qty]`) may hold any of these characters and stay
/// inside.
final class FormulaReferences {
    private static final Set<String> FETCHING_FUNCTIONS = Set.of(
            "WEBSERVICE",
            "IMPORTDATA",
            "IMPORTXML",
            "IMPORTHTML",
            "IMPORTFEED",
            "IMPORTRANGE",
            "RTD",
            "DDE",
            "CALL",
            "REGISTER",
            "REGISTER.ID",
            "EXEC",
            "SQL.REQUEST",
            "IMAGE",
            "STOCKHISTORY",
            "PY",
            "TRANSLATE",
            "DETECTLANGUAGE",
            "COPILOT",
            "GOOGLEFINANCE",
            "GOOGLETRANSLATE");

    /// Functions that give another result each time, or each day.
    private static final Set<String> VOLATILE_FUNCTIONS = Set.of("NOW", "TODAY", "RAND", "RANDBETWEEN", "RANDARRAY");

    /// What spreadsheet programs put before the names of newer functions.
    private static final Pattern FUNCTION_PREFIXES = Pattern.compile("^(_XLFN\\.|_XLWS\\.|_XLUDF\\.)+");

    private final String formula;
    private int at;

    private FormulaReferences(String formula) {
        this.formula = formula;
    }

    /// Whether a formula refers to something outside its workbook.
    static boolean isExternal(String formula) {
        return !formula.isEmpty() && new FormulaReferences(formula).findExternal();
    }

    /// Whether a formula gives another result whenever it is computed, though nothing in its workbook changed.
    static boolean isVolatile(String formula) {
        return !formula.isEmpty() && new FormulaReferences(formula).findVolatile();
    }

    private boolean findVolatile() {
        while (at < formula.length()) {
            var c = formula.charAt(at);
            if (c == '"' || c == '\'') {
                at = FormulaTokens.quotationEnd(formula, at);
            } else if (c == '[') {
                at = FormulaTokens.bracketsEnd(formula, at);
            } else if (isNameCharacter(c)) {
                var name = skipName();
                if (isCall() && VOLATILE_FUNCTIONS.contains(withoutPrefix(name))) {
                    return true;
                }
            } else {
                at++;
            }
        }
        return false;
    }

    private boolean findExternal() {
        var lastMark = formula.lastIndexOf('!');
        while (at < formula.length()) {
            var c = formula.charAt(at);
            if (c == '"') {
                at = FormulaTokens.quotationEnd(formula, at);
            } else if (c == '\'') {
                var name = skipQuotation();
                if (next() == '!' && isOtherFile(name) || next() == '#') {
                    return true;
                }
            } else if (c == '[') {
                at = FormulaTokens.bracketsEnd(formula, at);
                if (isSheetNext()) {
                    return true;
                }
            } else if (c == '|') {
                // No operator of a formula: another program and its topic.
                if (lastMark > at) {
                    return true;
                }
                at++;
            } else if (isNameCharacter(c)) {
                var name = skipName();
                if (next() == '[') {
                    // Columns of a table; or the path of a file, its name and a sheet.
                    at = FormulaTokens.bracketsEnd(formula, at);
                    if (isSheetNext()) {
                        return true;
                    }
                } else if (isCall() && isFetching(name)) {
                    return true;
                }
            } else {
                at++;
            }
        }
        return false;
    }

    private char next() {
        return at < formula.length() ? formula.charAt(at) : 0;
    }

    private String skipQuotation() {
        var start = at;
        at = FormulaTokens.quotationEnd(formula, at);
        return formula.substring(start, at);
    }

    private String skipName() {
        var start = at;
        while (at < formula.length() && isNameCharacter(formula.charAt(at))) {
            at++;
        }
        return formula.substring(start, at);
    }

    /// Whether the name of a sheet and its `!`, or the `!` alone, stand right here.
    private boolean isSheetNext() {
        var end = at;
        if (next() == '\'') {
            end = FormulaTokens.quotationEnd(formula, at);
        } else {
            while (end < formula.length() && (isNameCharacter(formula.charAt(end)) || formula.charAt(end) == ':')) {
                end++;
            }
        }
        return end < formula.length() && formula.charAt(end) == '!';
    }

    private boolean isCall() {
        var from = at;
        while (from < formula.length() && Character.isWhitespace(formula.charAt(from))) {
            from++;
        }
        return from < formula.length() && formula.charAt(from) == '(';
    }

    private static boolean isFetching(String name) {
        var bare = withoutPrefix(name);
        return FETCHING_FUNCTIONS.contains(bare)
                || bare.startsWith("CUBE")
                // A function of an add-in, which is a program.
                || bare.startsWith("_XLL.");
    }

    private static String withoutPrefix(String function) {
        var upper = function.toUpperCase(Locale.ROOT);
        return upper.startsWith("_XL") ? FUNCTION_PREFIXES.matcher(upper).replaceFirst("") : upper;
    }

    /// The name of a sheet of this file holds none of these characters.
    private static boolean isOtherFile(String sheet) {
        return sheet.chars().anyMatch(c -> c == '[' || c == ']' || c == '\\' || c == '/');
    }

    private static boolean isNameCharacter(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '.' || c == '$' || c == '\\' || c == '?';
    }
}
