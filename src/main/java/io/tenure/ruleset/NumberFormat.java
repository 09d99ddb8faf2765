package io.tenure.ruleset;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What the number format of a cell makes of its number.
record NumberFormat(boolean isPercent, boolean isDate) {
    /// Literal text, escaped signs, colours and locales, padding, and every section but the first.
    private static final Pattern NO_CODE = Pattern.compile("\"[^\"]*\"|\\\\.|\\[[^]]*]|[_*].|;.*");

    private static final Pattern OF_DATES = Pattern.compile("[ymdhsYMDHS年月日]");
    private static final Pattern GENERAL = Pattern.compile("general", Pattern.CASE_INSENSITIVE);

    /// @param code null where the file leaves it out
    /// @param id null where the cell has no format
    static NumberFormat of(@Nullable String code, @Nullable Integer id) {
        String bare = code == null ? "" : NO_CODE.matcher(code).replaceAll("");
        return new NumberFormat(
                bare.contains("%"),
                isBuiltInDate(id)
                        || OF_DATES.matcher(bare).find()
                                && !GENERAL.matcher(bare).find());
    }

    /// Formats that differ from country to country, whose codes the file leaves out.
    private static boolean isBuiltInDate(@Nullable Integer id) {
        return id != null
                && (id >= 14 && id <= 22 || id >= 27 && id <= 36 || id >= 45 && id <= 47 || id >= 50 && id <= 58);
    }
}
