package io.tenure.report;

/// The width of a text on a terminal, in columns; Chinese characters take two.
public final class TerminalWidth {
    private TerminalWidth() {}

    public static int of(String text) {
        return text.codePoints().map(TerminalWidth::of).sum();
    }

    /// The text, padded with spaces on the right.
    public static String alignLeft(String text, int width) {
        return text + " ".repeat(Math.max(0, width - of(text)));
    }

    /// The text, padded with spaces on the left.
    public static String alignRight(String text, int width) {
        return " ".repeat(Math.max(0, width - of(text))) + text;
    }

    private static int of(int c) {
        int type = Character.getType(c);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        boolean wide = c >= 0x1100 && c <= 0x115F
                || c >= 0x2E80 && c <= 0xA4CF
                || c >= 0xAC00 && c <= 0xD7A3
                || c >= 0xF900 && c <= 0xFAFF
                || c >= 0xFE30 && c <= 0xFE6F
                || c >= 0xFF00 && c <= 0xFF60
                || c >= 0xFFE0 && c <= 0xFFE6
                || c >= 0x1F300 && c <= 0x1FAFF
                || c >= 0x20000 && c <= 0x3FFFD;
        return wide ? 2 : 1;
    }
}
