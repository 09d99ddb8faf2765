package io.tenure.workbook;

import io.tenure.finding.Address;
import io.tenure.finding.Finding;
import io.tenure.text.Message;
import io.tenure.text.Text;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// What of a workbook reaches out of it: macros, links to other files, connections, objects that other programs open,
/// formulas that call out.
///
/// Nothing of it is ever run or fetched here. It is refused because workbooks are handed back to people, whose
/// spreadsheet programs would.
final class ExternalReferences {
    private static final Pattern EXTERNAL_FUNCTION = Pattern.compile(
            "(?i)\\b(WEBSERVICE|IMPORTDATA|IMPORTXML|IMPORTHTML|IMPORTFEED"
                    + "|IMPORTRANGE|RTD|DDE|CALL|REGISTER|REGISTER\\.ID|EXEC|SQL\\.REQUEST|IMAGE|STOCKHISTORY|CUBE[A-Z]+)\\s*\\(");
    /// A sheet of another workbook: `[1]Sheet!A1`, `'C:\[Book.xlsx]Sheet'!A1`.
    private static final Pattern OTHER_WORKBOOK = Pattern.compile("\\[[^\\[\\]]*][^\\[\\]!,()]*!");
    /// A topic of another program: `cmd|'/c calc'!A1`.
    private static final Pattern OTHER_PROGRAM = Pattern.compile("\\w'?\\s*\\|[^|!]*!");

    private static final Pattern STRING_LITERAL = Pattern.compile("\"[^\"]*\"");

    private ExternalReferences() {}

    static boolean isExternal(String formula) {
        if (formula.isEmpty()) {
            return false;
        }
        var bare = STRING_LITERAL.matcher(formula).replaceAll("\"\"");
        return EXTERNAL_FUNCTION.matcher(bare).find()
                || OTHER_WORKBOOK.matcher(bare).find()
                || OTHER_PROGRAM.matcher(bare).find();
    }

    static Finding formulaFinding(Address address, String formula) {
        return Finding.error(
                "outside-formula",
                address,
                "=" + formula,
                Message.of("workbook.outside-formula.formula-reaches-out.message"),
                Message.of("workbook.outside-formula.formula-reaches-out.fix"));
    }

    /// Refuses a formula that stands in no cell: a name, a drop-down, a condition of a format.
    static void rejectFormula(String formula) throws InvalidWorkbookException {
        if (isExternal(formula)) {
            var shown = formula.length() > 80 ? formula.substring(0, 80) + "…" : formula;
            throw new InvalidWorkbookException(
                    "outside-formula",
                    Message.of("workbook.outside-formula.name-drop-down.message", "shown", shown),
                    Message.of("workbook.outside-formula.name-drop-down.fix"));
        }
    }

    /// Refuses macros, links, connections and the objects of other programs, by the names and uses of parts.
    ///
    /// @param parts by name in lower case
    static void rejectParts(Map<String, byte[]> parts) throws InvalidWorkbookException, XMLStreamException {
        var types = new String(parts.getOrDefault("[content_types].xml", new byte[0]), StandardCharsets.UTF_8)
                .toLowerCase(Locale.ROOT);
        if (types.contains("macroenabled") || types.contains("vbaproject") || types.contains("macrosheet")) {
            throw macros();
        }
        for (var name : parts.keySet()) {
            if (name.matches(".*(vbaproject.*\\.bin|/macrosheets/.*|/activex/.*)")) {
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

    /// Refuses a part for what it says it is, in its first element, whatever it is called.
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
                "macros",
                Message.of("workbook.external-references.workbook-holds-macros-controls"),
                Message.of("workbook.external-references.save-excel-workbook-xlsx"));
    }

    /// @param name of the object, empty where it is not known
    static InvalidWorkbookException embedded(String name) {
        var which = name.isEmpty() ? "" : ": " + name;
        return new InvalidWorkbookException(
                "embedded-object",
                Text.of(
                        "The workbook holds a file or an object of another program" + which + ".",
                        "该工作簿嵌入了其他程序的文件或对象" + (name.isEmpty() ? "" : "：" + name) + "。"),
                Message.of("workbook.embedded-object"));
    }

    static InvalidWorkbookException connection() {
        return new InvalidWorkbookException(
                "outside-link",
                Message.of("workbook.outside-link.workbook-holds-connection.message"),
                Message.of("workbook.outside-link.workbook-holds-connection.fix"));
    }

    private static InvalidWorkbookException link(String target) {
        return new InvalidWorkbookException(
                "outside-link",
                target.isEmpty()
                        ? Message.of("workbook.outside-link.workbook-holds-link.message.plain")
                        : Message.of("workbook.outside-link.workbook-holds-link.message.plain-2", "target", target),
                Message.of("workbook.outside-link.workbook-holds-link.fix"));
    }
}
