package io.tenure.workbook;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Converts what people type, with any keyboard, to the plain characters of the table dialect.
public final class TextNormalizer {
    private TextNormalizer() {}

    /// Text with plain spaces, quotes, symbols, digits and letters, single-spaced and trimmed.
    public static String normalize(String text) {
        return normalizeText(text, true);
    }

    /// Like [#normalize], but letters, digits and brackets stay as they are: for text that must equal a
    /// customer's.
    public static String normalizeKeepingWidth(String text) {
        return normalizeText(text, false);
    }

    private static String normalizeText(String text, boolean widths) {
        if (isNormalized(text)) {
            return text;
        }
        var plain = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            var replacement = c >= ' ' && c < 0x7F ? null : replacement(c, widths);
            if (replacement == null) {
                plain.appendCodePoint(c);
            } else {
                plain.append(replacement);
            }
        });
        return singleSpaced(plain).strip();
    }

    /// Whether it is normalized already, as nearly every cell is.
    private static boolean isNormalized(String text) {
        var before = ' ';
        for (var i = 0; i < text.length(); i++) {
            var character = text.charAt(i);
            if (character < ' ' || character >= 0x7F || character == ' ' && before == ' ') {
                return false;
            }
            before = character;
        }
        return before != ' ' || text.isEmpty();
    }

    private static String singleSpaced(StringBuilder text) {
        var length = 0;
        for (var i = 0; i < text.length(); i++) {
            var character = text.charAt(i);
            if (character != ' ' || length == 0 || text.charAt(length - 1) != ' ') {
                text.setCharAt(length++, character);
            }
        }
        return text.substring(0, length);
    }

    /// What a character is replaced by; null if it stays.
    private static @Nullable String replacement(int c, boolean widths) {
        return switch (c) {
            case '\t', '\n', '\r', 0xA0, 0x3000, 0x202F, 0x205F, 0x1680 -> " ";
            case 0xFEFF, 0x200B, 0x200C, 0x200D, 0x2060, 0xAD, 0x200E, 0x200F -> "";
            case 0x201C, 0x201D, 0x201E, 0x201F, 0xFF02, 0xAB, 0xBB, 0x300C, 0x300D -> "\"";
            case 0x2018, 0x2019, 0x201A, 0x201B, 0xFF07 -> "'";
            case 0x2264, 0x2266, 0x2A7D -> "<=";
            case 0x2265, 0x2267, 0x2A7E -> ">=";
            case 0x2260 -> "!=";
            case 0x2026, 0x2025 -> "..";
            // With a space: no number is written with these commas.
            case 0xFF0C, 0x3001 -> ", ";
            case 0x2212, 0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0xFE63, 0xFF0D -> "-";
            case 0xFF1C -> "<";
            case 0xFF1D -> "=";
            case 0xFF1E -> ">";
            case 0x3002 -> widths ? "." : null;
            default -> {
                if (c >= 0x2000 && c <= 0x200A) {
                    yield " ";
                }
                if (widths && c >= 0xFF01 && c <= 0xFF5E) {
                    yield Character.toString(c - 0xFEE0);
                }
                yield null;
            }
        };
    }

    /// The parts between commas outside quotes, trimmed; quotes are kept.
    public static List<String> splitList(String plain) {
        var parts = new ArrayList<String>();
        var part = new StringBuilder();
        var quote = (char) 0;
        for (var i = 0; i < plain.length(); i++) {
            var c = plain.charAt(i);
            if (quote == 0 && c == ',') {
                parts.add(part.toString().strip());
                part.setLength(0);
                continue;
            }
            if (quote != 0 && c == quote) {
                quote = 0;
            } else if (quote == 0 && opensQuote(c, part)) {
                quote = c;
            }
            part.append(c);
        }
        parts.add(part.toString().strip());
        return parts;
    }

    /// An apostrophe inside a word opens nothing.
    private static boolean opensQuote(char c, CharSequence before) {
        return (c == '"' || c == '\'') && before.chars().allMatch(Character::isWhitespace);
    }

    public static boolean isQuoted(String part) {
        return part.length() >= 2
                && (part.startsWith("\"") && part.endsWith("\"") || part.startsWith("'") && part.endsWith("'"));
    }

    public static String unquote(String part) {
        return isQuoted(part) ? part.substring(1, part.length() - 1).strip() : part;
    }
}
