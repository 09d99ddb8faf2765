package io.tenure.workbook;

import io.tenure.finding.Address;
import io.tenure.finding.FindingCollector;
import io.tenure.text.Message;
import io.tenure.workbook.LayoutReader.SheetLayout;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/// Reads the cells of worksheets, whose parts the [LayoutReader] has held to the limits.
///
/// Formulas are never computed: a cell holds the result that the spreadsheet program stored.
final class SheetReader {
    /// A number as XML writes it; `NaN` and the like are none.
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?");

    private static final Pattern CELL = Pattern.compile("([A-Za-z]{1,4})(\\d{1,9})");
    private static final LocalDate FIRST_DAY = LocalDate.of(1899, 12, 30);
    private static final LocalDate FIRST_OF_MARCH_1900 = LocalDate.of(1900, 3, 1);
    private static final double NANOS_OF_DAY = 86_400e9;

    private final Matcher number = NUMBER.matcher("");
    private final List<StoredText> texts;
    private final CellFormats formats;
    private final boolean system1904;
    private final UnpackQuota quota;
    private final FindingCollector findings;
    private long characters;

    /// @param texts those that cells share
    /// @param system1904 whether days are counted from 1904
    /// @param quota also counts the characters
    /// @param findings receives an error for each cell that holds more than it may
    SheetReader(
            List<StoredText> texts,
            CellFormats formats,
            boolean system1904,
            UnpackQuota quota,
            FindingCollector findings) {
        this.quota = quota;
        this.findings = findings;
        this.texts = texts;
        this.formats = formats;
        this.system1904 = system1904;
    }

    /// The sheet in a part.
    ///
    /// @param layout what the first pass found in the part
    Sheet read(String file, SheetList.Entry entry, byte[] part, SheetLayout layout)
            throws XMLStreamException, InvalidWorkbookException {
        return new Reading(file, entry.name(), part).read(entry, layout);
    }

    /// The reading of one sheet.
    private final class Reading {
        private final XMLStreamReader reader;
        private final NavigableMap<Integer, NavigableMap<Integer, Cell>> rows = new TreeMap<>();
        private final Set<Integer> hiddenRows = new HashSet<>();
        /// The formula that others of its number repeat.
        private final Map<String, String> sharedFormulas = new HashMap<>();
        private final String file;
        private final String name;
        private int row;
        private int column;

        Reading(String file, String name, byte[] part) throws XMLStreamException, InvalidWorkbookException {
            this.file = file;
            this.name = name;
            this.reader = XmlReader.of(part);
        }

        Sheet read(SheetList.Entry entry, SheetLayout layout) throws XMLStreamException, InvalidWorkbookException {
            while (reader.hasNext()) {
                if (reader.next() == XMLStreamConstants.START_ELEMENT
                        && reader.getLocalName().equals("sheetData")) {
                    readRows();
                }
            }
            return new Sheet(
                    file, name, entry.hidden(), rows, hiddenRows, layout.hiddenColumns(), layout.mergedRanges());
        }

        private void readRows() throws XMLStreamException, InvalidWorkbookException {
            for (var event = reader.next(); event != XMLStreamConstants.END_ELEMENT; event = reader.next()) {
                if (event == XMLStreamConstants.START_ELEMENT) {
                    if (reader.getLocalName().equals("row")) {
                        readRow();
                    } else {
                        skipExtension();
                    }
                }
            }
        }

        /// A row says its number, or its cells do; where neither does, it is the next one.
        private void readRow() throws XMLStreamException, InvalidWorkbookException {
            var number = XmlReader.number(reader, "r", 0);
            var isHidden = XmlReader.isTrue(reader.getAttributeValue(null, "hidden"))
                    || LayoutReader.isZero(reader.getAttributeValue(null, "ht"));
            var isNumbered = number > 0;
            row = isNumbered ? number : row + 1;
            column = 0;
            for (var event = reader.next(); event != XMLStreamConstants.END_ELEMENT; event = reader.next()) {
                if (event != XMLStreamConstants.START_ELEMENT) {
                    continue;
                }
                if (reader.getLocalName().equals("c")) {
                    place(reader.getAttributeValue(null, "r"), isNumbered || column > 0);
                    readCell();
                } else {
                    skipExtension();
                }
            }
            if (isHidden) {
                hiddenRows.add(row);
            }
        }

