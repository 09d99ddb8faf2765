package io.tenure.text;

import java.util.List;
import java.util.Locale;

/// A message for people from the message bundles, formatted when it is read.
///
/// It contains the key and the values; the patterns are in `messages_en.properties` and
/// `messages_zh.properties` of the package that the key begins with. Two messages are equal when key and
/// values are.
public final class Message implements Text {
    /// Most characters of a value that is a string; what people wrote is cited, and not repeated in full.
    private static final int MAX_VALUE_LENGTH = 1_000;

    private final String key;
    private final List<Object> values;

    private Message(String key, List<Object> values) {
        this.key = key;
        this.values = values;
    }

    /// The message with a key, which must be a literal so that a test can check it.
    ///
    /// A value is shown in the reader's language: a text in that language, a list with the separators of the
    /// language, a whole number without grouping, because most numbers identify something (a row, a release).
    /// For amounts and counts the bundle has `{count, number}`.
    ///
    /// A string of more than a thousand characters is cut.
    ///
    /// @param namesAndValues `"table", table.name(), "row", 7`: a name for each placeholder, then its value,
    ///     which must be immutable
    public static Message of(String key, Object... namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException("A name without a value: " + key);
        }
        for (int i = 0; i < namesAndValues.length; i += 2) {
            if (!(namesAndValues[i] instanceof String)) {
                throw new IllegalArgumentException("No name: " + namesAndValues[i] + ", of " + key);
            }
        }
        Object[] values = namesAndValues.clone();
        for (int i = 1; i < values.length; i += 2) {
            if (values[i] instanceof String text && text.length() > MAX_VALUE_LENGTH) {
                values[i] = text.substring(0, MAX_VALUE_LENGTH) + "…";
            }
        }
        return new Message(key, List.of(values));
    }

    /// The message that a page names, `{text:of('workbench.sign-in.title')}`, whose keys a test checks like those
    /// in the code.
    public static Message ofPage(String key, Object... namesAndValues) {
        return of(key, namesAndValues);
    }

    public String key() {
        return key;
    }

    @Override
    public String en() {
        return in(Locale.ENGLISH);
    }

    @Override
    public String zh() {
        return in(Locale.CHINESE);
    }

    @Override
    public String in(Locale locale) {
        return MessageBundle.of(key).pattern(key, locale).format(this::value, locale);
    }

    private Object value(String name) {
        for (int i = 0; i < values.size(); i += 2) {
            if (values.get(i).equals(name)) {
                return values.get(i + 1);
            }
        }
        throw new IllegalArgumentException(key + " was given no " + name);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Message that && key.equals(that.key) && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return 31 * key.hashCode() + values.hashCode();
    }

    @Override
    public String toString() {
        return key + values;
    }
}
