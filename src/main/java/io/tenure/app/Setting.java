package io.tenure.app;

import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Period;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// A setting `tenure.*`.
///
/// @param values what it may be, as `docs/operating.md` has it
/// @param allowed whether it may be this; texts are without blanks at their ends
record Setting(String name, String values, Predicate<String> allowed) {
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");
    private static final Pattern SIMPLE_DURATION = Pattern.compile("(?i)([0-9]{1,9})(ms|[smhd])|([0-9]+[hms])+");
    private static final Pattern ORIGIN =
            Pattern.compile("https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?|https?://\\[[0-9A-Fa-f:.]+](:[0-9]{1,5})?");
    private static final int DAYS_OF_A_MONTH = 30;
    private static final int DAYS_OF_A_YEAR = 365;

    /// Its name as an environment variable.
    String environmentName() {
        return name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }

    /// @param unit of what; empty for a plain number
    static Setting number(String name, long min, long max, String unit) {
        String range = min + " to " + max;
        return new Setting(name, unit.isEmpty() ? range : range + " " + unit, text -> isBetween(text, min, max));
    }

    static Setting share(String name) {
        return new Setting(name, "0 to 1", text -> {
            try {
                BigDecimal value = new BigDecimal(text);
                return value.signum() >= 0 && value.compareTo(BigDecimal.ONE) <= 0;
            } catch (NumberFormatException _) {
                return false;
            }
        });
    }

    static Setting flag(String name) {
        return new Setting(name, "true or false", text -> {
            try {
                return new StrictBoolean().convert(text) != null;
            } catch (IllegalArgumentException _) {
                return false;
            }
        });
    }

    /// @param min as ISO 8601 has it
    static Setting duration(String name, String min, String max) {
        return new Setting(name, "duration, " + min + " to " + max, text -> {
            try {
                Duration value = duration(text);
                return value.compareTo(Duration.parse(min)) >= 0 && value.compareTo(Duration.parse(max)) <= 0;
            } catch (DateTimeException | ArithmeticException _) {
                return false;
            }
        });
    }

    /// @param min as ISO 8601 has it
    static Setting period(String name, String min, String max) {
        return new Setting(name, "period, " + min + " to " + max, text -> {
            try {
                long days = days(Period.parse(text));
                return days >= days(Period.parse(min)) && days <= days(Period.parse(max));
            } catch (DateTimeException | ArithmeticException _) {
                return false;
            }
        });
    }

    static Setting oneOf(String name, String first, String second) {
        return new Setting(
                name, first + " or " + second, text -> text.equalsIgnoreCase(first) || text.equalsIgnoreCase(second));
    }

    /// @param kind file, or folder
    static Setting path(String name, String kind) {
        return new Setting(name, kind, text -> {
            try {
                return !Path.of(text).toString().isEmpty();
            } catch (InvalidPathException _) {
                return false;
            }
        });
    }

    static Setting origins(String name) {
        return new Setting(
                name,
                "origins such as https://tenure.example.com, separated by commas",
                text -> Pattern.compile(",")
                        .splitAsStream(text)
                        .allMatch(origin -> ORIGIN.matcher(origin.strip()).matches()));
    }

    /// Keys, which are checked together and are in no message.
    static Setting secret(String name, String values) {
        return new Setting(name, values, _ -> true);
    }

    private static boolean isBetween(String text, long min, long max) {
        try {
            long value = Long.parseLong(text);
            return value >= min && value <= max;
        } catch (NumberFormatException _) {
            return false;
        }
    }

    /// As the converter of Quarkus reads it: seconds, `500ms`, `5s`, `PT5S` or `1H30M`.
    private static Duration duration(String text) {
        if (SECONDS.matcher(text).matches()) {
            return Duration.ofSeconds(Long.parseLong(text));
        }
        if (!SIMPLE_DURATION.matcher(text).matches()) {
            return Duration.parse(text);
        }
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.endsWith("ms")) {
            return Duration.ofMillis(Long.parseLong(lower.substring(0, lower.length() - 2)));
        }
        return Duration.parse((lower.endsWith("d") ? "P" : "PT") + lower);
    }

    private static long days(Period period) {
        return Math.addExact(
                Math.addExact((long) period.getYears() * DAYS_OF_A_YEAR, (long) period.getMonths() * DAYS_OF_A_MONTH),
                period.getDays());
    }
}
