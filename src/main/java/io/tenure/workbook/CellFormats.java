package io.tenure.workbook;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// What the number format of each cell style makes of a number.
///
/// @param byStyle in the order in which cells refer to styles
record CellFormats(List<NumberFormat> byStyle) {
    /// More styles than spreadsheet programs accept.
    private static final int MAX_STYLES = 65_536;

    /// The formats of a workbook without styles.
    static final CellFormats NONE = new CellFormats(List.of());

    static CellFormats read(byte[] part) throws XMLStreamException, InvalidWorkbookException {
        Map<Integer, String> codes = new HashMap<>();
        var ids = new ArrayList<Integer>();
        var reader = XmlReader.of(part);
        while (reader.hasNext()) {
            if (reader.next() == XMLStreamConstants.START_ELEMENT) {
                // Formats of cells only: conditional formats and named styles have elements of the same names.
                switch (reader.getLocalName()) {
                    case "numFmts" -> readCodes(reader, codes);
                    case "cellXfs" -> readIds(reader, ids);
                    default -> {}
                }
            }
        }
        var formats = new HashMap<Integer, NumberFormat>();
        return new CellFormats(ids.stream()
                .map(id -> formats.computeIfAbsent(id, i -> NumberFormat.of(codes.get(i), i)))
                .toList());
    }

    /// @param style number of the style, from 0
    NumberFormat of(int style) {
        return style >= 0 && style < byStyle.size() ? byStyle.get(style) : NumberFormat.NUMBER;
    }

    private static void readCodes(XMLStreamReader reader, Map<Integer, String> codes) throws XMLStreamException {
        for (var depth = 1; depth > 0; ) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    depth++;
                    var code = reader.getAttributeValue(null, "formatCode");
                    if (reader.getLocalName().equals("numFmt") && code != null) {
                        codes.put(XmlReader.number(reader, "numFmtId", 0), code);
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> depth--;
                default -> {}
            }
        }
    }

    private static void readIds(XMLStreamReader reader, List<Integer> ids) throws XMLStreamException {
        for (var depth = 1; depth > 0; ) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    depth++;
                    if (reader.getLocalName().equals("xf") && depth == 2) {
                        if (ids.size() >= MAX_STYLES) {
                            throw new XMLStreamException("it has more than " + MAX_STYLES + " styles");
                        }
                        ids.add(XmlReader.number(reader, "numFmtId", 0));
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> depth--;
                default -> {}
            }
        }
    }
}
