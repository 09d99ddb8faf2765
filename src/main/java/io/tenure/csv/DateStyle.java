package io.tenure.csv;

import io.tenure.csv.UnreadableFileException.Setting;
import io.tenure.text.Message;
import io.tenure.text.Text;
import java.text.ParsePosition;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/// How dates are written in a file.
///
/// Dates that begin with the year, `30.06.2026` and `30 June 2026` can be read in one way only and always are. Of
/// `05/06/2026` the file must tell whether the day or the month comes first. A time behind the date is left out, and so
/// is its zone: the day as it is written counts.
///
/// @param order whether day or month comes first where both readings are possible
/// @param pattern the only format to read, if the caller gave one
public record DateStyle(Order order, @Nullable Pattern pattern) {
    /// Which of day and month comes first.
    public enum Order {
        DAY_FIRST,
        MONTH_FIRST,
        UNKNOWN
    }

    private static final int MIN_YEAR = 1900;
    private static final int MAX_YEAR = 2200;
    private static final int MAX_LENGTH = 60;
    private static final java.util.regex.Pattern TIME = java.util.regex.Pattern.compile(
            "([T ,]\\s*\\d{1,2}:\\d{2}(:\\d{2}([.,]\\d{1,9})?)?\\s*([AaPp]\\.?[Mm]\\.?)?"
                    + "\\s*(Z|UTC|GMT|[+-]\\d{2}(:?\\d{2})?|[A-Z]{3,4})?(\\[[^\\]]*\\])?)?");
    private static final java.util.regex.Pattern YEAR_FIRST =
            java.util.regex.Pattern.compile("(\\d{4})\\s*[-/.年]\\s*(\\d{1,2})\\s*[-/.月]\\s*(\\d{1,2})日?");
    private static final java.util.regex.Pattern COMPACT = java.util.regex.Pattern.compile("(\\d{4})(\\d{2})(\\d{2})");
    /// The number that a spreadsheet has for a day, from 1954 to 2119.
    private static final java.util.regex.Pattern SERIAL =
            java.util.regex.Pattern.compile("[2-7]\\d{4}([.,]\\d{1,12})?");
    private static final java.util.regex.Pattern YEAR_LAST =
            java.util.regex.Pattern.compile("(\\d{1,2})([-/.])(\\d{1,2})\\2(\\d{4})");
    private static final java.util.regex.Pattern SHORT_YEAR =
            java.util.regex.Pattern.compile("\\d{1,2}[-/. ](\\d{1,2}|[A-Za-z]{3,9})[-/. ]\\d{2}");
    private static final java.util.regex.Pattern DAY_NAMED =
            java.util.regex.Pattern.compile("(\\d{1,2})\\.?[-/ ]([A-Za-z]{3,9})\\.?[-/ ](\\d{4})");
    private static final java.util.regex.Pattern MONTH_NAMED =
            java.util.regex.Pattern.compile("([A-Za-z]{3,9})\\.? (\\d{1,2}),? (\\d{4})");
    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");

    /// A format that the caller gives.
    ///
    /// @param text as the caller writes it, such as `dd/MM/yyyy`
    public record Pattern(String text, DateTimeFormatter formatter) {
        public static Pattern of(String text) throws UnreadableFileException {
            try {
                // y is the year of an era, which can't be read strictly without the era; u is the plain year.
                return new Pattern(
                        text,
                        DateTimeFormatter.ofPattern(text.replace('y', 'u'), Locale.ROOT)
                                .withResolverStyle(ResolverStyle.STRICT));
            } catch (IllegalArgumentException _) {
                throw UnreadableFileException.of(Message.of("csv.date.no-format", "text", text), Setting.DATE_FORMAT);
            }
        }
    }

    /// What a cell says.
    public sealed interface Reading {
        record Day(LocalDate day) implements Reading {}

        /// @param reason a sentence
        record NoDay(Text reason) implements Reading {}
    }

    /// Reads a cell that isn't empty.
    public Reading read(String cell) {
        String text = cell.strip();
        try {
            LocalDate day = pattern == null ? recognised(text) : byPattern(text, pattern.formatter);
            if (day == null) {
                return noDay(text);
            }
            return day.getYear() < MIN_YEAR || day.getYear() > MAX_YEAR
                    ? new Reading.NoDay(Message.of("csv.date.year", "date", day, "from", MIN_YEAR, "to", MAX_YEAR))
                    : new Reading.Day(day);
        } catch (DateTimeException _) {
            return noDay(text);
        }
    }

    private Reading noDay(String text) {
        if (pattern != null) {
            return new Reading.NoDay(Message.of("csv.date.not-in-format", "text", text, "format", pattern.text));
        }
        if (SERIAL.matcher(text).matches()) {
            return new Reading.NoDay(Message.of("csv.date.serial", "text", text));
        }
        if (matchesDate(SHORT_YEAR, text) != null) {
            return new Reading.NoDay(Message.of("csv.date.short-year", "text", text));
        }
        return new Reading.NoDay(
                order == Order.UNKNOWN && matchesDate(YEAR_LAST, text) != null
                        ? Message.of("csv.date.two-readings", "text", text)
                        : Message.of("csv.date.none", "text", text));
    }

