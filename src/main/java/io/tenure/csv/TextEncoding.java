package io.tenure.csv;

import io.tenure.csv.UnreadableFileException.Setting;
import io.tenure.text.Message;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// How the bytes of a file are to be read as text.
///
/// A byte order mark decides; without one the bytes do. UTF-8 is recognised by its form, UTF-16 by its zero
/// bytes. Of the older encodings two are recognised where the bytes leave no doubt: GB 18030, which includes
/// GBK, writes Chinese in pairs of high bytes, and Windows-1252 writes single letters with accents between
/// plain ones. Cyrillic and Greek encodings write words of high bytes only, all above those of punctuation; the
/// encodings of old Macintoshes and of DOS have letters where Windows-1252 has punctuation.
///
/// @param markLength bytes of the byte order mark, 0 without one
record TextEncoding(Charset charset, int markLength) {
    private static final int DOCUMENT_START = 200;
    private static final Pattern MARKUP = Pattern.compile("<(!|\\?xml|html|head|body|table|meta|style)");
    private static final Pattern JSON = Pattern.compile("(\\[\\s*)?\\{\\s*\"[^\"]*\"\\s*:");
    private static final Charset GB_18030 = Charset.forName("GB18030");
    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    /// @param given the encoding that the caller names; null if it is to be recognised
    static TextEncoding detect(TextSource source, @Nullable Charset given) throws IOException, UnreadableFileException {
        try (InputStream in = source.open()) {
            byte[] bytes = new byte[1 << 16];
            int length = in.readNBytes(bytes, 0, bytes.length);
            TextEncoding marked = marked(bytes, length);
            if (given != null) {
                return new TextEncoding(given, marked != null && marked.charset.equals(given) ? marked.markLength : 0);
            }
            if (marked != null) {
                return marked;
            }
            if (startsWith(bytes, length, 'P', 'K', 3, 4)) {
                throw UnreadableFileException.of(Message.of("csv.encoding.workbook"));
            }
            refuseDocuments(new String(bytes, 0, Math.min(length, DOCUMENT_START), StandardCharsets.ISO_8859_1));
            ByteStatistics statistics = new ByteStatistics();
            while (length > 0) {
                statistics.add(bytes, length);
                length = in.readNBytes(bytes, 0, bytes.length);
            }
            return new TextEncoding(statistics.charset(), 0);
        }
    }

    /// Shops and banks hand out web pages under the names of spreadsheets.
    private static void refuseDocuments(String start) throws UnreadableFileException {
        String text = start.strip().toLowerCase(Locale.ROOT);
        if (text.startsWith("%pdf")
                || text.startsWith("{\\rtf")
                || MARKUP.matcher(text).lookingAt()) {
            throw UnreadableFileException.of(Message.of("csv.encoding.document"));
        }
        if (JSON.matcher(text).lookingAt()) {
            throw UnreadableFileException.of(Message.of("csv.encoding.json"));
        }
    }

    private static @Nullable TextEncoding marked(byte[] bytes, int length) throws UnreadableFileException {
        if (startsWith(bytes, length, 0xEF, 0xBB, 0xBF)) {
            return new TextEncoding(StandardCharsets.UTF_8, 3);
        }
        if (startsWith(bytes, length, 0xFF, 0xFE, 0, 0)) {
            return new TextEncoding(StandardCharsets.UTF_32LE, 4);
        }
        if (startsWith(bytes, length, 0, 0, 0xFE, 0xFF)) {
            return new TextEncoding(StandardCharsets.UTF_32BE, 4);
        }
        if (startsWith(bytes, length, 0xFF, 0xFE)) {
            return new TextEncoding(StandardCharsets.UTF_16LE, 2);
        }
        return startsWith(bytes, length, 0xFE, 0xFF) ? new TextEncoding(StandardCharsets.UTF_16BE, 2) : null;
    }

    private static boolean startsWith(byte[] bytes, int length, int... start) {
        for (int i = 0; i < start.length; i++) {
            if (i >= length || (bytes[i] & 0xFF) != start[i]) {
                return false;
            }
        }
        return true;
    }

    boolean isUtf8() {
        return charset.equals(StandardCharsets.UTF_8);
    }