        /// What no program defines there could hold cells, which must not vanish.
        private void skipExtension() throws XMLStreamException {
            if (!reader.getLocalName().equals("extLst")) {
                throw new XMLStreamException("there is no " + reader.getLocalName() + " among rows and cells");
            }
            XmlReader.skip(reader);
        }

        /// Moves to the next cell.
        ///
        /// @param cell its address; null where the file leaves it out
        /// @param isRowKnown whether the row has its number already
        private void place(@Nullable String cell, boolean isRowKnown) throws XMLStreamException {
            if (cell == null) {
                column++;
                return;
            }
            var address = CELL.matcher(cell);
            if (!address.matches()) {
                throw new XMLStreamException(
                        "a cell has the address " + cell.substring(0, Math.min(40, cell.length())));
            }
            var cellRow = Integer.parseInt(address.group(2));
            if (isRowKnown && cellRow != row) {
                throw new XMLStreamException("cell " + cell + " stands in row " + row);
            }
            row = cellRow;
            column = LayoutReader.columnOf(cell);
        }

        private void readCell() throws XMLStreamException, InvalidWorkbookException {
            var type = reader.getAttributeValue(null, "t");
            var style = XmlReader.number(reader, "s", 0);
            @Nullable StoredText value = null;
            @Nullable StoredText text = null;
            var formula = "";
            var isFormula = false;
            for (var event = reader.next(); event != XMLStreamConstants.END_ELEMENT; event = reader.next()) {
                if (event != XMLStreamConstants.START_ELEMENT) {
                    continue;
                }
                switch (reader.getLocalName()) {
                    case "v", "is" -> {
                        if (value != null || text != null) {
                            throw new XMLStreamException("cell " + Address.letters(column) + row + " has two values");
                        }
                        if (reader.getLocalName().equals("v")) {
                            value = XmlReader.text(reader, WorkbookLimits.MAX_CELL_LENGTH);
                        } else {
                            text = SharedTexts.text(reader);
                        }
                    }
                    case "f" -> {
                        var number = "shared".equals(reader.getAttributeValue(null, "t"))
                                ? reader.getAttributeValue(null, "si")
                                : null;
                        formula = formula(
                                number,
                                XmlReader.text(reader, WorkbookLimits.MAX_FORMULA_LENGTH)
                                        .text());
                        isFormula = number != null || !formula.isEmpty();
                    }
                    default -> XmlReader.skip(reader);
                }
            }
            var cell = content(type == null ? "n" : type, style, value, text, formula);
            if (cell == null) {
                cell = isFormula ? new Cell.FormulaWithoutValue(formula) : Cell.Empty.INSTANCE;
            }
            count(cell);
            if (!cell.isEmpty()
                    && rows.computeIfAbsent(row, _ -> new TreeMap<>()).putIfAbsent(column, cell) != null) {
                throw new XMLStreamException("cell " + Address.letters(column) + row + " occurs twice");
            }
        }

        private void count(Cell cell) throws InvalidWorkbookException {
            var shown = cell.length();
            characters += shown;
            if (characters > WorkbookLimits.MAX_CHARACTERS) {
                throw UnpackQuota.tooManyCharacters();
            }
            quota.countCharacters(shown);
        }

        private String formula(@Nullable String number, String own) {
            if (number == null) {
                return own;
            }
            if (!own.isEmpty()) {
                sharedFormulas.put(number, own);
            }
            return sharedFormulas.getOrDefault(number, "");
        }

