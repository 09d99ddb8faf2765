package io.tenure.workbook;

import io.tenure.finding.Address;
import io.tenure.finding.Finding;
import io.tenure.text.Message;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// Finds what refers to something outside a workbook: macros, links to other files, connections, embedded objects of
/// other programs, and formulas that fetch data.
///
/// Nothing of it is ever run or fetched here. It is rejected because people download the workbooks again, and their
/// spreadsheet programs would run it.
final class ExternalReferences {
    private ExternalReferences() {}

    static Finding formulaFinding(Address address, String formula) {
        return Finding.error(
                "external-formula",
                address,
                "=" + formula,
                Message.of("workbook.external-formula.cell.message"),
                Message.of("workbook.external-formula.cell.fix"));
    }

    /// Rejects a formula outside a cell: of a name, a drop-down or a conditional format.
    static void rejectFormula(String formula) throws InvalidWorkbookException {
        if (FormulaReferences.isExternal(formula)) {
            var shown = formula.length() > 80 ? formula.substring(0, 80) + "…" : formula;
            throw new InvalidWorkbookException(
                    "external-formula",
                    Message.of("workbook.external-formula.elsewhere.message", "shown", shown),
                    Message.of("workbook.external-formula.elsewhere.fix"));
        }
    }

    /// Rejects macros, links, connections and the objects of other programs, by the names and uses of parts.
    ///
    /// @param parts by name in lower case
    static void rejectParts(Map<String, byte[]> parts) throws InvalidWorkbookException, XMLStreamException {
        WorkbookParts.rejectLongLists(parts);
        var types = new String(parts.getOrDefault("[content_types].xml", new byte[0]), StandardCharsets.UTF_8)
                .toLowerCase(Locale.ROOT);
        if (types.contains("macroenabled") || types.contains("vbaproject") || types.contains("macrosheet")) {
            throw macros();
        }
        for (var name : parts.keySet()) {
            if (name.contains("vbaproject") && name.endsWith(".bin")
                    || name.contains("/macrosheets/")
                    || name.contains("/activex/")) {
                throw macros();
            }
            if (name.contains("/embeddings/")) {
                throw embedded(name.substring(name.lastIndexOf('/') + 1));
            }
            if (name.equals("xl/connections.xml") || name.contains("/querytables/")) {
                throw connection();
            }
        }
        for (var part : parts.entrySet()) {
            if (part.getKey().endsWith(".rels")) {
                rejectRelations(part.getValue());
            }
        }
    }

    /// Rejects a part by its root element, whatever its name.
    static void rejectRootElement(String element) throws InvalidWorkbookException {
        switch (element) {
            case "connections", "queryTable", "DataMashup" -> throw connection();
            case "externalLink" -> throw link("");
            case "ocx" -> throw macros();
            default -> {}
        }
    }

    private static void rejectRelations(byte[] relations) throws InvalidWorkbookException, XMLStreamException {
        var reader = XmlReader.of(relations);
        while (reader.hasNext()) {
            if (reader.next() != XMLStreamReader.START_ELEMENT) {
                continue;
            }
            var type = reader.getAttributeValue(null, "Type");
            var use = type == null
                    ? ""
                    : type.substring(type.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
            if (use.isEmpty() || use.equals("hyperlink")) {
                continue;
            }
            var target = reader.getAttributeValue(null, "Target");
            var shown = target == null || target.length() > 80 ? "" : target;
            if ("external".equalsIgnoreCase(reader.getAttributeValue(null, "TargetMode"))) {
                throw link(shown);
            }
            switch (use) {
                case "externallink" -> throw link(shown);
                case "connections", "querytable" -> throw connection();
                case "oleobject", "package" -> throw embedded(shown);
                case "control", "activexcontrolbinary", "vbaproject", "xlmacrosheet", "xlintlmacrosheet" ->
                    throw macros();
                default -> {}
            }
        }
    }

    private static InvalidWorkbookException macros() {
        return new InvalidWorkbookException(
                "macros", Message.of("workbook.macros.message"), Message.of("workbook.macros.fix"));
    }

    /// @param name of the object, empty where it is not known
    static InvalidWorkbookException embedded(String name) {
        return new InvalidWorkbookException(
                "embedded-object",
                name.isEmpty()
                        ? Message.of("workbook.embedded-object.message")
                        : Message.of("workbook.embedded-object.message-with-name", "name", name),
                Message.of("workbook.embedded-object.fix"));
    }

    static InvalidWorkbookException connection() {
        return new InvalidWorkbookException(
                "external-link",
                Message.of("workbook.external-link.connection.message"),
                Message.of("workbook.external-link.connection.fix"));
    }

    private static InvalidWorkbookException link(String target) {
        return new InvalidWorkbookException(
                "external-link",
                target.isEmpty()
                        ? Message.of("workbook.external-link.link.message")
                        : Message.of("workbook.external-link.link.message-with-target", "target", target),
                Message.of("workbook.external-link.link.fix"));
    }
}
