package io.tenure.workbook;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.aalto.stax.InputFactoryImpl;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/// Opens untrusted XML: nothing outside it is fetched, and no entity expands.
final class XmlReader {
    private static final XMLInputFactory FACTORY = factory();
    /// Encodings in which markup is the bytes of ASCII; only the first is common.
    private static final Set<String> ENCODINGS =
            Set.of("UTF-8", "UTF8", "US-ASCII", "ISO-8859-1", "ISO-8859-15", "WINDOWS-1252");

    private static final int DECLARATION_LENGTH = 512;
    private static final Pattern DECLARED = Pattern.compile("(?:\\xEF\\xBB\\xBF)?<\\?xml\\s");
    private static final Pattern DECLARATION = Pattern.compile("(?:\\xEF\\xBB\\xBF)?<\\?xml\\s([^>]*)\\?>");
    private static final Pattern ENCODING = Pattern.compile("encoding\\s*=\\s*[\"']([^\"']*)[\"']");

    private XmlReader() {}

    /// A reader of a part, at its start.
    ///
    /// @throws InvalidWorkbookException if the part has more of something than [WorkbookLimits] allows
    /// @throws XMLStreamException if it is in an encoding that no part of a workbook may have
    static XMLStreamReader of(byte[] part) throws XMLStreamException, InvalidWorkbookException {
        var encoding = encoding(part);
        MarkupCheck.check(new InputStreamReader(new ByteArrayInputStream(part), encoding));
        return encoding != ISO_8859_1
                ? FACTORY.createXMLStreamReader(new InputStreamReader(new ByteArrayInputStream(part), encoding))
                : FACTORY.createXMLStreamReader(new ByteArrayInputStream(part));
    }

    /// UTF-16, or one whose markup is the same bytes as in ISO 8859-1; the parser has to see the markup that was
    /// checked.
    private static Charset encoding(byte[] part) throws XMLStreamException {
        if (part.length < 4) {
            return ISO_8859_1;
        }
        var first = part[0] << 8 & 0xFF00 | part[1] & 0xFF;
        var second = part[2] << 8 & 0xFF00 | part[3] & 0xFF;
        if ((first == 0xFEFF || first == 0xFFFE) && second != 0) {
            return UTF_16;
        }
        if (first == '<' && second != 0) {
            return UTF_16BE;
        }
        if (first == '<' << 8 && second != 0) {
            return UTF_16LE;
        }
        var start = new String(part, 0, Math.min(part.length, DECLARATION_LENGTH), ISO_8859_1);
        if (start.lastIndexOf(0, 3) >= 0 || DECLARED.matcher(start).lookingAt() && !isOfBytes(start)) {
            throw new XMLStreamException("its encoding is not UTF-8 or UTF-16");
        }
        return ISO_8859_1;
    }

    /// The encoding that a part states or starts in.
    ///
    /// @throws XMLStreamException if it is in one that no part of a workbook may have
    static Charset charset(byte[] part) throws XMLStreamException {
        var encoding = encoding(part);
        if (encoding == UTF_16) {
            return part[0] == (byte) 0xFE ? UTF_16BE : UTF_16LE;
        }
        if (encoding != ISO_8859_1) {
            return encoding;
        }
        var declaration =
                DECLARATION.matcher(new String(part, 0, Math.min(part.length, DECLARATION_LENGTH), ISO_8859_1));
        var name = declaration.lookingAt() ? ENCODING.matcher(declaration.group(1)) : null;
        return name != null && name.find() ? Charset.forName(name.group(1)) : UTF_8;
    }

    private static boolean isOfBytes(String start) {
        var declaration = DECLARATION.matcher(start);
        if (!declaration.lookingAt()) {
            return false;
        }
        var encoding = ENCODING.matcher(declaration.group(1));
        return !encoding.find() || ENCODINGS.contains(encoding.group(1).toUpperCase(Locale.ROOT));
    }

    /// The text of the element at whose start the reader stands, which is at its end afterwards.
    ///
    /// @param max how much of it is kept, characters
    static StoredText text(XMLStreamReader reader, int max) throws XMLStreamException {
        var text = new StoredText.Builder(max);
        read(reader, text);
        return text.build();
    }

    /// Adds the text of the element at whose start the reader stands.
    static void read(XMLStreamReader reader, StoredText.Builder text) throws XMLStreamException {
        for (var event = reader.next(); event != XMLStreamConstants.END_ELEMENT; event = reader.next()) {
            switch (event) {
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
                    text.append(reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
                case XMLStreamConstants.COMMENT, XMLStreamConstants.PROCESSING_INSTRUCTION -> {}
                default -> throw new XMLStreamException("there is an element within a text");
            }
        }
    }

    /// Moves past the element at whose start the reader stands, to its end.
    static void skip(XMLStreamReader reader) throws XMLStreamException {
        for (var depth = 1; depth > 0; ) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> depth++;
                case XMLStreamConstants.END_ELEMENT -> depth--;
                default -> {}
            }
        }
    }

    /// Whether an attribute says yes.
    static boolean isTrue(@Nullable String attribute) {
        return attribute != null && (attribute.equals("1") || attribute.equals("true") || attribute.equals("on"));
    }

    /// A whole number in an attribute.
    ///
    /// @param otherwise where the attribute is missing
    static int number(XMLStreamReader reader, String attribute, int otherwise) throws XMLStreamException {
        var text = reader.getAttributeValue(null, attribute);
        if (text == null || text.isBlank()) {
            return otherwise;
        }
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException _) {
            throw new XMLStreamException(
                    attribute + " is no number: " + text.substring(0, Math.min(40, text.length())));
        }
    }

    private static XMLInputFactory factory() {
        var factory = new InputFactoryImpl();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, Boolean.FALSE);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, Boolean.FALSE);
        return factory;
    }
}
