package io.tenure.workbook;

import io.tenure.finding.Address;
import io.tenure.text.Message;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/// The first pass over a workbook's parts: holds them to the limits, and gathers what the cell reader does not read,
/// which is merged blocks, hidden columns and formulas that refer to something outside the file.
final class LayoutReader {
    /// Defined name on the sheet of findings that Tenure adds to a workbook; it is known by this.
    static final String FINDINGS_SHEET_NAME = "Tenure_findings";

    private static final Pattern NO_DIGIT = Pattern.compile("\\D");
    private static final Pattern ZERO = Pattern.compile("0+(\\.0*)?|\\.0+");

    private final UnpackQuota quota;
    private final Set<Integer> findingsSheets = new HashSet<>();
    private int remainingCells = WorkbookLimits.MAX_CELLS;

    private LayoutReader(UnpackQuota quota) {
        this.quota = quota;
    }

    /// The layout of a worksheet.
    ///
    /// @param hiddenColumns from 1
    /// @param externalFormulas formulas that refer to something outside the file, by cell: `B7`
    /// @param volatileFormulas formulas that give another result whenever they are computed, by cell
    record SheetLayout(
            Set<Integer> hiddenColumns,
            List<Sheet.MergedRange> mergedRanges,
            Map<String, String> externalFormulas,
            Map<String, String> volatileFormulas) {
        static final SheetLayout EMPTY = new SheetLayout(Set.of(), List.of(), Map.of(), Map.of());
    }

    /// The layouts of a workbook.
    ///
    /// @param byPart by the name of the worksheet's part
    /// @param findingsSheets positions, from 0, of the sheets that Tenure added
    record Layouts(Map<String, SheetLayout> byPart, Set<Integer> findingsSheets) {
        SheetLayout ofPart(String name) {
            return byPart.getOrDefault(name, SheetLayout.EMPTY);
        }
    }

    /// Reads every part.
    static Layouts read(WorkbookParts parts, UnpackQuota quota) throws XMLStreamException, InvalidWorkbookException {
        var reader = new LayoutReader(quota);
        var layouts = new HashMap<String, SheetLayout>();
        for (var part : parts.byName().entrySet()) {
            if (!WorkbookParts.isXml(part.getValue())) {
                continue;
            }
            try {
                var layout = reader.readLayout(part.getValue());
                if (layout != null) {
                    layouts.put(part.getKey(), layout);
                }
            } catch (XMLStreamException damage) {
                // Old drawings are not well-formed XML. What precedes the error was checked, and no reader gets
                // beyond it.
                if (part.getKey().endsWith(".xml")) {
                    throw damage;
                }
            }
        }
        return new Layouts(layouts, reader.findingsSheets);
    }

    /// The layout of a part that is a worksheet, null for other parts.
    private @Nullable SheetLayout readLayout(byte[] part) throws XMLStreamException, InvalidWorkbookException {
        var reader = XmlReader.of(part);
        var hidden = new BitSet();
        var merged = new ArrayList<Sheet.MergedRange>();
        var rows = 0;
        var row = 0L;
        var column = 0;
        var root = true;
        var namespace = "";
        var isSheet = false;
        var cell = "";
        var external = new TreeMap<String, String>();
        var changing = new TreeMap<String, String>();
        var sharedFormulas = new HashMap<String, String>();
        var isInData = false;
        while (reader.hasNext()) {
            var event = reader.next();
            if (event == XMLStreamReader.START_ELEMENT) {
                quota.countNodes(1 + reader.getAttributeCount());
            }
            if (event == XMLStreamReader.END_ELEMENT && reader.getLocalName().equals("sheetData")) {
                isInData = false;
            }
            if (event != XMLStreamReader.START_ELEMENT) {
                continue;
            }
            var element = reader.getLocalName();
            if (root) {
                isSheet = element.equals("worksheet");
                root = false;
                namespace = reader.getNamespaceURI();
                ExternalReferences.rejectRootElement(element);
            }
            switch (element) {
                case "sheetData" -> {
                    if (!isSheet) {
                        throw new XMLStreamException("rows in a part that is not a sheet");
                    }
                    isInData = true;
                }
                case "definedName" -> {
                    findFindingsSheet(reader);
                    ExternalReferences.rejectFormula(text(reader));
                }
                case "formula", "formula1", "formula2" -> {
                    // Newer drop-downs have their formula in an element within.
                    if (isSheet && reader.getNamespaceURI().equals(namespace)) {
                        ExternalReferences.rejectFormula(text(reader));
                    }
                }
                case "oleObject" -> {
                    if (isSheet) {
                        throw ExternalReferences.embedded("");
                    }
                }
                case "DataBinding" -> throw ExternalReferences.connection();
                case "col" -> {
                    if (isSheet) {
                        hiddenColumns(reader, hidden);
                    }
                }
                case "row" -> {
                    rows++;
                    column = 0;
                    row = XmlReader.number(reader, "r", (int) Math.min(row + 1, Integer.MAX_VALUE));
                    if (rows > WorkbookLimits.MAX_ROWS) {
                        throw tooManyRows();
                    }
                }
                case "c" -> {
                    var given = reader.getAttributeValue(null, "r");
                    column = given == null ? column + 1 : columnOf(given);
                    cell = given == null ? Address.letters(column) + row : given;
                    if (column > WorkbookLimits.MAX_COLUMNS) {
                        throw InvalidWorkbookException.tooLarge(
                                Message.of("workbook.too-large.columns", "maxColumns", WorkbookLimits.MAX_COLUMNS),
                                WorkbookLimits.MAX_COLUMNS);
                    }
                    row = given == null ? row : Math.max(row, rowOf(given));
                    if (--remainingCells < 0) {
                        throw InvalidWorkbookException.tooLarge(
                                Message.of("workbook.too-large.cells", "maxCells", WorkbookLimits.MAX_CELLS),
                                WorkbookLimits.MAX_CELLS);
                    }
                    quota.countCell();
                }
                case "is" -> {
                    if (row > WorkbookLimits.MAX_ROWS) {
                        throw tooManyRows();
                    }
                }
                case "v" -> {
                    // Spreadsheet programs like to format the last row of all; only its content counts.
                    if (row > WorkbookLimits.MAX_ROWS) {
                        throw tooManyRows();
                    }
                }
                case "f" -> {
                    if (isInData && row > WorkbookLimits.MAX_ROWS) {
                        throw tooManyRows();
                    }
                    var shared = reader.getAttributeValue(null, "si");
                    var formula = isSheet ? text(reader) : "";
                    if (!isInData) {
                        ExternalReferences.rejectFormula(formula);
                    } else if (FormulaReferences.isExternal(formula)) {
                        put(cell, formula, external);
                    } else if (FormulaReferences.isVolatile(formula)) {
                        put(cell, formula, changing);
                        if (shared != null) {
                            sharedFormulas.put(shared, formula);
                        }
                    } else if (shared != null && formula.isEmpty() && sharedFormulas.containsKey(shared)) {
                        put(cell, Objects.requireNonNull(sharedFormulas.get(shared)), changing);
                    }
                }
                case "mergeCell" -> {
                    var block = reader.getAttributeValue(null, "ref");
                    if (merged.size() >= WorkbookLimits.MAX_MERGED_RANGES) {
                        throw InvalidWorkbookException.tooLarge(
                                Message.of(
                                        "workbook.too-large.merged-ranges",
                                        "maxMergedRanges",
                                        WorkbookLimits.MAX_MERGED_RANGES),
                                WorkbookLimits.MAX_MERGED_RANGES);
                    }
                    if (isSheet && block != null && block.contains(":")) {
                        merged.add(merged(block));
                    }
                }
                default -> {}
            }
        }
        return isSheet
                ? new SheetLayout(hidden.stream().boxed().collect(Collectors.toSet()), merged, external, changing)
                : null;
    }

