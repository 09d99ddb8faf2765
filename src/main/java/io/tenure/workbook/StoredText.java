package io.tenure.workbook;

/// A text as a workbook stores it.
///
/// @param text its beginning; all of it unless it is cut
/// @param length of all of it, characters
record StoredText(String text, int length) {
    static final StoredText EMPTY = new StoredText("", 0);

    boolean isCut() {
        return length > text.length();
    }

    boolean isEmpty() {
        return length == 0;
    }

    /// Gathers a text from its pieces.
    static final class Builder {
        private final int max;
        private final StringBuilder kept = new StringBuilder();
        private int length;

        /// @param max how much is kept, characters
        Builder(int max) {
            this.max = max;
        }

        void append(char[] characters, int start, int count) {
            kept.append(characters, start, Math.clamp(max - length, 0, count));
            length += count;
        }

        StoredText build() {
            return new StoredText(kept.toString(), length);
        }
    }
}
