package io.tenure.workbook;

import io.tenure.finding.Address;
import io.tenure.finding.Finding;
import io.tenure.text.Text;
import io.tenure.workbook.WorkbookReader.InvalidWorkbookException;
import java.io.ByteArrayInputStream;
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
                new Text("The formula reaches out of the workbook.", "该公式引用了工作簿之外的内容。"),
                new Text("Write the value itself.", "请直接填写数值。"));
    }

    /// Refuses a formula that stands in no cell: a name, a drop-down, a condition of a format.
    static void rejectFormula(String formula) throws InvalidWorkbookException {
        if (isExternal(formula)) {
            var shown = formula.length() > 80 ? formula.substring(0, 80) + "…" : formula;
            throw new InvalidWorkbookException(
                    "outside-formula",
                    new Text(
                            "A name, a drop-down or a conditional format reaches out of the workbook: " + shown,
                            "某个名称、下拉列表或条件格式引用了工作簿之外的内容：" + shown),
                    new Text(
                            "Delete it: look at the names, data validations and conditional formats.",
                            "请在名称管理器、数据验证和条件格式中将其删除。"));
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
        var reader = WorkbookReader.XML.createXMLStreamReader(new ByteArrayInputStream(relations));
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
                new Text("The workbook holds macros or controls, which are programs.", "该工作簿含有宏或控件，即程序代码。"),
                new Text(
                        "Save it as \"Excel workbook (.xlsx)\", which leaves the macros out, and delete the controls.",
                        "请另存为“Excel工作簿(.xlsx)”以去除宏，并删除控件。"));
    }

    /// @param name of the object, empty where it is not known
    static InvalidWorkbookException embedded(String name) {
        var which = name.isEmpty() ? "" : ": " + name;
        return new InvalidWorkbookException(
                "embedded-object",
                new Text(
                        "The workbook holds a file or an object of another program" + which + ".",
                        "该工作簿嵌入了其他程序的文件或对象" + (name.isEmpty() ? "" : "：" + name) + "。"),
                new Text(
                        "Delete the object, or put a picture of it in its place, and save the workbook again.",
                        "请删除该对象，或以图片代替，然后重新保存。"));
    }

    static InvalidWorkbookException connection() {
        return new InvalidWorkbookException(
                "outside-link",
                new Text("The workbook holds a connection to a database or a query.", "该工作簿含有数据库连接或查询。"),
                new Text(
                        "Delete it (Data, Queries and Connections), keep the values, and save the workbook again.",
                        "请将其删除（数据 > 查询和连接），保留数值，然后重新保存。"));
    }

    private static InvalidWorkbookException link(String target) {
        return new InvalidWorkbookException(
                "outside-link",
                new Text(
                        "The workbook holds a link to another file or program" + (target.isEmpty() ? "" : ": " + target)
                                + ".",
                        "该工作簿含有指向其他文件或程序的链接" + (target.isEmpty() ? "" : "：" + target) + "。"),
                new Text("Break the link (Data, Edit links) and save the workbook again.", "请断开链接（数据 > 编辑链接）后重新保存。"));
    }
}
