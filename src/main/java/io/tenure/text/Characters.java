package io.tenure.text;

/// Which characters texts from outside may have.
public final class Characters {
    private Characters() {}

    /// Whether people can see all of a text and tell it from any other: it has no invisible characters, no ends of
    /// lines, and no blanks at its ends.
    public static boolean isVisibleLine(String text) {
        return !text.isEmpty()
                && !isBlank(text.codePointAt(0))
                && !isBlank(text.codePointBefore(text.length()))
                && text.codePoints().allMatch(Characters::isVisible);
    }

    /// Whether a text, of several lines perhaps, can be stored and written to any file: it has no control characters
    /// but tabs and ends of lines, no halves of characters, and none that Unicode hasn't assigned.
    public static boolean isPlain(String text) {
        return text.codePoints().allMatch(character -> switch (Character.getType(character)) {
            case Character.CONTROL -> character == '\t' || character == '\n' || character == '\r';
            case Character.SURROGATE, Character.UNASSIGNED -> false;
            default -> true;
        });
    }

    private static boolean isBlank(int character) {
        return Character.isWhitespace(character) || Character.isSpaceChar(character);
    }

    /// Invisible are control and format characters, such as a byte order mark or a change of direction, ends of
    /// lines and halves of characters.
    private static boolean isVisible(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE -> false;
            default -> !isShapeless(character);
        };
    }

    /// Letters, marks and symbols by type that show nothing of themselves: fillers, joiners, blank braille, and what
    /// chooses the shape of the character before.
    private static boolean isShapeless(int character) {
        return switch (character) {
            case 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0 -> true;
            default ->
                (character >= 0x180B && character <= 0x180F)
                        || (character >= 0xFE00 && character <= 0xFE0F)
                        || (character >= 0xE0100 && character <= 0xE01EF);
        };
    }
}
