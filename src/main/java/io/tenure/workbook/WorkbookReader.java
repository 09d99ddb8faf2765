package io.tenure.workbook;

import com.fasterxml.aalto.stax.InputFactoryImpl;
import io.tenure.finding.Address;
import io.tenure.finding.FindingCollector;
import io.tenure.text.Message;
import io.tenure.text.Text;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.SheetVisibility;
import org.jspecify.annotations.Nullable;

/// Reads the bytes of an `.xlsx` file into sheets of raw cells.
///
/// Whatever the bytes are, what comes back is the sheets or one finding, never an exception. A first pass
/// over the parts holds the file to the limits below, so that a small file cannot ask for much memory, and
/// gathers what the cell reader does not tell: merged blocks and hidden columns.
public final class WorkbookReader {
    /// Largest file, bytes.
    static final int MAX_BYTES = 16 << 20;
    /// Most bytes that the file may unpack to.
    public static final int MAX_UNPACKED_BYTES = 96 << 20;
    /// Most parts in the file, pictures and styles included.
    static final int MAX_PARTS = 2_000;
    /// Most sheets in one workbook.
    static final int MAX_SHEETS = 64;
    /// Most rows of a sheet, and the last one that may hold anything.
    public static final int MAX_ROWS = 50_000;
    /// Last column that may be used.
    static final int MAX_COLUMNS = 1_024;
    /// Most cells in one workbook, those without content included.
    public static final int MAX_CELLS = 1_000_000;

    private static final int MAX_ARRAY_FORMULAS = 100;
    private static final int MAX_MERGED_RANGES = 10_000;
    private static final byte[] OLE2 = {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0};
    private static final byte[] ENCRYPTED = "EncryptedPackage".getBytes(StandardCharsets.UTF_16LE);
    /// Longest formula that spreadsheet programs take.
    private static final int MAX_FORMULA_LENGTH = 8_192;
    /// Formulas that reach out of the file, reported one by one.
    private static final int MAX_EXTERNAL_FORMULAS = 100;

    private static final Pattern ERROR =
            Pattern.compile("#(N/A|NAME\\?|REF!|VALUE!|DIV/0!|NUM!|NULL!|SPILL!|CALC!|.*!)");
    private static final Pattern ESCAPED = Pattern.compile("_x([0-9A-Fa-f]{4})_");
    private static final Pattern NO_DIGIT = Pattern.compile("\\D");

    static final XMLInputFactory XML = xml();

    private WorkbookReader() {}

    /// What several workbooks may come to together.
    public static final class UnpackQuota {
        private final int maxBytes;
        private final int maxCells;
        private int remainingBytes;
        private int remainingCells;

        private UnpackQuota(int workbooks) {
            this.maxBytes = workbooks * MAX_UNPACKED_BYTES;
            this.maxCells = workbooks * MAX_CELLS;
            this.remainingBytes = maxBytes;
            this.remainingCells = maxCells;
        }

        /// As much as one workbook may have.
        static UnpackQuota ofWorkbook() {
            return new UnpackQuota(1);
        }

        /// As much as all workbooks of a bundle may have together.
        public static UnpackQuota ofBundle() {
            return new UnpackQuota(2);
        }

        /// How many bytes one more workbook may unpack to.
        private int remainingBytes() {
            return Math.min(remainingBytes, MAX_UNPACKED_BYTES);
        }

        /// @param most what [#remainingBytes] allowed
        private InvalidWorkbookException tooManyBytes(int most) {
            return most < MAX_UNPACKED_BYTES
                    ? bundleTooLarge(Message.of("workbook.unpack-quota.unpacked-bytes", "maxBytes", maxBytes))
                    : tooLarge(
                            Message.of(
                                    "workbook.unpack-quota.more-than-unpacked-bytes",
                                    "maxUnpackedBytes",
                                    MAX_UNPACKED_BYTES),
                            MAX_UNPACKED_BYTES);
        }

        private void countCell() throws InvalidWorkbookException {
            if (--remainingCells < 0) {
                throw bundleTooLarge(Message.of("workbook.unpack-quota.cells", "maxCells", maxCells));
            }
        }