        /// The content of a cell; null where nothing is stored. A stored text may be empty.
        private @Nullable Cell content(
                String type, int style, @Nullable StoredText value, @Nullable StoredText text, String formula)
                throws XMLStreamException {
            if (text != null) {
                return text(text);
            }
            if (type.equals("inlineStr") && value != null) {
                return text(value);
            }
            if (value == null) {
                return null;
            }
            if (type.equals("str")) {
                return text(SharedTexts.unescaped(value));
            }
            if (value.length() > WorkbookLimits.MAX_NUMBER_LENGTH) {
                return tooLong(value, WorkbookLimits.MAX_NUMBER_LENGTH);
            }
            var plain = value.text().strip();
            if (plain.isEmpty()) {
                return null;
            }
            return switch (type) {
                case "s" -> text(sharedText(plain));
                case "b" -> truth(plain);
                case "e" -> new Cell.ErrorCell(plain, formula);
                case "d" -> day(plain);
                case "n" -> number(plain, style);
                default -> throw new XMLStreamException("a cell has the type " + type);
            };
        }

        private Cell truth(String plain) throws XMLStreamException {
            return switch (plain.toLowerCase(Locale.ROOT)) {
                case "1", "true" -> new Cell.Bool(true);
                case "0", "false" -> new Cell.Bool(false);
                default ->
                    throw new XMLStreamException(
                            "cell " + Address.letters(column) + row + " is neither true nor false");
            };
        }

        private Cell text(StoredText text) {
            return text.length() > WorkbookLimits.MAX_CELL_LENGTH
                    ? tooLong(text, WorkbookLimits.MAX_CELL_LENGTH)
                    : new Cell.Text(text.text());
        }

        /// Reports a cell that holds too much, and keeps the beginning of it.
        private Cell tooLong(StoredText text, int max) {
            var start = text.text().substring(0, Math.min(text.text().length(), WorkbookLimits.MAX_NUMBER_LENGTH));
            findings.error(
                    "too-long",
                    new Address(file, name, row, column),
                    start,
                    Message.of("workbook.too-long.message", "characters", text.length(), "max", max),
                    Message.of("workbook.too-long.fix"));
            return new Cell.Text(start);
        }
    }

    private StoredText sharedText(String index) throws XMLStreamException {
        try {
            var number = Integer.parseInt(index);
            if (number >= 0 && number < texts.size()) {
                return texts.get(number);
            }
        } catch (NumberFormatException _) {
            // No number is no text either.
        }
        throw new XMLStreamException("a cell refers to a text that does not exist");
    }

    /// A number by its format; the characters themselves where they are no number that can be held, so that what is
    /// wrong is said at the cell.
    private Cell number(String plain, int style) {
        var value = number.reset(plain).matches() ? Double.parseDouble(plain) : Double.NaN;
        if (!Double.isFinite(value)) {
            return new Cell.Text(plain);
        }
        var format = formats.of(style);
        if (format == NumberFormat.DATE && Math.abs(value) > WorkbookLimits.MAX_DATE) {
            // No calendar has the day, and programs show only hashes; as text it is wrong wherever a day is meant.
            return new Cell.Text(plain);
        }
        return format == NumberFormat.BOOLEAN
                ? new Cell.Bool(value != 0)
                : new Cell.Number(value, format == NumberFormat.PERCENT, format == NumberFormat.DATE, system1904);
    }

    /// A day, with or without a time, that is stored as text and not as a serial number.
    private static Cell day(String plain) {
        var bare = plain.endsWith("Z") ? plain.substring(0, plain.length() - 1) : plain;
        try {
            var time = bare.contains("T")
                    ? LocalDateTime.parse(bare)
                    : LocalDate.parse(bare).atTime(LocalTime.MIDNIGHT);
            var day = ChronoUnit.DAYS.between(FIRST_DAY, time.toLocalDate());
            if (Math.abs(day) > WorkbookLimits.MAX_DATE) {
                return new Cell.Text(plain);
            }
            var serial = time.toLocalDate().isBefore(FIRST_OF_MARCH_1900) ? day - 1 : day;
            return new Cell.Number(serial + time.toLocalTime().toNanoOfDay() / NANOS_OF_DAY, false, true, false);
        } catch (DateTimeException _) {
            return new Cell.Text(plain);
        }
    }
}
