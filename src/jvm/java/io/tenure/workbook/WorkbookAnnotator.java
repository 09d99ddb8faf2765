package io.tenure.workbook;

import io.tenure.finding.Address;
import io.tenure.finding.Finding;
import io.tenure.finding.FindingCollector;
import io.tenure.text.Text;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.ClientAnchor;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.util.CellAddress;
import org.apache.poi.xssf.usermodel.XSSFClientAnchor;
import org.apache.poi.xssf.usermodel.XSSFComment;
import org.apache.poi.xssf.usermodel.XSSFRichTextString;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.jspecify.annotations.Nullable;

/// Writes findings into a workbook: a comment and a colour on each cell concerned, and a first sheet that
/// lists them all.
///
/// Everything else stays as it is. Colours are conditional formats, so that no cell's own style changes, and
/// what was added can be distinguished from the rest: annotating again replaces it.
public final class WorkbookAnnotator {
    /// Most cells of a workbook that is annotated: all of it is in memory meanwhile, a thousand bytes a cell.
    public static final int MAX_CELLS = 200_000;

    /// Most elements and attributes of all its parts, which are in memory as well.
    private static final int MAX_NODES = 2_500_000;
    /// Most bytes that it unpacks to.
    private static final int MAX_UNPACKED_BYTES = 48 << 20;

    /// The beginning of a text added to a comment.
    private static final String ANNOTATION_START = "──── Tenure ────";
    private static final String AUTHOR = "Tenure";
    /// Maximum number of characters of a comment; the sheet of findings has the whole text.
    private static final int MAX_COMMENT_LENGTH = 1_500;
    /// In 256ths of a character, as widths of columns are.
    private static final int COMMENT_WIDTH = 40 * 256;

    private static final int MAX_COMMENT_COLUMNS = 12;
    private static final int CHARACTERS_PER_LINE = 38;

    private final XSSFWorkbook workbook;
    private final Locale locale;

    private WorkbookAnnotator(XSSFWorkbook workbook, Locale locale) {
        this.workbook = workbook;
        this.locale = locale;
    }

    /// Whether a workbook has too many cells to be annotated.
    public static boolean isTooLarge(byte[] workbook) {
        return measure(workbook).filter(WorkbookAnnotator::isTooLarge).isPresent();
    }

    private static boolean isTooLarge(UnpackQuota used) {
        return used.cells() > MAX_CELLS || used.nodes() > MAX_NODES || used.bytes() > MAX_UNPACKED_BYTES;
    }

    /// What a workbook holds; empty if it cannot be read.
    private static Optional<UnpackQuota> measure(byte[] workbook) {
        UnpackQuota quota = UnpackQuota.ofWorkbook();
        return WorkbookReader.read("workbook.xlsx", workbook, quota, new FindingCollector())
                .map(_ -> quota);
    }