        private static InvalidWorkbookException bundleTooLarge(Text words) {
            return new InvalidWorkbookException(
                    "too-large",
                    Message.of("workbook.too-large.workbooks-bundle-too.message", "words", words),
                    Message.of("workbook.too-large.workbooks-bundle-too.fix"));
        }
    }

    /// The sheets, or nothing and a finding. Formulas that reach out of the file are findings beside the sheets.
    public static Optional<List<Sheet>> read(String file, byte[] bytes, FindingCollector findings) {
        return read(file, bytes, UnpackQuota.ofWorkbook(), findings);
    }

    public static Optional<List<Sheet>> read(
            String file, byte[] bytes, UnpackQuota allowance, FindingCollector findings) {
        try {
            return Optional.of(sheets(file, bytes, allowance, findings));
        } catch (InvalidWorkbookException reason) {
            findings.error(reason.code, Address.file(file), "", reason.message, reason.fix);
        } catch (IOException | XMLStreamException | RuntimeException damage) {
            findings.error(
                    "not-a-workbook",
                    Address.file(file),
                    "",
                    Message.of("workbook.not-a-workbook.file-damaged-no.message", "damage", reason(damage)),
                    Message.of("workbook.not-a-workbook.file-damaged-no.fix"));
        }
        return Optional.empty();
    }

    private static String reason(Exception damage) {
        var words = damage.getMessage();
        if (words == null) {
            return damage.getClass().getSimpleName();
        }
        var line = words.lines().findFirst().orElse("").strip();
        line = line.length() > 160 ? line.substring(0, 160) : line;
        return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
    }

    private static List<Sheet> sheets(String file, byte[] bytes, UnpackQuota allowance, FindingCollector findings)
            throws IOException, XMLStreamException, InvalidWorkbookException {
        checkFileType(bytes);
        var parts = unpack(bytes, allowance);
        ExternalReferences.rejectParts(parts);
        var sharedStrings = Integer.MAX_VALUE;
        var layouts = new HashMap<String, SheetLayout>();
        for (var name : sharedStringParts(parts)) {
            sharedStrings = Math.min(sharedStrings, sharedStrings(parts.getOrDefault(name, new byte[0])));
        }
        var budget = new WorkbookQuota(sharedStrings, allowance);
        for (var part : parts.entrySet()) {
            if (!isXml(part.getValue())) {
                continue;
            }
            try {
                var layout = readLayout(part.getValue(), budget);
                if (layout != null) {
                    layouts.put(part.getKey(), layout);
                }
            } catch (XMLStreamException damage) {
                // Old drawings are no sound XML. What comes before the fault has been looked at, and no reader gets
                // beyond it.
                if (part.getKey().endsWith(".xml")) {
                    throw damage;
                }
            }
        }
        var partOfSheet = relations(parts);
        var sheets = new ArrayList<Sheet>();
        try (var workbook =
                new ReadableWorkbook(new ByteArrayInputStream(bytes), new ReadingOptions(isStyled(parts), true))) {
            var found = workbook.getSheets().toList();
            if (found.size() > MAX_SHEETS) {
                throw tooLarge(Message.of("workbook.workbook-reader.sheets", "found", found.size()), MAX_SHEETS);
            }
            for (var sheet : found) {
                var layout = layouts.getOrDefault(partOfSheet.getOrDefault(sheet.getId(), ""), SheetLayout.EMPTY);
                var read = sheet(file, sheet, layout, workbook.isDate1904());
                layout.externalFormulas.forEach((place, formula) -> findings.add(
                        ExternalReferences.formulaFinding(read.address(rowOf(place), columnOf(place)), formula)));
                sheets.add(read);
            }
        }
        if (sheets.isEmpty()) {
            throw new InvalidWorkbookException(
                    "not-a-workbook",
                    Message.of("workbook.not-a-workbook.workbook-no-sheets.message"),
                    Message.of("workbook.not-a-workbook.workbook-no-sheets.fix"));
        }
        return sheets;
    }

