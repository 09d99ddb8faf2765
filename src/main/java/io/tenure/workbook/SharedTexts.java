package io.tenure.workbook;

import io.tenure.text.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// The texts of a workbook: those that cells share by number, and the form in which all texts are stored.
final class SharedTexts {
    private static final Pattern ESCAPED = Pattern.compile("_x([0-9A-Fa-f]{4})_");

    private SharedTexts() {}

    /// The texts of the part that holds those that cells share, in their order.
    static List<String> read(byte[] part) throws XMLStreamException, InvalidWorkbookException {
        var texts = new ArrayList<String>();
        var reader = XmlReader.of(part);
        while (reader.hasNext()) {
            if (reader.next() == XMLStreamConstants.START_ELEMENT
                    && reader.getLocalName().equals("si")) {
                if (texts.size() >= WorkbookLimits.MAX_CELLS) {
                    throw InvalidWorkbookException.tooLarge(
                            Message.of("workbook.too-large.texts", "maxTexts", WorkbookLimits.MAX_CELLS),
                            WorkbookLimits.MAX_CELLS);
                }
                texts.add(text(reader));
            }
        }
        return texts;
    }

    /// The text of the element at which the reader stands, `si` or `is`: its runs without their fonts, and without
    /// the readings that Japanese and Chinese texts carry beside them. The reader stands at its end afterwards.
    static String text(XMLStreamReader reader) throws XMLStreamException {
        var text = new StringBuilder();
        var depth = 1;
        while (depth > 0) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    switch (reader.getLocalName()) {
                        case "t" -> text.append(reader.getElementText());
                        case "r" -> depth++;
                        default -> XmlReader.skip(reader);
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> depth--;
                default -> {}
            }
        }
        return unescaped(text.toString());
    }

    /// Workbooks write characters that XML cannot hold as `_x000D_`.
    static String unescaped(String text) {
        if (!text.contains("_x")) {
            return text;
        }
        return ESCAPED.matcher(text).replaceAll(hex -> {
            var c = Character.toString(Integer.parseInt(hex.group(1), 16));
            return Matcher.quoteReplacement(c);
        });
    }
}