    /// Whether a cell looks like a date in any order.
    public static boolean looksLikeDate(String cell) {
        String text = cell.strip();
        return text.length() <= MAX_LENGTH
                && (matchesDate(YEAR_FIRST, text) != null
                        || matchesDate(YEAR_LAST, text) != null
                        || matchesDate(SHORT_YEAR, text) != null
                        || matchesDate(DAY_NAMED, text) != null
                        || matchesDate(MONTH_NAMED, text) != null
                        || COMPACT.matcher(text).matches() && isDay(text));
    }

    private static boolean isDay(String compact) {
        int month = Integer.parseInt(compact.substring(4, 6));
        int day = Integer.parseInt(compact.substring(6));
        return compact.matches("(19|20)\\d{6}") && month >= 1 && month <= 12 && day >= 1 && day <= 31;
    }

    private static @Nullable LocalDate byPattern(String text, DateTimeFormatter formatter) {
        ParsePosition position = new ParsePosition(0);
        var parsed = formatter.parse(text, position);
        return TIME.matcher(text.substring(position.getIndex())).matches() ? LocalDate.from(parsed) : null;
    }

    private @Nullable LocalDate recognised(String text) {
        if (text.length() > MAX_LENGTH) {
            return null;
        }
        if (text.length() == 10 && text.charAt(4) == '-' && text.charAt(7) == '-') {
            // As most programs write it.
            return LocalDate.parse(text);
        }
        Matcher found = matchesDate(YEAR_FIRST, text);
        if (found == null) {
            found = matchesDate(COMPACT, text);
        }
        if (found != null) {
            return day(found.group(1), found.group(2), found.group(3));
        }
        found = matchesDate(YEAR_LAST, text);
        if (found != null) {
            return yearLast(found);
        }
        found = matchesDate(DAY_NAMED, text);
        if (found != null) {
            return day(found.group(3), month(found.group(2)), found.group(1));
        }
        found = matchesDate(MONTH_NAMED, text);
        return found == null ? null : day(found.group(3), month(found.group(1)), found.group(2));
    }

    private @Nullable LocalDate yearLast(Matcher found) {
        String first = found.group(1);
        String second = found.group(3);
        if (found.group(2).equals(".") || order == Order.DAY_FIRST) {
            return day(found.group(4), second, first);
        }
        return order == Order.MONTH_FIRST || Integer.parseInt(first) == Integer.parseInt(second)
                ? day(found.group(4), first, second)
                : null;
    }

    private static LocalDate day(String year, String month, String day) {
        return LocalDate.of(Integer.parseInt(year), Integer.parseInt(month), Integer.parseInt(day));
    }

    /// The number of an English month; 0, which is no month, for any other word.
    private static String month(String name) {
        String start = name.substring(0, 3).toLowerCase(Locale.ROOT);
        return String.valueOf(MONTHS.indexOf(start) + 1);
    }

    /// The match of a date with nothing but a time behind it; null if there is none.
    private static @Nullable Matcher matchesDate(java.util.regex.Pattern date, String text) {
        Matcher found = date.matcher(text);
        return found.lookingAt() && TIME.matcher(text.substring(found.end())).matches() ? found : null;
    }

    /// Gathers from the dates of a file whether days or months come first.
    static final class Evidence {
        private @Nullable String dayFirst;
        private @Nullable String monthFirst;
        private @Nullable String unclear;

        void add(String cell) {
            Matcher found = matchesDate(YEAR_LAST, cell.strip());
            if (found == null || found.group(2).equals(".")) {
                return;
            }
            int first = Integer.parseInt(found.group(1));
            int second = Integer.parseInt(found.group(3));
            if (first > 12 && second <= 12) {
                dayFirst = dayFirst == null ? cell : dayFirst;
            } else if (second > 12 && first <= 12) {
                monthFirst = monthFirst == null ? cell : monthFirst;
            } else if (first != second) {
                unclear = unclear == null ? cell : unclear;
            }
        }

        boolean wantsMore() {
            return unclear != null && dayFirst == null && monthFirst == null;
        }

        DateStyle style(@Nullable Pattern given) throws UnreadableFileException {
            if (given != null) {
                return new DateStyle(Order.UNKNOWN, given);
            }
            if (dayFirst != null && monthFirst != null) {
                throw UnreadableFileException.of(
                        Message.of("csv.date.two-orders", "dayFirst", dayFirst, "monthFirst", monthFirst),
                        Setting.DATE_FORMAT);
            }
            if (wantsMore()) {
                throw UnreadableFileException.of(
                        Message.of("csv.date.unclear", "text", String.valueOf(unclear)), Setting.DATE_FORMAT);
            }
            return new DateStyle(
                    dayFirst != null ? Order.DAY_FIRST : monthFirst != null ? Order.MONTH_FIRST : Order.UNKNOWN, null);
        }
    }
}