    private static void put(String cell, String formula, Map<String, String> formulas) {
        if (formulas.size() < WorkbookLimits.MAX_REPORTED_FORMULAS) {
            formulas.put(cell, formula);
        }
    }

    private void findFindingsSheet(XMLStreamReader definedName) throws XMLStreamException {
        var sheet = definedName.getAttributeValue(null, "localSheetId");
        if (FINDINGS_SHEET_NAME.equals(definedName.getAttributeValue(null, "name")) && sheet != null) {
            findingsSheets.add(XmlReader.number(definedName, "localSheetId", 0));
        }
    }

    /// The text of a formula; rejected where no spreadsheet program would accept it.
    private static String text(XMLStreamReader reader) throws XMLStreamException, InvalidWorkbookException {
        var text = XmlReader.text(reader, WorkbookLimits.MAX_FORMULA_LENGTH);
        if (text.isCut()) {
            throw InvalidWorkbookException.tooLarge(
                    Message.of("workbook.too-large.formula", "characters", text.length()),
                    WorkbookLimits.MAX_FORMULA_LENGTH);
        }
        return text.text();
    }

    private static void hiddenColumns(XMLStreamReader reader, BitSet hidden) throws XMLStreamException {
        if (!XmlReader.isTrue(reader.getAttributeValue(null, "hidden"))
                && !isZero(reader.getAttributeValue(null, "width"))) {
            return;
        }
        var first = Math.max(1, XmlReader.number(reader, "min", 1));
        var last = Math.min(WorkbookLimits.MAX_COLUMNS, XmlReader.number(reader, "max", first));
        if (first <= last) {
            hidden.set(first, last + 1);
        }
    }

    /// Whether the width of a column or the height of a row leaves nothing to see.
    static boolean isZero(@Nullable String size) {
        return size != null && ZERO.matcher(size).matches();
    }

    /// Whole columns, `A:B`, and whole rows, `1:2`, have only one half of each address.
    private static Sheet.MergedRange merged(String block) {
        var ends = block.split(":", 2);
        var rows = new int[] {rowOf(ends[0]), rowOf(ends[1])};
        var columns = new int[] {columnOf(ends[0]), columnOf(ends[1])};
        var hasRows = rows[0] != Integer.MAX_VALUE;
        var hasColumns = columns[0] != 0;
        return new Sheet.MergedRange(
                hasRows ? Math.min(rows[0], rows[1]) : 1,
                hasColumns ? Math.min(columns[0], columns[1]) : 1,
                Math.max(rows[0], rows[1]),
                hasColumns ? Math.max(columns[0], columns[1]) : WorkbookLimits.MAX_COLUMNS);
    }

    static int columnOf(String cell) {
        var column = 0;
        for (var i = 0; i < cell.length() && column <= WorkbookLimits.MAX_COLUMNS; i++) {
            var c = Character.toUpperCase(cell.charAt(i));
            if (c >= 'A' && c <= 'Z') {
                column = column * 26 + (c - 'A' + 1);
            }
        }
        return column;
    }

    static int rowOf(String cell) {
        var digits = NO_DIGIT.matcher(cell).replaceAll("");
        return digits.isEmpty() || digits.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(digits);
    }

    private static InvalidWorkbookException tooManyRows() {
        return InvalidWorkbookException.tooLarge(
                Message.of("workbook.too-large.rows", "maxRows", WorkbookLimits.MAX_ROWS), WorkbookLimits.MAX_ROWS);
    }
}
