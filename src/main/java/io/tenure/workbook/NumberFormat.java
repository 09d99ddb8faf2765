package io.tenure.workbook;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The kind of value that a cell's number format makes of its number.
enum NumberFormat {
    NUMBER,
    PERCENT,
    DATE,
    /// Words for true and false: how LibreOffice stores a boolean, which it keeps as a number.
    BOOLEAN;

    /// Literal text, escaped signs, colours and locales, padding, and every section but the first. What isn't closed
    /// goes to the end, so that no part is looked at twice.
    private static final Pattern LITERAL_PARTS = Pattern.compile("\"[^\"]*+(?:\"|$)|\\\\.|\\[[^]]*+(?:]|$)|[_*].|;.*");

    /// `"TRUE";"TRUE";"FALSE"`, in whatever language.
    private static final Pattern BOOLEAN_FORMAT = Pattern.compile("(\"[^\"]+\");\\1;\"[^\"]+\"");

    private static final Pattern DATE_LETTERS = Pattern.compile("[ymdhsYMDHS年月日]");
    private static final Pattern GENERAL = Pattern.compile("general", Pattern.CASE_INSENSITIVE);

    /// @param code null where the file leaves it out, as it may for built-in formats
    /// @param id number of the format
    static NumberFormat of(@Nullable String code, int id) {
        if (code == null) {
            return isBuiltInDate(id) ? DATE : isBuiltInPercentage(id) ? PERCENT : NUMBER;
        }
        if (BOOLEAN_FORMAT.matcher(code).matches()) {
            return BOOLEAN;
        }
        String bare = LITERAL_PARTS.matcher(code).replaceAll("");
        if (bare.contains("%")) {
            return PERCENT;
        }
        return DATE_LETTERS.matcher(bare).find() && !GENERAL.matcher(bare).find() ? DATE : NUMBER;
    }

    /// Days and times, whose codes differ from country to country.
    private static boolean isBuiltInDate(int id) {
        return id >= 14 && id <= 22 || id >= 27 && id <= 36 || id >= 45 && id <= 47 || id >= 50 && id <= 58;
    }

    private static boolean isBuiltInPercentage(int id) {
        return id == 9 || id == 10;
    }
}
