package io.tenure.workbook;

import io.tenure.finding.Address;
import io.tenure.text.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/// The first pass over a workbook's parts: holds them to the limits, and gathers what the cell reader does not read,
/// which is merged blocks, hidden columns and formulas that refer to something outside the file.
final class LayoutReader {
    /// Defined name on the sheet of findings that Tenure adds to a workbook; it is known by this.
    static final String FINDINGS_SHEET_NAME = "Tenure_findings";

    private static final Pattern NO_DIGIT = Pattern.compile("\\D");

    private final int sharedStrings;
    private final UnpackQuota quota;
    private final Set<Integer> findingsSheets = new HashSet<>();
    private int remainingCells = WorkbookLimits.MAX_CELLS;
    private int remainingArrayFormulas = WorkbookLimits.MAX_ARRAY_FORMULAS;

    /// @param sharedStrings how many texts the workbook holds for its cells to refer to
    private LayoutReader(int sharedStrings, UnpackQuota quota) {
        this.sharedStrings = sharedStrings;
        this.quota = quota;
    }

    /// The layout of a worksheet.
    ///
    /// @param hiddenColumns from 1
    /// @param externalFormulas formulas that refer to something outside the file, by cell: `B7`
    record SheetLayout(
            Set<Integer> hiddenColumns, List<Sheet.MergedRange> mergedRanges, Map<String, String> externalFormulas) {
        static final SheetLayout EMPTY = new SheetLayout(Set.of(), List.of(), Map.of());
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
        var reader = new LayoutReader(parts.sharedStringCount(), quota);
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
        var hidden = new HashSet<Integer>();
        var merged = new ArrayList<Sheet.MergedRange>();
        var rows = 0;
        var row = 0L;
        var column = 0;
        var isShared = false;
        var root = true;
        var isSheet = false;
        var cell = "";
        var external = new TreeMap<String, String>();
        while (reader.hasNext()) {
            if (reader.next() != XMLStreamReader.START_ELEMENT) {
                continue;
            }
            var element = reader.getLocalName();
            if (root) {
                isSheet = element.equals("worksheet");
                root = false;
                ExternalReferences.rejectRootElement(element);
            }
            switch (element) {
                case "sheetData" -> {
                    if (!isSheet) {
                        throw new XMLStreamException("rows in a part that is not a sheet");
                    }
                }
                case "definedName", "formula", "formula1", "formula2" -> {
                    if (element.equals("definedName")) {
                        findFindingsSheet(reader);
                    }
                    if (isSheet || element.equals("definedName")) {
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
                    var number = reader.getAttributeValue(null, "r");
                    row = number == null ? row + 1 : Long.parseLong(number);
                    if (rows > WorkbookLimits.MAX_ROWS) {
                        throw tooManyRows();
                    }
                }
                case "c" -> {
                    isShared = "s".equals(reader.getAttributeValue(null, "t"));
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
                    if (isShared) {
                        // The cell reader would search for a text beyond the last one forever.
                        var index = reader.getElementText().strip();
                        if (!index.isEmpty() && Long.parseLong(index) >= sharedStrings) {
                            throw new XMLStreamException("a cell refers to a text that does not exist");
                        }
                    }
                }
                case "f" -> {
                    if (row > WorkbookLimits.MAX_ROWS) {
                        throw tooManyRows();
                    }
                    if ("array".equals(reader.getAttributeValue(null, "t")) && --remainingArrayFormulas < 0) {
                        throw InvalidWorkbookException.tooLarge(
                                Message.of(
                                        "workbook.too-large.array-formulas",
                                        "maxArrayFormulas",
                                        WorkbookLimits.MAX_ARRAY_FORMULAS),
                                WorkbookLimits.MAX_ARRAY_FORMULAS);
                    }
                    var formula = isSheet ? text(reader) : "";
                    if (ExternalReferences.isExternal(formula)
                            && external.size() < WorkbookLimits.MAX_EXTERNAL_FORMULAS) {
                        external.put(cell, formula);
                    }
                }
                case "mergeCell" -> {
                    var block = reader.getAttributeValue(null, "ref");
                    if (block != null && merged.size() < WorkbookLimits.MAX_MERGED_RANGES) {
                        merged.add(merged(block));
                    }
                }
                default -> {}
            }
        }
        return isSheet ? new SheetLayout(hidden, merged, external) : null;
    }

    private void findFindingsSheet(XMLStreamReader definedName) {
        var sheet = definedName.getAttributeValue(null, "localSheetId");
        if (FINDINGS_SHEET_NAME.equals(definedName.getAttributeValue(null, "name")) && sheet != null) {
            findingsSheets.add(Integer.parseInt(sheet));
        }
    }

    /// The text of a formula; rejected where no spreadsheet program would accept it.
    private static String text(XMLStreamReader reader) throws XMLStreamException, InvalidWorkbookException {
        var text = reader.getElementText();
        if (text.length() > WorkbookLimits.MAX_FORMULA_LENGTH) {
            throw InvalidWorkbookException.tooLarge(
                    Message.of("workbook.too-large.formula", "characters", text.length()),
                    WorkbookLimits.MAX_FORMULA_LENGTH);
        }
        return text;
    }

    private static void hiddenColumns(XMLStreamReader reader, Set<Integer> hidden) {
        var flag = reader.getAttributeValue(null, "hidden");
        if (!"1".equals(flag) && !"true".equals(flag)) {
            return;
        }
        var first = Integer.parseInt(reader.getAttributeValue(null, "min"));
        var last = Math.min(WorkbookLimits.MAX_COLUMNS, Integer.parseInt(reader.getAttributeValue(null, "max")));
        for (var column = first; column <= last; column++) {
            hidden.add(column);
        }
    }

    private static Sheet.MergedRange merged(String block) {
        var ends = block.split(":");
        var first = ends[0];
        var last = ends[ends.length - 1];
        return new Sheet.MergedRange(rowOf(first), columnOf(first), rowOf(last), columnOf(last));
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
