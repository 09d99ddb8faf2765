package io.tenure.text;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A message in one language, with placeholders: a small subset of ICU's message syntax, which translators
/// and their tools know.
///
/// | written | shown |
/// |---|---|
/// | `{table}` | the value; a whole number without grouping, a list with the separators of the language |
/// | `{count, number}` | `1,234.5`: grouped, at most three decimals |
/// | `{share, number, percent}` | `.6` as `60%` |
/// | `{share, number, 0.0%}` | the number as a pattern of [DecimalFormat] says |
/// | `{values, list, " or "}` | a list with the separator in quotation marks |
/// | `{count, plural, =0 {no rows} one {# row} other {# rows}}` | by the count, which `#` stands for; Chinese needs
/// `other` alone |
/// | `'{'` | a brace, between apostrophes; any other apostrophe is just an apostrophe |
///
/// Unlike in ICU, `{row}` never groups the digits of a number. English and Chinese write numbers alike, so
/// only the joining and the plurals depend on the language.
final class MessagePattern {
    private static final DecimalFormatSymbols SYMBOLS = DecimalFormatSymbols.getInstance(Locale.ROOT);
    private static final Map<String, String> NUMBERS = Map.of("", "#,##0.###", "percent", "#,##0%");
    private static final String OTHER = "other";

    private sealed interface Part {}

    private record Words(String words) implements Part {}

    /// @param number a pattern of [DecimalFormat], or null for the plain value
    private record Value(String name, @Nullable String number) implements Part {}

    private record Joined(String name, String separator) implements Part {}

    /// @param cases by `=0`, `one` or `other`
    private record Plural(String name, Map<String, List<Part>> cases) implements Part {}

    private final List<Part> parts;

    private MessagePattern(List<Part> parts) {
        this.parts = parts;
    }

    /// @throws IllegalArgumentException if the pattern is malformed
    static MessagePattern of(String pattern) {
        return new MessagePattern(new Parser(pattern).whole());
    }

