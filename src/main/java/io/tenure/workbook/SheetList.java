package io.tenure.workbook;

import io.tenure.text.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/// The main part of a workbook: its sheets in their order, and what holds for all of them.
///
/// @param mainPart its name
/// @param relationships what it uses
/// @param system1904 whether days are counted from 1904
record SheetList(String mainPart, Relationships relationships, boolean system1904, List<Entry> entries) {
    private static final List<String> RELATIONSHIP_NAMESPACES = List.of(
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            "http://purl.oclc.org/ooxml/officeDocument/relationships");

    /// A sheet.
    ///
    /// @param part name of its worksheet's part; empty for a chart, which has no cells
    /// @param hidden whether people do not see it
    record Entry(String name, String part, boolean hidden) {}

    static SheetList of(WorkbookParts parts) throws XMLStreamException, InvalidWorkbookException {
        var main = findMainPart(parts).orElseThrow(() -> new XMLStreamException("it has no main part"));
        var relationships = Relationships.of(parts, main);
        var entries = new ArrayList<Entry>();
        var system1904 = false;
        var namespace = "";
        var reader = XmlReader.of(parts.byName().getOrDefault(main, new byte[0]));
        while (reader.hasNext()) {
            if (reader.next() != XMLStreamConstants.START_ELEMENT) {
                continue;
            }
            switch (reader.getLocalName()) {
                case "workbook" -> namespace = reader.getNamespaceURI();
                case "workbookPr" -> system1904 = XmlReader.isTrue(reader.getAttributeValue(null, "date1904"));
                case "sheet" -> {
                    if (!reader.getNamespaceURI().equals(namespace)) {
                        continue;
                    }
                    if (entries.size() >= WorkbookLimits.MAX_SHEETS) {
                        throw InvalidWorkbookException.tooLarge(
                                Message.of("workbook.too-large.sheets", "maxSheets", WorkbookLimits.MAX_SHEETS),
                                WorkbookLimits.MAX_SHEETS);
                    }
                    entries.add(entry(reader, relationships, parts));
                }
                default -> {}
            }
        }
        if (namespace.isEmpty()) {
            throw new XMLStreamException("its main part is not a workbook");
        }
        return new SheetList(main, relationships, system1904, List.copyOf(entries));
    }

    private static Entry entry(XMLStreamReader reader, Relationships relationships, WorkbookParts parts)
            throws XMLStreamException, InvalidWorkbookException {
        var name = reader.getAttributeValue(null, "name");
        var state = reader.getAttributeValue(null, "state");
        var relationship = relationships.withId(relationshipId(reader));
        if (name == null || relationship.isEmpty()) {
            throw new XMLStreamException("a sheet has no name or no part");
        }
        if (name.length() > WorkbookLimits.MAX_SHEET_NAME_LENGTH) {
            throw InvalidWorkbookException.tooLarge(
                    Message.of("workbook.too-large.sheet-name", "characters", name.length()),
                    WorkbookLimits.MAX_SHEET_NAME_LENGTH);
        }
        var isWorksheet = relationship.get().use().equals("worksheet");
        var part = relationship.get().part();
        if (isWorksheet && !parts.byName().containsKey(part)) {
            throw new XMLStreamException("the part of sheet " + name + " is missing");
        }
        return new Entry(name, isWorksheet ? part : "", state != null && !state.equals("visible"));
    }

    private static @Nullable String relationshipId(XMLStreamReader reader) {
        return RELATIONSHIP_NAMESPACES.stream()
                .map(namespace -> reader.getAttributeValue(namespace, "id"))
                .filter(id -> id != null)
                .findFirst()
                .orElse(null);
    }

    /// The part that the file itself names as its document; if it names none, the one whose type says so.
    private static Optional<String> findMainPart(WorkbookParts parts)
            throws XMLStreamException, InvalidWorkbookException {
        var named = Relationships.of(parts, "").partFor("officedocument");
        return named.isPresent() ? named : parts.ofContentType("sheet.main+xml");
    }
}
