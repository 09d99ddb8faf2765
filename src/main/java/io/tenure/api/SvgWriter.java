package io.tenure.api;

import com.fasterxml.aalto.stax.OutputFactoryImpl;
import java.io.StringWriter;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/// Writes an SVG picture, one element per line.
///
/// Lengths and places are in pixels from the upper left. `style` is more attributes, names and values in turn.
/// Texts may hold anything: the XML writer escapes it, and characters that XML doesn't have are left out.
final class SvgWriter {
    // Named rather than looked up, since a native image has no service files to look in.
    private static final XMLOutputFactory FACTORY = new OutputFactoryImpl();

    private interface Part {
        void write() throws XMLStreamException;
    }

    private final StringWriter picture = new StringWriter();
    private final XMLStreamWriter xml;

    SvgWriter(int width, int height, Object... style) {
        try {
            xml = FACTORY.createXMLStreamWriter(picture);
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
        write(() -> {
            xml.writeStartElement("svg");
            xml.writeDefaultNamespace("http://www.w3.org/2000/svg");
            writeAttributes("width", width, "height", height, "viewBox", "0 0 " + width + " " + height);
            writeAttributes(style);
        });
    }

    void rect(int x, int y, int width, int height, Object... style) {
        shape("rect", style, "x", x, "y", y, "width", width, "height", height);
    }

    void line(int x1, int y1, int x2, int y2, Object... style) {
        shape("line", style, "x1", x1, "y1", y1, "x2", x2, "y2", y2);
    }

    void circle(int x, int y, int radius, Object... style) {
        shape("circle", style, "cx", x, "cy", y, "r", radius);
    }

    /// @param steps the path after its start, in SVG's path commands: `l8 14 h-16 z`
    void path(int x, int y, String steps, Object... style) {
        shape("path", style, "d", "M" + x + " " + y + " " + steps);
    }

    void text(String words, int x, int y, Object... style) {
        write(() -> {
            newLine();
            xml.writeStartElement("text");
            writeAttributes("x", x, "y", y);
            writeAttributes(style);
            xml.writeCharacters(withoutIllegalCharacters(words));
            xml.writeEndElement();
        });
    }

    /// The tooltip of the picture, or of the group that it begins.
    void title(String words) {
        write(() -> {
            newLine();
            xml.writeStartElement("title");
            xml.writeCharacters(withoutIllegalCharacters(words));
            xml.writeEndElement();
        });
    }

    /// Elements that share a title.
    void group(String title, Runnable elements) {
        write(() -> {
            newLine();
            xml.writeStartElement("g");
        });
        title(title);
        elements.run();
        write(xml::writeEndElement);
    }

    /// Ends the picture and returns it.
    String finish() {
        write(() -> {
            newLine();
            xml.writeEndElement();
            newLine();
            xml.close();
        });
        return picture.toString();
    }

    private void shape(String name, Object[] style, Object... geometry) {
        write(() -> {
            newLine();
            xml.writeEmptyElement(name);
            writeAttributes(geometry);
            writeAttributes(style);
        });
    }

    private void newLine() throws XMLStreamException {
        xml.writeCharacters("\n");
    }

    private void writeAttributes(Object... namesAndValues) throws XMLStreamException {
        for (int i = 0; i < namesAndValues.length; i += 2) {
            xml.writeAttribute(String.valueOf(namesAndValues[i]), String.valueOf(namesAndValues[i + 1]));
        }
    }

    private static void write(Part part) {
        try {
            part.write();
        } catch (XMLStreamException e) {
            // Writing to a string can't fail, so the elements are wrongly nested.
            throw new IllegalStateException(e);
        }
    }

    private static String withoutIllegalCharacters(String text) {
        return text.codePoints()
                .filter(c -> c == '\n' || c >= 0x20 && (c < 0xD800 || c > 0xDFFF) && c != 0xFFFE && c != 0xFFFF)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
