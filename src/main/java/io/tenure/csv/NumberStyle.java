package io.tenure.csv;

import io.tenure.csv.UnreadableFileException.Setting;
import io.tenure.text.Message;
import io.tenure.text.Text;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// How numbers are written in a file: with a decimal point or a decimal comma. The other of the two, a space or an
/// apostrophe can group thousands; a currency sign and the accountant's minus (`12-`, `(12)`) are understood.
///
/// @param decimal `.` or `,`; 0 while no number of the file tells
public record NumberStyle(char decimal) {
    private static final int MAX_LENGTH = 100;
    private static final Pattern CURRENCY =
            Pattern.compile("\\p{Sc}|(?<![A-Za-z])[A-Z]{3}(?![A-Za-z])|元|kr\\.?|zł|Kč|Fr\\.");
    private static final Pattern SPACES = Pattern.compile("[\\s\\u00A0\\u2007\\u202F]+");
    private static final Pattern PLAIN = Pattern.compile("\\d+([eE][+-]?\\d{1,3})?");
    private static final Pattern POINT =
            Pattern.compile("(\\d+\\.\\d*|\\.\\d+|\\d{1,3}(,\\d{3})+\\.\\d*)([eE][+-]?\\d{1,3})?");
    private static final Pattern COMMA =
            Pattern.compile("(\\d+,\\d*|,\\d+|\\d{1,3}(\\.\\d{3})+,\\d*)([eE][+-]?\\d{1,3})?");
    private static final Pattern GROUPED_BY_COMMA = Pattern.compile("[1-9]\\d{0,2}(,\\d{3})+");
    private static final Pattern GROUPED_BY_POINT = Pattern.compile("[1-9]\\d{0,2}(\\.\\d{3})+");
    private static final Pattern GROUPED_BY_SPACE = Pattern.compile("[1-9]\\d{0,2}([ '’]\\d{3})+([.,]\\d*)?");

    /// One group of three digits behind a sign: thousands, or three decimals.
    private static final Pattern TWO_READINGS = Pattern.compile("[1-9]\\d{0,2}[.,]\\d{3}");

    /// What a cell says.
    public sealed interface Reading {
        /// @param text digits with a decimal point and nothing else: `-1234.5`
        /// @param currency the currency sign, empty without one
        record Number(String text, String currency) implements Reading {}

        /// @param reason a sentence
        record NoNumber(Text reason) implements Reading {}
    }

    /// Reads a cell that isn't empty.
    public Reading read(String cell) {
        if (cell.length() <= MAX_LENGTH) {
            // Almost every cell is a bare number.
            String bare = digits(cell);
            if (bare != null) {
                return new Reading.Number(bare, "");
            }
        }
        String currency = "";
        String text = SPACES.matcher(cell).replaceAll(" ").strip().replace('\u2212', '-');
        if (text.length() > MAX_LENGTH) {
            return noNumber(cell);
        }
        if (!isPlain(text)) {
            var sign = CURRENCY.matcher(text);
            if (sign.find()) {
                currency = sign.group();
                text = (text.substring(0, sign.start()) + text.substring(sign.end())).strip();
            }
        }
        boolean negative = false;
        if (text.startsWith("(") && text.endsWith(")")) {
            negative = true;
            text = text.substring(1, text.length() - 1).strip();
        } else if (text.startsWith("-") || text.startsWith("+")) {
            negative = text.startsWith("-");
            text = text.substring(1).strip();
        } else if (text.endsWith("-")) {
            negative = true;
            text = text.substring(0, text.length() - 1).strip();
        }
        String digits = digits(text);
        if (digits == null) {
            return TWO_READINGS.matcher(text).matches()
                    ? new Reading.NoNumber(Message.of("csv.number.two-readings", "text", cell))
                    : noNumber(cell);
        }
        return new Reading.Number(negative ? "-" + digits : digits, currency);
    }

    private static boolean isPlain(String text) {
        return PLAIN.matcher(text).matches();
    }

    private static Reading noNumber(String cell) {
        return new Reading.NoNumber(Message.of("csv.number.none", "text", cell));
    }

    /// The number with a decimal point and without groups; null if it isn't written in this style.
    private @Nullable String digits(String text) {
        if (isPlain(text)) {
            return text;
        }
        if (GROUPED_BY_SPACE.matcher(text).matches()) {
            String joined = text.replaceAll("[ '’]", "");
            return isPlain(joined) ? joined : digits(joined);
        }
        return switch (decimal) {
            case '.' ->
                POINT.matcher(text).matches() || GROUPED_BY_COMMA.matcher(text).matches()
                        ? text.replace(",", "")
                        : null;
            case ',' ->
                COMMA.matcher(text).matches() || GROUPED_BY_POINT.matcher(text).matches()
                        ? text.replace(".", "").replace(',', '.')
                        : null;
            default ->
                POINT.matcher(text).matches() && !TWO_READINGS.matcher(text).matches() ? text.replace(",", "") : null;
        };
    }

    /// Gathers from the numbers of a file which style it has.
    static final class Evidence {
        private @Nullable String point;
        private @Nullable String comma;
        private @Nullable String unclear;

        void add(String cell) {
            String text = CURRENCY.matcher(SPACES.matcher(cell).replaceAll(" ").strip())
                    .replaceFirst("")
                    .replaceAll("^[(+\\-\u2212 ]+|[)\\- ]+$", "");
            if (text.length() > MAX_LENGTH || isPlain(text)) {
                return;
            }
            if (GROUPED_BY_SPACE.matcher(text).matches()) {
                text = text.replaceAll("[ '’]", "");
            }
            if (TWO_READINGS.matcher(text).matches()) {
                unclear = unclear == null ? cell : unclear;
            } else if (POINT.matcher(text).matches()
                    || GROUPED_BY_COMMA.matcher(text).matches()) {
                point = point == null ? cell : point;
            } else if (COMMA.matcher(text).matches()
                    || GROUPED_BY_POINT.matcher(text).matches()) {
                comma = comma == null ? cell : comma;
            }
        }

        /// Whether a number with two readings has been seen, and none yet that tells which is meant.
        boolean wantsMore() {
            return unclear != null && point == null && comma == null;
        }

        NumberStyle style() throws UnreadableFileException {
            if (point != null && comma != null) {
                throw UnreadableFileException.of(
                        Message.of("csv.number.two-styles", "point", point, "comma", comma), Setting.DECIMAL);
            }
            if (wantsMore()) {
                throw UnreadableFileException.of(
                        Message.of("csv.number.unclear", "text", String.valueOf(unclear)), Setting.DECIMAL);
            }
            return new NumberStyle(comma != null ? ',' : point != null ? '.' : 0);
        }
    }
}
