package io.tenure.lifecycle;

import io.tenure.text.Reason;
import io.tenure.text.Text;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A row or rule that matched: its address, what it read, what it wrote.
///
/// The values are stored as arrays and converted to maps only when needed, because every decision records every
/// hit.
public final class Hit implements Reason {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\s*([\\w.]+)\\s*(?:,\\s*(percent|decrease)\\s*)?}");
    private static final Text UNKNOWN = Text.of("unknown", "未知");

    private final Origin origin;
    private final @Nullable Object[] read;
    private final List<String> writes;
    private final @Nullable Object[] wrote;
    private final Text reason;

    private Hit(Origin origin, @Nullable Object[] read, List<String> writes, @Nullable Object[] wrote, Text reason) {
        this.origin = origin;
        this.read = read;
        this.writes = writes;
        this.wrote = wrote;
        this.reason = reason;
    }

    /// A row's hit; the arrays stand in the order of the origin's `reads` and `writes` and are not copied.
    public static Hit ofRow(Origin origin, @Nullable Object[] read, @Nullable Object[] wrote) {
        return new Hit(origin, read, origin.writes(), wrote, origin.reason());
    }

    /// A DRL rule's hit, with the reason the rule gave, or else the origin's.
    public static Hit ofRule(Origin origin, @Nullable Object[] read, Decision.RuleWrites wrote) {
        Text reason = wrote.reason();
        return new Hit(
                origin,
                read,
                List.copyOf(wrote.values().keySet()),
                wrote.values().values().toArray(),
                reason == null ? origin.reason() : reason);
    }

    public Origin origin() {
        return origin;
    }

    /// Names and values read, in column order; null for unknown.
    public Map<String, @Nullable Object> read() {
        return toMap(origin.reads(), read);
    }

    /// Whether a value of this name was written, known or not.
    public boolean writes(String name) {
        return writes.contains(name);
    }

    /// Names and values written.
    public Map<String, @Nullable Object> wrote() {
        return toMap(writes, wrote);
    }

    /// The reason with its `{name}`s filled in; of a name both read and written, with what was read.
    @Override
    public String in(Locale locale) {
        String words = reason.in(locale);
        if (words.indexOf('{') < 0) {
            return words;
        }
        Map<String, @Nullable Object> values = wrote();
        read().forEach((name, value) -> {
            if (value != null) {
                values.put(name, value);
            } else {
                values.putIfAbsent(name, null);
            }
        });
        return PLACEHOLDER
                .matcher(words)
                .replaceAll(m -> Matcher.quoteReplacement(
                        values.containsKey(m.group(1))
                                ? format(values.get(m.group(1)), m.group(2), locale)
                                : m.group()));
    }

    /// The reason for any customer: with an ellipsis in place of each value.
    public String withoutValues(Locale locale) {
        return PLACEHOLDER.matcher(reason.in(locale)).replaceAll("…");
    }

    /// A value as a reason shows it: a code by its label, numbers with two decimals at most, percentages with one.
    private String format(@Nullable Object value, @Nullable String format, Locale locale) {
        if (value == null) {
            return UNKNOWN.in(locale);
        }
        if (value instanceof Double || (format != null && value instanceof Number)) {
            return number(((Number) value).doubleValue(), format);
        }
        Text label = value instanceof String code ? origin.labels().get(code) : null;
        return label == null ? value.toString() : label.in(locale);
    }

    /// A number as a reason shows it.
    ///
    /// @param format `percent` or `decrease`; null for the number itself
    public static String number(double value, @Nullable String format) {
        if (format == null) {
            return plain(new BigDecimal(value), 2);
        }
        BigDecimal percent = new BigDecimal(value).movePointRight(2);
        return plain(format.equals("decrease") ? percent.negate() : percent, 1) + "%";
    }

    private static String plain(BigDecimal value, int decimals) {
        return value.setScale(decimals, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }

    private static Map<String, @Nullable Object> toMap(List<String> names, @Nullable Object[] values) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            map.put(names.get(i), values[i]);
        }
        return map;
    }

    @Override
    public String toString() {
        return origin.table() + " " + origin.name() + " " + Arrays.toString(read) + " -> " + Arrays.toString(wrote);
    }
}
