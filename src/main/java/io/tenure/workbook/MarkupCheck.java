package io.tenure.workbook;

import io.tenure.text.Message;
import java.io.IOException;
import java.io.Reader;
import java.security.SecureRandom;
import javax.xml.stream.XMLStreamException;

/// Reads the markup of a part before the parser does, and rejects what would cost the parser more than its bytes are
/// worth: it compares each attribute of an element with the others and keeps every name, every open element and the
/// whole of a value.
///
/// Where the markup is not well-formed it stops, since the parser gets no further either.
final class MarkupCheck {
    private static final int END = -1;
    private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;
    /// Not known to whoever writes the names, so that none can be made to look alike.
    private static final long SEED = new SecureRandom().nextLong();

    private final Reader markup;
    private final char[] buffer = new char[1 << 14];
    private int filled;
    private int at;
    private final HashSet names = new HashSet(WorkbookLimits.MAX_XML_NAMES);
    private final HashSet prefixes = new HashSet(WorkbookLimits.MAX_XML_PREFIXES);
    private int elements;
    private int depth;

    private MarkupCheck(Reader markup) {
        this.markup = markup;
    }

    /// @param markup the characters of the part; any encoding will do that has the characters of ASCII
    /// @throws InvalidWorkbookException if there is more of something than allowed
    /// @throws XMLStreamException if it defines a document type, which no part of a workbook may
    static void check(Reader markup) throws InvalidWorkbookException, XMLStreamException {
        try {
            new MarkupCheck(markup).check();
        } catch (IOException unreadable) {
            throw new XMLStreamException(unreadable);
        }
    }

    private void check() throws IOException, InvalidWorkbookException, XMLStreamException {
        for (var c = next(); c != END; c = next()) {
            if (c == '&') {
                c = next();
                if (c != '#') {
                    readName(c);
                }
            } else if (c == '<' && !readMarkup(next())) {
                return;
            }
        }
    }

    /// @param first what follows the opening bracket
    /// @return false where it is not well-formed
    private boolean readMarkup(int first) throws IOException, InvalidWorkbookException, XMLStreamException {
        return switch (first) {
            case '!' -> readDeclaration();
            case '?' -> {
                yield skipTo("?>", readName(next()));
            }
            case '/' -> {
                depth--;
                yield skipTo(">", next());
            }
            default -> readElement(first);
        };
    }

    private boolean readDeclaration() throws IOException, XMLStreamException {
        var c = next();
        if (c == '-') {
            return next() == '-' && skipTo("-->", next());
        }
        if (c == '[') {
            return skipTo("]]>", next());
        }
        throw new XMLStreamException("it defines a document type");
    }

    private boolean readElement(int first) throws IOException, InvalidWorkbookException {
        if (++elements > WorkbookLimits.MAX_ELEMENTS) {
            throw tooMuch(
                    Message.of("workbook.too-large.elements", "maxElements", WorkbookLimits.MAX_ELEMENTS),
                    WorkbookLimits.MAX_ELEMENTS);
        }
        if (++depth > WorkbookLimits.MAX_XML_DEPTH) {
            throw tooMuch(
                    Message.of("workbook.too-large.xml-depth", "maxDepth", WorkbookLimits.MAX_XML_DEPTH),
                    WorkbookLimits.MAX_XML_DEPTH);
        }
        var attributes = 0;
        var c = readName(first);
        while (true) {
            c = skipBlanks(c);
            if (c == '>') {
                return true;
            }
            if (c == '/') {
                depth--;
                return next() == '>';
            }
            if (c == END || c == '<') {
                return false;
            }
            if (++attributes > WorkbookLimits.MAX_ATTRIBUTES) {
                throw tooMuch(
                        Message.of("workbook.too-large.attributes", "maxAttributes", WorkbookLimits.MAX_ATTRIBUTES),
                        WorkbookLimits.MAX_ATTRIBUTES);
            }
            c = skipBlanks(readName(c));
            if (c != '=') {
                return false;
            }
            var quote = skipBlanks(next());
            if (quote != '"' && quote != '\'') {
                return false;
            }
            readValue(quote);
            c = next();
        }
    }