    private static void checkFileType(byte[] bytes) throws InvalidWorkbookException {
        if (bytes.length > MAX_BYTES) {
            throw tooLarge(Message.of("workbook.workbook-reader.bytes", "bytes", bytes.length), MAX_BYTES);
        }
        if (startsWith(bytes, OLE2) && contains(bytes, ENCRYPTED)) {
            throw new InvalidWorkbookException(
                    "old-or-encrypted-workbook",
                    Message.of("workbook.old-or-encrypted-workbook.workbook-protected-password.message"),
                    Message.of("workbook.old-or-encrypted-workbook.workbook-protected-password.fix"));
        }
        if (startsWith(bytes, OLE2)) {
            throw new InvalidWorkbookException(
                    "old-or-encrypted-workbook",
                    Message.of("workbook.old-or-encrypted-workbook.file-old-xls.message"),
                    Message.of("workbook.old-or-encrypted-workbook.file-old-xls.fix"));
        }
        if (entries(bytes) > MAX_PARTS) {
            throw tooLarge(Message.of("workbook.shared.more-than-parts", "maxParts", MAX_PARTS), MAX_PARTS);
        }
        if (!startsWith(bytes, new byte[] {'P', 'K'})) {
            throw new InvalidWorkbookException(
                    "not-a-workbook",
                    Message.of("workbook.not-a-workbook.file-not-excel.message"),
                    Message.of("workbook.not-a-workbook.file-not-excel.fix"));
        }
    }

    /// How many entries the archive lists; counted before it is opened, because its library keeps all of them.
    private static int entries(byte[] bytes) {
        var entries = 0;
        for (var i = 0; i + 3 < bytes.length; i++) {
            if (bytes[i] == 'P' && bytes[i + 1] == 'K' && bytes[i + 2] == 1 && bytes[i + 3] == 2) {
                entries++;
            }
        }
        return entries;
    }

    private static boolean contains(byte[] bytes, byte[] wanted) {
        for (var i = 0; i + wanted.length <= bytes.length; i++) {
            if (Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
                return true;
            }
        }
        return false;
    }

    /// Whether a part may be read as XML, whatever it is called.
    private static boolean isXml(byte[] part) {
        for (var i = 0; i < Math.min(part.length, 1_024); i++) {
            if (part[i] == '<') {
                return true;
            }
            // Blanks, byte order marks, and the zeros of UTF-16.
            if (part[i] > ' ') {
                return false;
            }
        }
        return part.length > 1_024;
    }

    private static boolean startsWith(byte[] bytes, byte[] start) {
        return bytes.length >= start.length && Arrays.equals(bytes, 0, start.length, start, 0, start.length);
    }

    /// Every part by its name in lower case; unpacked with the same library, and so the same view of the
    /// archive, as the cell reader's.
    private static Map<String, byte[]> unpack(byte[] bytes, UnpackQuota allowance)
            throws IOException, InvalidWorkbookException {
        var parts = new HashMap<String, byte[]>();
        var most = allowance.remainingBytes();
        var left = most;
        try (var zip = ZipFile.builder()
                .setSeekableByteChannel(new SeekableInMemoryByteChannel(bytes))
                .get()) {
            var entries = zip.getEntries();
            while (entries.hasMoreElements()) {
                ZipArchiveEntry entry = entries.nextElement();
                if (entry.isDirectory()) {
                    continue;
                }
                if (parts.size() >= MAX_PARTS) {
                    throw tooLarge(Message.of("workbook.shared.more-than-parts", "maxParts", MAX_PARTS), MAX_PARTS);
                }
                try (InputStream in = zip.getInputStream(entry)) {
                    var content = in.readNBytes(left + 1);
                    if (content.length > left) {
                        throw allowance.tooManyBytes(most);
                    }
                    left -= content.length;
                    allowance.remainingBytes -= content.length;
                    var name = entry.getName().toLowerCase(Locale.ROOT);
                    if (parts.putIfAbsent(name.startsWith("/") ? name.substring(1) : name, content) != null) {
                        throw new IOException("two parts are called " + entry.getName());
                    }
                }
            }
        }
        return parts;
    }

    /// Some programs write workbooks without a style part, and the cell reader insists on it when asked
    /// for formats.
    private static boolean isStyled(Map<String, byte[]> parts) {
        var types = parts.get("[content_types].xml");
        return types != null && new String(types, StandardCharsets.UTF_8).contains("spreadsheetml.styles+xml");
    }

