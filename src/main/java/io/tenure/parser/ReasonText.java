package io.tenure.parser;

import io.tenure.lifecycle.Hit;
import io.tenure.workbook.TextNormalizer;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The words of a reason: the parameters in it, and its numbers.
final class ReasonText {
    /// A part that a hit, or a parameter, fills in.
    static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");

    private static final Pattern FORMAT = Pattern.compile(",\\s*+(percent|decrease)\\s*+$");

    /// A number that stands alone. Digits next to a Latin letter belong to a name, as in `B2B`, `4Ps` or `ST6.1`; those
    /// around a slash to a phrase, as in `24/7`. Nothing backtracks, so that a cell full of digits takes no longer.
    private static final Pattern NUMBER = Pattern.compile("(?<![A-Za-z0-9_/]|[A-Za-z0-9_]\\.)"
            + "(\\d{1,3}(?:,\\d{3}){1,8}+(?:\\.\\d++)?+|\\d++(?:\\.\\d++)?+)(%?)"
            + "(?![A-Za-z0-9_/]|,\\d|\\.\\d)");

    private static final Pattern CELL_NUMBER =
            Pattern.compile("(?<![A-Za-z0-9_])(\\d+(?:\\.\\d+)?)(%?)(?![A-Za-z0-9_])");
    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

    /// Longest number that is compared; longer ones are no thresholds, and cost time.
    private static final int MAX_DIGITS = 30;

    private static final int MAX_LISTED = 5;

    private ReasonText() {}

    /// Whether there is a brace that belongs to no placeholder, and would be shown as it is. Full-width ones never do.
    static boolean hasStrayBrace(String reason) {
        var rest = PLACEHOLDER.matcher(reason).replaceAll("");
        return rest.chars().anyMatch(c -> c == '{' || c == '}' || c == '｛' || c == '｝');
    }

    /// The name in a placeholder, without its format.
    static String name(String placeholder) {
        return FORMAT.matcher(placeholder).replaceFirst("").strip();
    }

    /// The reason with the values of the parameters that it shows.
    static String withParameters(String reason, Map<String, Double> parameters) {
        if (reason.indexOf('{') < 0) {
            return reason;
        }
        return PLACEHOLDER.matcher(reason).replaceAll(part -> {
            Double value = parameters.get(name(part.group(1)));
            Matcher format = FORMAT.matcher(part.group(1));
            return Matcher.quoteReplacement(
                    value == null ? part.group() : Hit.number(value, format.find() ? format.group(1) : null));
        });
    }

    /// The numbers of a cell as written; those of a parameter that it names are not its own.
    static void addNumbers(String cell, Set<BigDecimal> numbers) {
        Matcher number = CELL_NUMBER.matcher(TextNormalizer.normalize(cell));
        while (number.find()) {
            if (number.group(1).length() <= MAX_DIGITS) {
                numbers.add(value(number.group(1), !number.group(2).isEmpty()));
            }
        }
    }

    /// A number as it is compared: without its sign, which words like "fell by" stand for.
    ///
    /// @param value null, or not finite, for none
    static void addNumber(@Nullable Double value, Set<BigDecimal> numbers) {
        if (value != null && Double.isFinite(value)) {
            numbers.add(BigDecimal.valueOf(value).abs().stripTrailingZeros());
        }
    }

    /// The numbers of a reason that are not among the known ones, as written; the first [#MAX_LISTED] of them.
    static List<String> unknownNumbers(String reason, Set<BigDecimal> known) {
        String words = DAY.matcher(
                        PLACEHOLDER.matcher(TextNormalizer.normalize(reason)).replaceAll(" "))
                .replaceAll(" ");
        List<String> unknown = new ArrayList<>();
        Matcher number = NUMBER.matcher(words);
        while (unknown.size() < MAX_LISTED && number.find()) {
            if (number.group(1).length() > MAX_DIGITS) {
                unknown.add(number.group().substring(0, MAX_DIGITS) + "…");
                continue;
            }
            String digits = number.group(1).replace(",", "");
            if (!known.contains(value(digits, !number.group(2).isEmpty()))) {
                unknown.add(number.group());
            }
        }
        return List.copyOf(unknown);
    }

    private static BigDecimal value(String digits, boolean percent) {
        BigDecimal value = new BigDecimal(digits);
        return (percent ? value.movePointLeft(2) : value).stripTrailingZeros();
    }
}