    /// What the bytes of a file without a mark look like, all of them.
    private static final class ByteStatistics {
        private long position;
        private long evenZeros;
        private long oddZeros;
        private int expected;
        private long sequences;
        private long invalid;
        private long run;
        private long longestRun;
        private long runs;
        private long singles;
        private long oddRuns;
        private boolean pairsInRange = true;
        private boolean undefinedInWindows1252;

        /// Whether there is a byte that no Cyrillic or Greek letter has, as every other Chinese character does.
        private boolean belowLetters;

        /// Whether there is a pair that is a letter of the Japanese alphabets.
        private boolean kana;

        /// Bytes behind letters that are letters of Windows-1252, and such as would be punctuation where none is.
        private long accents;

        private long punctuation;
        private int previous;
        private int beforePrevious;

        void add(byte[] bytes, int length) {
            for (int i = 0; i < length; i++) {
                add(bytes[i] & 0xFF);
            }
        }

        private void add(int b) {
            if (b < 0x80 && expected == 0 && run == 0) {
                // Almost every byte of almost every file.
                if (b == 0) {
                    addZero();
                }
                position++;
                previous = b;
                return;
            }
            if (b == 0) {
                addZero();
            }
            position++;
            if (expected > 0 && (b & 0xC0) == 0x80) {
                expected--;
                sequences += expected == 0 ? 1 : 0;
            } else {
                invalid += expected > 0 ? 1 : 0;
                expected = b < 0x80
                        ? 0
                        : b >= 0xC2 && b <= 0xDF ? 1 : b >= 0xE0 && b <= 0xEF ? 2 : b >= 0xF0 && b <= 0xF4 ? 3 : -1;
                if (expected < 0) {
                    invalid++;
                    expected = 0;
                }
            }
            if (b >= 0x80) {
                run++;
                pairsInRange &= b >= 0xA1 && b <= 0xFE;
                undefinedInWindows1252 |= b == 0x81 || b == 0x8D || b == 0x8F || b == 0x90 || b == 0x9D;
                belowLetters |= b < 0xC0;
                kana |= run % 2 == 1 && (b == 0xA4 || b == 0xA5);
            } else {
                if (run == 1 && isLetter(beforePrevious)) {
                    accents += previous >= 0xC0 ? 1 : 0;
                    punctuation += previous < 0xA0 && !isPunctuation(previous, isLetter(b)) ? 1 : 0;
                }
                endRun();
            }
            beforePrevious = previous;
            previous = b;
        }

        /// Whether a byte of Windows-1252 may be punctuation behind a letter: within a word only an apostrophe, at its
        /// end also closing quotation marks, dashes and the like.
        private static boolean isPunctuation(int b, boolean withinWord) {
            return b == 0x92 || (!withinWord && (b == 0x80 || b == 0x85 || b == 0x99 || (b >= 0x91 && b <= 0x97)));
        }

        private static boolean isLetter(int b) {
            return (b >= 'A' && b <= 'Z') || (b >= 'a' && b <= 'z');
        }

        private void addZero() {
            if (position % 2 == 0) {
                evenZeros++;
            } else {
                oddZeros++;
            }
        }

        private void endRun() {
            if (run > 0) {
                runs++;
                singles += run == 1 ? 1 : 0;
                oddRuns += run % 2;
                longestRun = Math.max(longestRun, run);
                run = 0;
            }
        }

        Charset charset() throws UnreadableFileException {
            invalid += expected > 0 ? 1 : 0;
            endRun();
            if (evenZeros + oddZeros > 0) {
                // ASCII in UTF-16 has a zero in every pair, always on the same side.
                if (oddZeros > position / 10 && evenZeros * 100 < oddZeros) {
                    return StandardCharsets.UTF_16LE;
                }
                if (evenZeros > position / 10 && oddZeros * 100 < evenZeros) {
                    return StandardCharsets.UTF_16BE;
                }
                throw UnreadableFileException.of(Message.of("csv.encoding.no-text"));
            }
            // A few broken bytes in a file that is UTF-8 otherwise are faults of their lines.
            if (invalid == 0 || sequences > 4 * invalid) {
                return StandardCharsets.UTF_8;
            }
            if (oddRuns == 0 && longestRun >= 4 && pairsInRange && belowLetters && !kana) {
                return GB_18030;
            }
            if (singles * 10 >= runs * 6 && !undefinedInWindows1252 && punctuation <= accents) {
                return WINDOWS_1252;
            }
            throw UnreadableFileException.of(Message.of("csv.encoding.unknown"), Setting.ENCODING);
        }
    }
}