    /// The workbook with the findings in it; unchanged if it cannot be read or is too large.
    ///
    /// @param findings those of this workbook; none removes an earlier annotation
    /// @param locale Chinese, or English for any other
    public static byte[] annotate(byte[] workbook, List<Finding> findings, Locale locale) {
        // Only workbooks within the reader's limits are opened here.
        if (measure(workbook).filter(used -> !isTooLarge(used)).isEmpty()) {
            return workbook;
        }
        try (var opened = new XSSFWorkbook(new ByteArrayInputStream(PoiWorkbook.of(workbook)));
                var out = new ByteArrayOutputStream()) {
            var annotator = new WorkbookAnnotator(opened, locale);
            annotator.removeAnnotations();
            annotator.add(findings.stream().sorted(Finding.ORDER).toList());
            opened.write(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String in(Text text) {
        return text.in(locale);
    }

    // --- Removing an earlier annotation --------------------------------------------------------------

    private void removeAnnotations() {
        for (int i = workbook.getNumberOfSheets() - 1; i >= 0; i--) {
            XSSFSheet sheet = workbook.getSheetAt(i);
            if (FindingsSheet.is(sheet)) {
                workbook.removeSheetAt(i);
            } else {
                removeComments(sheet);
                FindingColours.remove(sheet);
            }
        }
    }

    private static void removeComments(XSSFSheet sheet) {
        for (Map.Entry<CellAddress, XSSFComment> entry : new TreeMap<>(sheet.getCellComments()).entrySet()) {
            XSSFRichTextString text = entry.getValue().getString();
            int start = text == null || text.getString() == null
                    ? -1
                    : text.getString().indexOf(ANNOTATION_START);
            if (start == 0) {
                remove(sheet, entry.getKey());
            } else if (start > 0) {
                entry.getValue().setString(textBeforeAnnotation(text));
            }
        }
    }

    private static void remove(XSSFSheet sheet, CellAddress address) {
        // Through the cell, because only so its shape goes too.
        Row row = sheet.getRow(address.getRow());
        boolean rowAdded = row == null;
        row = row == null ? sheet.createRow(address.getRow()) : row;
        Cell cell = row.getCell(address.getColumn());
        boolean cellAdded = cell == null;
        cell = cell == null ? row.createCell(address.getColumn()) : cell;
        cell.removeCellComment();
        if (cellAdded) {
            row.removeCell(cell);
        }
        if (rowAdded) {
            sheet.removeRow(row);
        }
    }

    /// The text before the annotation, with its fonts.
    private static XSSFRichTextString textBeforeAnnotation(XSSFRichTextString text) {
        var rst = text.getCTRst();
        while (rst.sizeOfRArray() > 0
                && !rst.getRArray(rst.sizeOfRArray() - 1).getT().contains(ANNOTATION_START)) {
            rst.removeR(rst.sizeOfRArray() - 1);
        }
        if (rst.sizeOfRArray() > 0) {
            rst.removeR(rst.sizeOfRArray() - 1);
        }
        if (rst.sizeOfRArray() == 1 && !rst.getRArray(0).isSetRPr()) {
            return new XSSFRichTextString(rst.getRArray(0).getT());
        }
        return new XSSFRichTextString(rst);
    }

    // --- Adding -----------------------------------------------------------------------------------------

    private void add(List<Finding> findings) {
        if (findings.isEmpty()) {
            return;
        }
        Map<String, Map<CellAddress, List<Finding>>> bySheet = new TreeMap<>();
        for (Finding finding : findings) {
            XSSFSheet sheet = sheet(finding.address());
            CellAddress cell = sheet == null ? null : cell(sheet, finding.address());
            if (sheet != null && cell != null) {
                bySheet.computeIfAbsent(sheet.getSheetName(), _ -> new TreeMap<>())
                        .computeIfAbsent(cell, _ -> new ArrayList<>())
                        .add(finding);
            }
        }
        var colours = new FindingColours(workbook);
        bySheet.forEach((name, cells) -> {
            XSSFSheet sheet = workbook.getSheet(name);
            cells.forEach((cell, found) -> comment(sheet, cell, found));
            colours.add(sheet, cells);
        });
        new FindingsSheet(workbook, locale).add(findings);
    }

    private @Nullable XSSFSheet sheet(Address address) {
        return address.sheet().isEmpty() ? null : workbook.getSheet(address.sheet());
    }

    /// The cell itself; for a whole row, the first cell that holds anything.
    private static @Nullable CellAddress cell(XSSFSheet sheet, Address address) {
        if (address.row() == 0) {
            return null;
        }
        if (address.column() > 0) {
            return new CellAddress(address.row() - 1, address.column() - 1);
        }
        Row row = sheet.getRow(address.row() - 1);
        if (row != null) {
            for (Cell cell : row) {
                if (!cell.toString().isBlank()) {
                    return cell.getAddress();
                }
            }
        }
        return null;
    }

    private void comment(XSSFSheet sheet, CellAddress cell, List<Finding> findings) {
        var words = new StringBuilder(ANNOTATION_START);
        for (Finding finding : findings) {
            String one = "\n" + in(FindingsSheet.label(finding.severity())) + ": " + in(finding.message()) + "\n→ "
                    + in(finding.fix());
            if (words.length() + one.length() > MAX_COMMENT_LENGTH) {
                words.append("\n… ").append(FindingsSheet.NAME);
                break;
            }
            words.append(one);
        }
        XSSFComment comment = sheet.getCellComment(cell);
        int lines = lines(words.toString());
        if (comment == null) {
            comment = sheet.createDrawingPatriarch().createCellComment(anchor(sheet, cell, lines));
            comment.setAddress(cell);
            comment.setAuthor(AUTHOR);
            comment.setString(new XSSFRichTextString(words.toString()));
            return;
        }
        XSSFRichTextString text = comment.getString();
        int before = lines(text.getString());
        text.append("\n\n" + words);
        comment.setString(text);
        if (anchor(comment) instanceof XSSFClientAnchor anchor) {
            // Grown so that all of it is seen, and no further when annotated again.
            anchor.setRow2(Math.max(anchor.getRow2(), anchor.getRow1() + before + 2 + lines));
        }
    }

    /// Where a comment is shown; null where its drawing does not say so in a way that POI understands.
    private static @Nullable ClientAnchor anchor(XSSFComment comment) {
        try {
            return comment.getClientAnchor();
        } catch (RuntimeException _) {
            // POI has no other way to ask; only the size of the comment's window is lost.
            return null;
        }
    }

    private static int lines(String words) {
        return words.lines()
                .mapToInt(line -> 1 + width(line) / CHARACTERS_PER_LINE)
                .sum();
    }

    /// Chinese characters are twice as wide.
    private static int width(String line) {
        return line.codePoints().map(c -> c > 0x2E80 ? 2 : 1).sum();
    }

    /// A place next to the cell, about as wide whatever the widths of the columns there.
    private static XSSFClientAnchor anchor(XSSFSheet sheet, CellAddress cell, int lines) {
        int first = cell.getColumn() + 1;
        int last = first;
        int width = 0;
        while (width < COMMENT_WIDTH && last < first + MAX_COMMENT_COLUMNS) {
            width += sheet.isColumnHidden(last) ? 0 : sheet.getColumnWidth(last);
            last++;
        }
        return new XSSFClientAnchor(0, 0, 0, 0, first, cell.getRow(), last, cell.getRow() + Math.max(4, lines + 1));
    }
}