    /// The names of all placeholders.
    Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        collect(parts, names, new ArrayList<>());
        return names;
    }

    /// The cases of every plural: `[one, other]`.
    List<Set<String>> plurals() {
        List<Set<String>> plurals = new ArrayList<>();
        collect(parts, new LinkedHashSet<>(), plurals);
        return plurals;
    }

    private static void collect(List<Part> parts, Set<String> names, List<Set<String>> plurals) {
        for (Part part : parts) {
            switch (part) {
                case Words _ -> {}
                case Value value -> names.add(value.name);
                case Joined joined -> names.add(joined.name);
                case Plural(String name, var cases) -> {
                    names.add(name);
                    plurals.add(cases.keySet());
                    cases.values().forEach(c -> collect(c, names, plurals));
                }
            }
        }
        names.remove("#");
    }

    String format(Function<String, Object> values, Locale locale) {
        if (parts.size() == 1 && parts.getFirst() instanceof Words(String words)) {
            return words;
        }
        StringBuilder text = new StringBuilder();
        format(parts, values, locale, text);
        return text.toString();
    }

    private static void format(List<Part> parts, Function<String, Object> values, Locale locale, StringBuilder text) {
        for (Part part : parts) {
            switch (part) {
                case Words(String words) -> text.append(words);
                case Value(String name, var number) -> {
                    Object value = values.apply(name);
                    text.append(number == null ? shown(value, locale) : number(value, number));
                }
                case Joined(String name, String separator) ->
                    text.append(joined((List<?>) values.apply(name), separator, locale));
                case Plural(String name, var cases) -> {
                    Object count = values.apply(name);
                    format(chosen(cases, count), n -> n.equals("#") ? count : values.apply(n), locale, text);
                }
            }
        }
    }

    private static List<Part> chosen(Map<String, List<Part>> cases, Object count) {
        String digits = shown(count, Locale.ROOT);
        List<Part> exact = cases.get("=" + digits);
        if (exact != null) {
            return exact;
        }
        List<Part> one = digits.equals("1") ? cases.get("one") : null;
        return one == null ? cases.getOrDefault(OTHER, List.of()) : one;
    }

    private static String number(Object value, String pattern) {
        DecimalFormat format = new DecimalFormat(pattern, SYMBOLS);
        format.setRoundingMode(RoundingMode.HALF_UP);
        return format.format(value);
    }

    private static String shown(Object value, Locale locale) {
        return switch (value) {
            case Reason text -> text.in(locale);
            case List<?> list ->
                joined(list, locale.getLanguage().equals(Locale.CHINESE.getLanguage()) ? "、" : ", ", locale);
            case Double number -> plain(BigDecimal.valueOf(number));
            case BigDecimal number -> plain(number);
            default -> value.toString();
        };
    }

    private static String joined(List<?> list, String separator, Locale locale) {
        return list.stream().map(item -> shown(item, locale)).collect(Collectors.joining(separator));
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    private static final class Parser {
        private final String pattern;
        private int at;

        Parser(String pattern) {
            this.pattern = pattern;
        }

        List<Part> whole() {
            List<Part> parts = parts(false);
            if (at < pattern.length()) {
                throw malformed("a } without a {");
            }
            return parts;
        }

        /// Reads up to the end or to a closing brace, which stays unread.
        private List<Part> parts(boolean inPlural) {
            List<Part> parts = new ArrayList<>();
            StringBuilder words = new StringBuilder();
            while (at < pattern.length() && pattern.charAt(at) != '}') {
                char c = pattern.charAt(at++);
                if (c == '\'') {
                    apostrophe(words, inPlural);
                } else if (c == '{' || c == '#' && inPlural) {
                    if (!words.isEmpty()) {
                        parts.add(new Words(words.toString()));
                        words.setLength(0);
                    }
                    parts.add(c == '#' ? new Value("#", NUMBERS.get("")) : placeholder());
                } else {
                    words.append(c);
                }
            }
            if (!words.isEmpty()) {
                parts.add(new Words(words.toString()));
            }
            return List.copyOf(parts);
        }

        private void apostrophe(StringBuilder words, boolean inPlural) {
            char next = at < pattern.length() ? pattern.charAt(at) : ' ';
            if (next == '\'') {
                at++;
            } else if (next == '{' || next == '}' || next == '#' && inPlural) {
                int end = pattern.indexOf('\'', at);
                if (end < 0) {
                    throw malformed("braces quoted without an end");
                }
                words.append(pattern, at, end);
                at = end + 1;
                return;
            }
            words.append('\'');
        }

        private Part placeholder() {
            String name = word();
            if (!name.chars().allMatch(Character::isLetterOrDigit) || name.isEmpty()) {
                throw malformed("\"" + name + "\" is no name");
            }
            if (take('}')) {
                return new Value(name, null);
            }
            expect(',');
            String type = word();
            return switch (type) {
                case "number" -> {
                    String style = take(',') ? upTo('}').strip() : "";
                    expect('}');
                    yield new Value(name, NUMBERS.getOrDefault(style, style));
                }
                case "list" -> {
                    expect(',');
                    expect('"');
                    String separator = upTo('"');
                    at++;
                    expect('}');
                    yield new Joined(name, separator);
                }
                case "plural" -> {
                    expect(',');
                    yield plural(name);
                }
                default -> throw malformed("\"" + type + "\" is neither number, list nor plural");
            };
        }

        private Plural plural(String name) {
            Map<String, List<Part>> cases = new LinkedHashMap<>();
            while (!take('}')) {
                String when = word();
                if (!when.equals("one") && !when.equals(OTHER) && !when.matches("=\\d+")) {
                    throw malformed("\"" + when + "\" is no case of a plural");
                }
                expect('{');
                cases.put(when, parts(true));
                expect('}');
            }
            if (!cases.containsKey(OTHER)) {
                throw malformed("a plural without other");
            }
            return new Plural(name, cases);
        }

        /// Reads up to the next comma, brace or space.
        private String word() {
            skipSpaces();
            int start = at;
            while (at < pattern.length() && ",{} ".indexOf(pattern.charAt(at)) < 0) {
                at++;
            }
            return pattern.substring(start, at);
        }

        private String upTo(char end) {
            int stop = pattern.indexOf(end, at);
            if (stop < 0) {
                throw malformed("no " + end);
            }
            String words = pattern.substring(at, stop);
            at = stop;
            return words;
        }

        private boolean take(char c) {
            skipSpaces();
            if (at < pattern.length() && pattern.charAt(at) == c) {
                at++;
                return true;
            }
            return false;
        }

        private void expect(char c) {
            if (!take(c)) {
                throw malformed("no " + c);
            }
        }

        private void skipSpaces() {
            while (at < pattern.length() && pattern.charAt(at) == ' ') {
                at++;
            }
        }

        private IllegalArgumentException malformed(String what) {
            return new IllegalArgumentException("Malformed at " + at + ", " + what + ": " + pattern);
        }
    }
}