    /// Relation id to the name of the part, from every workbook relation part.
    private static Map<String, String> relations(Map<String, byte[]> parts) throws XMLStreamException {
        var relations = new HashMap<String, String>();
        for (var part : parts.entrySet()) {
            if (!part.getKey().matches("(.*/)?_rels/workbook\\.xml\\.rels")) {
                continue;
            }
            var folder = part.getKey().substring(0, part.getKey().indexOf("_rels/"));
            var reader = XML.createXMLStreamReader(new ByteArrayInputStream(part.getValue()));
            while (reader.hasNext()) {
                if (reader.next() == XMLStreamReader.START_ELEMENT
                        && reader.getLocalName().equals("Relationship")) {
                    var id = reader.getAttributeValue(null, "Id");
                    var target = reader.getAttributeValue(null, "Target");
                    if (id != null && target != null) {
                        var name = target.startsWith("/") ? target.substring(1) : folder + target;
                        relations.put(id, name.toLowerCase(Locale.ROOT));
                    }
                }
            }
        }
        return relations;
    }

    /// The parts that the cell reader may take the shared texts from.
    private static List<String> sharedStringParts(Map<String, byte[]> parts) throws XMLStreamException {
        var names = new ArrayList<String>();
        var types = parts.get("[content_types].xml");
        if (types != null) {
            var reader = XML.createXMLStreamReader(new ByteArrayInputStream(types));
            while (reader.hasNext()) {
                if (reader.next() == XMLStreamReader.START_ELEMENT) {
                    var type = reader.getAttributeValue(null, "ContentType");
                    var name = reader.getAttributeValue(null, "PartName");
                    if (type != null && name != null && type.endsWith("spreadsheetml.sharedStrings+xml")) {
                        names.add(name.replaceFirst("^/", "").toLowerCase(Locale.ROOT));
                    }
                }
            }
        }
        return names;
    }

    /// How many texts a part holds for cells to share.
    private static int sharedStrings(byte[] part) throws XMLStreamException {
        var count = 0;
        var depth = 0;
        var reader = XML.createXMLStreamReader(new ByteArrayInputStream(part));
        while (reader.hasNext()) {
            var event = reader.next();
            if (event == XMLStreamReader.END_ELEMENT) {
                depth--;
            } else if (event == XMLStreamReader.START_ELEMENT) {
                depth++;
                if (reader.getLocalName().equals("si")) {
                    // The cell reader would count texts within texts in its own way.
                    if (depth != 2) {
                        throw new XMLStreamException("a shared text stands within another");
                    }
                    count++;
                }
            }
        }
        return count;
    }

    /// What the first pass counts over all sheets.
    private static final class WorkbookQuota {
        final int sharedStrings;
        final UnpackQuota unpackQuota;
        int remainingCells = MAX_CELLS;
        int remainingArrayFormulas = MAX_ARRAY_FORMULAS;

        WorkbookQuota(int sharedStrings, UnpackQuota allowance) {
            this.sharedStrings = sharedStrings;
            this.unpackQuota = allowance;
        }
    }

    /// @param externalFormulas cells, and formulas in them, that reach out of the file
    private record SheetLayout(
            Set<Integer> hiddenColumns, List<Sheet.MergedRange> mergedRanges, Map<String, String> externalFormulas) {
        static final SheetLayout EMPTY = new SheetLayout(Set.of(), List.of(), Map.of());
    }

