package io.tenure.workbook;

import com.fasterxml.aalto.stax.InputFactoryImpl;
import java.io.ByteArrayInputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/// Opens untrusted XML: nothing outside it is fetched, and no entity expands.
final class XmlReader {
    private static final XMLInputFactory FACTORY = factory();

    private XmlReader() {}

    static XMLStreamReader of(byte[] part) throws XMLStreamException {
        return FACTORY.createXMLStreamReader(new ByteArrayInputStream(part));
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
