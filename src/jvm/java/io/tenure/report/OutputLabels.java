package io.tenure.report;

import io.tenure.bundle.Ruleset;
import io.tenure.text.Text;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Names of decided values for the terminal: in English the codes, as the rules use them; in Chinese their
/// labels.
public record OutputLabels(Ruleset ruleset, Locale locale) {
    private boolean isChinese() {
        return locale.getLanguage().equals("zh");
    }

    /// A code, or its label in Chinese; "-" for null.
    public String of(@Nullable Object code) {
        if (code == null) {
            return "-";
        }
        return isChinese() ? ruleset.label(code.toString()).in(locale) : code.toString();
    }

    public String localized(Text words) {
        return words.in(locale);
    }

    /// Formats independently of the machine's locale.
    public static String formatted(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    /// A share as a percentage with one decimal at most.
    public static String percent(double share) {
        return number(100 * share, 1) + "%";
    }

    /// The number, rounded half up, without trailing zeros.
    ///
    /// @param decimals at most so many
    public static String number(double value, int decimals) {
        BigDecimal rounded = BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }
}