    /// The layout of a part that is a worksheet, null for other parts.
    private static @Nullable SheetLayout readLayout(byte[] part, WorkbookQuota budget)
            throws XMLStreamException, InvalidWorkbookException {
        var reader = XML.createXMLStreamReader(new ByteArrayInputStream(part));
        var hidden = new HashSet<Integer>();
        var merged = new ArrayList<Sheet.MergedRange>();
        var rows = 0;
        var row = 0L;
        var column = 0;
        var isShared = false;
        var root = true;
        var isSheet = false;
        var place = "";
        var outside = new TreeMap<String, String>();
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
                        throw new XMLStreamException("rows stand in a part that is no sheet");
                    }
                }
                case "definedName", "formula", "formula1", "formula2" -> {
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
                    if (rows > MAX_ROWS) {
                        throw tooManyRows();
                    }
                }
                case "c" -> {
                    isShared = "s".equals(reader.getAttributeValue(null, "t"));
                    var given = reader.getAttributeValue(null, "r");
                    column = given == null ? column + 1 : columnOf(given);
                    place = given == null ? Address.letters(column) + row : given;
                    if (column > MAX_COLUMNS) {
                        throw tooLarge(
                                Message.of("workbook.workbook-reader.more-than-columns", "maxColumns", MAX_COLUMNS),
                                MAX_COLUMNS);
                    }
                    row = given == null ? row : Math.max(row, rowOf(given));
                    if (--budget.remainingCells < 0) {
                        throw tooLarge(
                                Message.of("workbook.workbook-reader.more-than-cells", "maxCells", MAX_CELLS),
                                MAX_CELLS);
                    }
                    budget.unpackQuota.countCell();
                }
                case "is" -> {
                    if (row > MAX_ROWS) {
                        throw tooManyRows();
                    }
                }
                case "v" -> {
                    // Spreadsheet programs like to format the last row of all; only what it holds counts.
                    if (row > MAX_ROWS) {
                        throw tooManyRows();
                    }
                    if (isShared) {
                        // The cell reader would look for a text beyond the last one for ever.
                        var index = reader.getElementText().strip();
                        if (!index.isEmpty() && Long.parseLong(index) >= budget.sharedStrings) {
                            throw new XMLStreamException("a cell names a text that is not there");
                        }
                    }
                }
                case "f" -> {
                    if (row > MAX_ROWS) {
                        throw tooManyRows();
                    }
                    if ("array".equals(reader.getAttributeValue(null, "t")) && --budget.remainingArrayFormulas < 0) {
                        throw tooLarge(
                                Message.of(
                                        "workbook.workbook-reader.more-than-array-formulas",
                                        "maxArrayFormulas",
                                        MAX_ARRAY_FORMULAS),
                                MAX_ARRAY_FORMULAS);
                    }
                    var formula = isSheet ? text(reader) : "";
                    if (ExternalReferences.isExternal(formula) && outside.size() < MAX_EXTERNAL_FORMULAS) {
                        outside.put(place, formula);
                    }
                }
                case "mergeCell" -> {
                    var block = reader.getAttributeValue(null, "ref");
                    if (block != null && merged.size() < MAX_MERGED_RANGES) {
                        merged.add(merged(block));
                    }
                }
                default -> {}
            }
        }
        return isSheet ? new SheetLayout(hidden, merged, outside) : null;
    }

    /// The text of a formula; refused where no spreadsheet program would take it.
    private static String text(XMLStreamReader reader) throws XMLStreamException, InvalidWorkbookException {
        var text = reader.getElementText();
        if (text.length() > MAX_FORMULA_LENGTH) {
            throw tooLarge(
                    Message.of("workbook.workbook-reader.formula-characters", "text", text.length()),
                    MAX_FORMULA_LENGTH);
        }
        return text;
    }

    private static void hiddenColumns(XMLStreamReader reader, Set<Integer> hidden) {
        var flag = reader.getAttributeValue(null, "hidden");
        if (!"1".equals(flag) && !"true".equals(flag)) {
            return;
        }
        var first = Integer.parseInt(reader.getAttributeValue(null, "min"));
        var last = Math.min(MAX_COLUMNS, Integer.parseInt(reader.getAttributeValue(null, "max")));
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

    private static int columnOf(String place) {
        var column = 0;
        for (var i = 0; i < place.length() && column <= MAX_COLUMNS; i++) {
            var c = Character.toUpperCase(place.charAt(i));
            if (c >= 'A' && c <= 'Z') {
                column = column * 26 + (c - 'A' + 1);
            }
        }
        return column;
    }

    private static int rowOf(String place) {
        var digits = NO_DIGIT.matcher(place).replaceAll("");
        return digits.isEmpty() || digits.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(digits);
    }

    private static Sheet sheet(
            String file, org.dhatim.fastexcel.reader.Sheet sheet, SheetLayout layout, boolean system1904)
            throws IOException {
        NavigableMap<Integer, NavigableMap<Integer, Cell>> rows = new TreeMap<>();
        var hiddenRows = new HashSet<Integer>();
        try (var stream = sheet.openStream()) {
            stream.forEach(row -> {
                if (row.isHidden()) {
                    hiddenRows.add(row.getRowNum());
                }
                NavigableMap<Integer, Cell> cells = new TreeMap<>();
                for (var i = 0; i < row.getCellCount(); i++) {
                    var cell = row.getCell(i);
                    if (cell == null) {
                        continue;
                    }
                    var content = content(cell, system1904);
                    if (!content.isEmpty()) {
                        cells.put(i + 1, content);
                    }
                }
                if (!cells.isEmpty()) {
                    rows.put(row.getRowNum(), cells);
                }
            });
        }
        return new Sheet(
                file,
                sheet.getName(),
                sheet.getVisibility() != SheetVisibility.VISIBLE,
                rows,
                hiddenRows,
                layout.hiddenColumns,
                layout.mergedRanges);
    }

    private static Cell content(org.dhatim.fastexcel.reader.Cell cell, boolean system1904) {
        var raw = cell.getRawValue();
        var formula = cell.getFormula() == null ? "" : cell.getFormula();
        return switch (cell.getType()) {
            case EMPTY -> Cell.Empty.INSTANCE;
            case ERROR -> new Cell.ErrorCell(raw == null ? "" : raw, formula);
            case NUMBER, BOOLEAN, STRING, FORMULA -> {
                var isResult = cell.getType() == CellType.FORMULA;
                if (isResult && !formula.isEmpty() && (raw == null || cell.getValue() == null)) {
                    yield new Cell.FormulaWithoutValue(formula);
                }
                yield switch (cell.getValue()) {
                    case null -> Cell.Empty.INSTANCE;
                    case java.math.BigDecimal number -> {
                        var format = NumberFormat.of(cell.getDataFormatString(), cell.getDataFormatId());
                        yield format == NumberFormat.BOOLEAN
                                ? new Cell.Bool(number.signum() != 0)
                                : new Cell.Number(
                                        number.doubleValue(),
                                        format == NumberFormat.PERCENT,
                                        format == NumberFormat.DATE,
                                        system1904);
                    }
                    case Boolean value -> new Cell.Bool(value);
                    case Object text -> {
                        var words = unescaped(text.toString());
                        // The reader gives the error of a formula as its text.
                        yield isResult && ERROR.matcher(words).matches()
                                ? new Cell.ErrorCell(words, formula)
                                : new Cell.Text(words);
                    }
                };
            }
        };
    }

    /// Workbooks write characters that XML cannot hold as `_x000D_`.
    private static String unescaped(String text) {
        if (!text.contains("_x")) {
            return text;
        }
        return ESCAPED.matcher(text).replaceAll(hex -> {
            var c = Character.toString(Integer.parseInt(hex.group(1), 16));
            return Matcher.quoteReplacement(c);
        });
    }

    private static InvalidWorkbookException tooManyRows() {
        return tooLarge(Message.of("workbook.workbook-reader.more-than-rows", "maxRows", MAX_ROWS), MAX_ROWS);
    }

    private static InvalidWorkbookException tooLarge(Text words, int most) {
        return new InvalidWorkbookException(
                "too-large",
                Message.of("workbook.too-large.workbook-too-large.message", "words", words, "most", most),
                Message.of("workbook.too-large.workbook-too-large.fix"));
    }

    private static XMLInputFactory xml() {
        var factory = new InputFactoryImpl();
        // Nothing outside the file is ever fetched, and no entity expands.
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, Boolean.FALSE);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, Boolean.FALSE);
        return factory;
    }

    /// Why a file cannot be read, in words for its owner; it never leaves this class.
    static final class InvalidWorkbookException extends Exception {
        final String code;
        final transient Text message;
        final transient Text fix;

        InvalidWorkbookException(String code, Text message, Text mend) {
            super(message.en(), null, false, false);
            this.code = code;
            this.message = message;
            this.fix = mend;
        }
    }
}
