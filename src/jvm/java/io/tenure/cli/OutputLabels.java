package io.tenure.cli;

import io.tenure.bundle.Ruleset;
import io.tenure.lifecycle.Action;
import io.tenure.text.Text;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The words of the table: in English the codes, which the rules use too; in Chinese their labels.
record OutputLabels(Ruleset ruleset, Locale locale) {
    boolean isChinese() {
        return locale.getLanguage().equals("zh");
    }

    String of(@Nullable Object code) {
        if (code == null) {
            return "-";
        }
        if (!isChinese()) {
            return code.toString();
        }
        Action action = ruleset.actions().get(code.toString());
        Text words = action == null ? ruleset.labels().get(code.toString()) : action.label();
        return words == null ? code.toString() : words.in(locale);
    }

    String localized(Text words) {
        return isChinese() ? words.zh() : words.en();
    }

    /// Formats the same whatever the machine's locale.
    static String formatted(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    /// With at most so many decimals.
    static String number(double value, int decimals) {
        BigDecimal rounded = BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }
}
