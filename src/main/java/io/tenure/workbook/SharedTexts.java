package io.tenure.workbook;

import io.tenure.text.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// The texts of a workbook: those that cells share by number, and the form in which all texts are stored.
final class SharedTexts {
    private static final Pattern ESCAPED = Pattern.compile("_x([0-9A-Fa-f]{4})_");
    /// Characters that XML cannot hold, and the line break that it doesn't keep.
    private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x08\\x0B-\\x1F\\uD800-\\uDFFF\\uFFFE\\uFFFF]");

    private SharedTexts() {}

    /// The texts of the part that holds those that cells share, in their order.
    static List<StoredText> read(byte[] part) throws XMLStreamException, InvalidWorkbookException {
        var texts = new ArrayList<StoredText>();
        var characters = 0L;
        var reader = XmlReader.of(part);
        while (reader.hasNext()) {
            if (reader.next() == XMLStreamConstants.START_ELEMENT
                    && reader.getLocalName().equals("si")) {
                if (texts.size() >= WorkbookLimits.MAX_CELLS) {
                    throw InvalidWorkbookException.tooLarge(
                            Message.of("workbook.too-large.texts", "maxTexts", WorkbookLimits.MAX_CELLS),
                            WorkbookLimits.MAX_CELLS);
                }
                var text = text(reader);
                characters += text.text().length();
                if (characters > WorkbookLimits.MAX_CHARACTERS) {
                    throw UnpackQuota.tooManyCharacters();
                }
                texts.add(text);
            }
        }
        return texts;
    }

    /// The text of the element at which the reader stands, `si` or `is`: its runs without their fonts, and without
    /// the readings that Japanese and Chinese texts carry beside them. The reader stands at its end afterwards.
    static StoredText text(XMLStreamReader reader) throws XMLStreamException {
        var text = new StoredText.Builder(WorkbookLimits.MAX_CELL_LENGTH);
        var depth = 1;
        while (depth > 0) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    switch (reader.getLocalName()) {
                        case "t" -> XmlReader.read(reader, text);
                        case "r" -> depth++;
                        default -> XmlReader.skip(reader);
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> depth--;
                default -> {}
            }
        }
        return unescaped(text.build());
    }

    static StoredText unescaped(StoredText text) {
        if (!text.text().contains("_x")) {
            return text;
        }
        var plain = unescaped(text.text());
        return new StoredText(plain, text.isCut() ? text.length() : plain.length());
    }

    /// Workbooks write characters that XML cannot hold as `_x000D_`.
    private static String unescaped(String text) {
        return ESCAPED.matcher(text).replaceAll(hex -> {
            var c = Character.toString(Integer.parseInt(hex.group(1), 16));
            return Matcher.quoteReplacement(c);
        });
    }

    /// A text in the form in which it is stored: the inverse of reading it.
    static String escaped(String text) {
        var literal = ESCAPED.matcher(text).replaceAll("_x005F$0");
        return CONTROL.matcher(literal)
                .replaceAll(found ->
                        String.format(Locale.ROOT, "_x%04X_", found.group().codePointAt(0)));
    }
}