    private void readValue(int quote) throws IOException, InvalidWorkbookException {
        var length = 0;
        for (var c = next(); c != quote && c != END; c = next()) {
            if (++length > WorkbookLimits.MAX_ATTRIBUTE_LENGTH) {
                throw tooMuch(
                        Message.of(
                                "workbook.too-large.attribute-length",
                                "maxCharacters",
                                WorkbookLimits.MAX_ATTRIBUTE_LENGTH),
                        WorkbookLimits.MAX_ATTRIBUTE_LENGTH);
            }
        }
    }

    /// Reads a name and counts it where it is new.
    ///
    /// @param first its first character
    /// @return what follows it
    private int readName(int first) throws IOException, InvalidWorkbookException {
        var hash = SEED;
        var length = 0;
        var c = first;
        while (c > ' ' && c != '=' && c != '>' && c != '/' && c != '<' && c != ';' && c != '?') {
            if (c == ':' && !prefixes.add(hash)) {
                throw tooMuch(
                        Message.of("workbook.too-large.xml-prefixes", "maxNames", WorkbookLimits.MAX_XML_PREFIXES),
                        WorkbookLimits.MAX_XML_PREFIXES);
            }
            hash = (hash + c) * MULTIPLIER;
            hash ^= hash >>> 29;
            if (++length > WorkbookLimits.MAX_XML_NAME_LENGTH) {
                throw tooMuch(
                        Message.of(
                                "workbook.too-large.xml-name-length",
                                "maxCharacters",
                                WorkbookLimits.MAX_XML_NAME_LENGTH),
                        WorkbookLimits.MAX_XML_NAME_LENGTH);
            }
            c = next();
        }
        if (!names.add(hash)) {
            throw tooMuch(
                    Message.of("workbook.too-large.xml-names", "maxNames", WorkbookLimits.MAX_XML_NAMES),
                    WorkbookLimits.MAX_XML_NAMES);
        }
        return c;
    }

    private int skipBlanks(int first) throws IOException {
        var c = first;
        while (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
            c = next();
        }
        return c;
    }

    /// Moves behind the next occurrence of the text, whose characters but the last one are all the same.
    ///
    /// @param first the character that comes next
    private boolean skipTo(String end, int first) throws IOException {
        var before = end.charAt(0);
        var last = end.charAt(end.length() - 1);
        var matched = 0;
        for (var c = first; c != END; c = next()) {
            if (c == last && matched >= end.length() - 1) {
                return true;
            }
            matched = c == before ? matched + 1 : 0;
        }
        return false;
    }

    private int next() throws IOException {
        if (at == filled) {
            filled = markup.read(buffer);
            at = 0;
            if (filled <= 0) {
                filled = 0;
                return END;
            }
        }
        return buffer[at++];
    }

    /// A limited number of distinct hashes.
    private static final class HashSet {
        private final int max;
        /// Each hash at its place or behind it; 0 where there is none.
        private final long[] hashes;

        private int size;

        HashSet(int max) {
            this.max = max;
            this.hashes = new long[Integer.highestOneBit(max) * 4];
        }

        /// @return false if there are now more than allowed
        boolean add(long hash) {
            var value = hash == 0 ? 1 : hash;
            var place = (int) (value >>> 32) & (hashes.length - 1);
            while (hashes[place] != 0) {
                if (hashes[place] == value) {
                    return true;
                }
                place = (place + 1) & (hashes.length - 1);
            }
            hashes[place] = value;
            return ++size <= max;
        }
    }

    private static InvalidWorkbookException tooMuch(Message amount, int max) {
        return InvalidWorkbookException.tooLarge(amount, max);
    }
}
