package io.tenure.bundle;

import io.tenure.finding.FindingCollector;
import io.tenure.workbook.Cell;
import io.tenure.workbook.Sheet;
import io.tenure.workbook.WorkbookReader;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// The sheets of the workbooks that ship, unpacked and read while Tenure was built.
///
/// Most of what a release takes to become ready is unpacking and reading its workbooks. One that ships, byte
/// for byte, needs neither. Its tables are read and checked like any other's.
public final class BundledWorkbooks {
    /// The file of the build, beside this class.
    public static final String RESOURCE = "shipped-workbooks.bin";

    private BundledWorkbooks() {}

    private record ParsedWorkbook(byte[] content, List<Sheet> sheets) {}

    /// Apart, so that writing the resource reads none.
    private static final class Holder {
        /// Read as the class is initialised, which for a native binary is while it is built.
        static final Map<String, ParsedWorkbook> BY_PATH = read();
    }

    /// The sheets of a workbook, if it is one that ships, unchanged.
    static Optional<List<Sheet>> find(String path, byte[] content) {
        return Optional.ofNullable(Holder.BY_PATH.get(path))
                .filter(known -> Arrays.equals(known.content, content))
                .map(ParsedWorkbook::sheets);
    }

    /// Written by the build. Left out are workbooks with findings, which are for each reading to tell.
    public static void write(OutputStream to, Bundle bundle) throws IOException {
        Map<String, ParsedWorkbook> known = new TreeMap<>();
        bundle.files().forEach((path, content) -> {
            if (BundleReader.isWorkbook(path)) {
                FindingCollector findings = new FindingCollector();
                WorkbookReader.read(path, content, findings)
                        .filter(_ -> findings.sorted().isEmpty())
                        .ifPresent(sheets -> known.put(path, new ParsedWorkbook(content, sheets)));
            }
        });
        try (DataOutputStream out = new DataOutputStream(to)) {
            out.writeInt(known.size());
            for (Map.Entry<String, ParsedWorkbook> workbook : known.entrySet()) {
                out.writeUTF(workbook.getKey());
                out.writeInt(workbook.getValue().content.length);
                out.write(workbook.getValue().content);
                out.writeInt(workbook.getValue().sheets.size());
                for (Sheet sheet : workbook.getValue().sheets) {
                    write(out, sheet);
                }
            }
        }
    }

    private static Map<String, ParsedWorkbook> read() {
        try (InputStream resource = BundledWorkbooks.class.getResourceAsStream(RESOURCE)) {
            Map<String, ParsedWorkbook> known = new TreeMap<>();
            if (resource != null) {
                DataInputStream in = new DataInputStream(new BufferedInputStream(resource));
                for (int left = in.readInt(); left > 0; left--) {
                    String path = in.readUTF();
                    byte[] content = in.readNBytes(in.readInt());
                    Sheet[] sheets = new Sheet[in.readInt()];
                    for (int s = 0; s < sheets.length; s++) {
                        sheets[s] = sheet(path, in);
                    }
                    known.put(path, new ParsedWorkbook(content, List.of(sheets)));
                }
            }
            return known;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(DataOutputStream out, Sheet sheet) throws IOException {
        out.writeUTF(sheet.name());
        out.writeBoolean(sheet.hidden());
        out.writeInt(sheet.rows().size());
        for (Map.Entry<Integer, NavigableMap<Integer, Cell>> row : sheet.rows().entrySet()) {
            out.writeInt(row.getKey());
            out.writeInt(row.getValue().size());
            for (Map.Entry<Integer, Cell> cell : row.getValue().entrySet()) {
                out.writeInt(cell.getKey());
                write(out, cell.getValue());
            }
        }
        write(out, sheet.hiddenRows());
        write(out, sheet.hiddenColumns());
        out.writeInt(sheet.mergedRanges().size());
        for (Sheet.MergedRange merged : sheet.mergedRanges()) {
            out.writeInt(merged.firstRow());
            out.writeInt(merged.firstColumn());
            out.writeInt(merged.lastRow());
            out.writeInt(merged.lastColumn());
        }
    }

    private static Sheet sheet(String file, DataInputStream in) throws IOException {
        String name = in.readUTF();
        boolean hidden = in.readBoolean();
        NavigableMap<Integer, NavigableMap<Integer, Cell>> rows = new TreeMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            NavigableMap<Integer, Cell> row = new TreeMap<>();
            rows.put(in.readInt(), row);
            for (int cells = in.readInt(); cells > 0; cells--) {
                row.put(in.readInt(), cell(in));
            }
        }
        Set<Integer> hiddenRows = numbers(in);
        Set<Integer> hiddenColumns = numbers(in);
        Sheet.MergedRange[] merged = new Sheet.MergedRange[in.readInt()];
        for (int m = 0; m < merged.length; m++) {
            merged[m] = new Sheet.MergedRange(in.readInt(), in.readInt(), in.readInt(), in.readInt());
        }
        return new Sheet(file, name, hidden, rows, hiddenRows, hiddenColumns, List.of(merged));
    }

    private static void write(DataOutputStream out, Cell cell) throws IOException {
        switch (cell) {
            case Cell.Empty _ -> out.writeByte(0);
            case Cell.Text(String text) -> {
                out.writeByte(1);
                out.writeUTF(text);
            }
            case Cell.Number(double value, boolean percent, boolean date, boolean system1904) -> {
                out.writeByte(2);
                out.writeDouble(value);
                out.writeBoolean(percent);
                out.writeBoolean(date);
                out.writeBoolean(system1904);
            }
            case Cell.Bool(boolean value) -> {
                out.writeByte(3);
                out.writeBoolean(value);
            }
            case Cell.ErrorCell(String error, String formula) -> {
                out.writeByte(4);
                out.writeUTF(error);
                out.writeUTF(formula);
            }
            case Cell.FormulaWithoutValue(String formula) -> {
                out.writeByte(5);
                out.writeUTF(formula);
            }
        }
    }

    private static Cell cell(DataInputStream in) throws IOException {
        return switch (in.readByte()) {
            case 0 -> Cell.Empty.INSTANCE;
            case 1 -> new Cell.Text(in.readUTF());
            case 2 -> new Cell.Number(in.readDouble(), in.readBoolean(), in.readBoolean(), in.readBoolean());
            case 3 -> new Cell.Bool(in.readBoolean());
            case 4 -> new Cell.ErrorCell(in.readUTF(), in.readUTF());
            case 5 -> new Cell.FormulaWithoutValue(in.readUTF());
            default -> throw new IOException("no kind of cell");
        };
    }

    private static void write(DataOutputStream out, Set<Integer> numbers) throws IOException {
        out.writeInt(numbers.size());
        for (int number : numbers) {
            out.writeInt(number);
        }
    }

    private static Set<Integer> numbers(DataInputStream in) throws IOException {
        Set<Integer> numbers = new TreeSet<>();
        for (int left = in.readInt(); left > 0; left--) {
            numbers.add(in.readInt());
        }
        return numbers;
    }
}
