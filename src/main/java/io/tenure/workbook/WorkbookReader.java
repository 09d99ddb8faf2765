package io.tenure.workbook;

import io.tenure.finding.Address;
import io.tenure.finding.FindingCollector;
import io.tenure.text.Message;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import javax.xml.stream.XMLStreamException;

/// Reads the bytes of an `.xlsx` file into sheets of raw cells.
///
/// Whatever the bytes are, the result is the sheets or a finding, never an exception; only a thread that is interrupted
/// ends between two cells, as every check does whose time is over ([io.tenure.finding.CheckStep]). Files beyond
/// [WorkbookLimits] are rejected before their cells are read.
public final class WorkbookReader {
    private WorkbookReader() {}

    /// The sheets of a single workbook, or nothing and a finding.
    ///
    /// @param findings also receives an error for each formula that refers to something outside the file; the
    ///     sheets are read all the same
    public static Optional<List<Sheet>> read(String file, byte[] bytes, FindingCollector findings) {
        return read(file, bytes, UnpackQuota.ofWorkbook(), findings);
    }

    /// The sheets of one of several workbooks.
    ///
    /// @param quota what all of them may hold together; this workbook is subtracted from it
    public static Optional<List<Sheet>> read(String file, byte[] bytes, UnpackQuota quota, FindingCollector findings) {
        try {
            return Optional.of(sheets(file, bytes, quota, findings));
        } catch (InvalidWorkbookException invalid) {
            findings.error(invalid.code, Address.file(file), "", invalid.message, invalid.fix);
        } catch (CancellationException interrupted) {
            throw interrupted;
        } catch (IOException | XMLStreamException | RuntimeException damage) {
            findings.error(
                    "not-a-workbook",
                    Address.file(file),
                    "",
                    Message.of("workbook.not-a-workbook.damaged.message", "damage", reason(damage)),
                    Message.of("workbook.not-a-workbook.damaged.fix"));
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

    private static List<Sheet> sheets(String file, byte[] bytes, UnpackQuota quota, FindingCollector findings)
            throws IOException, XMLStreamException, InvalidWorkbookException {
        var parts = WorkbookParts.unpack(bytes, quota);
        ExternalReferences.rejectParts(parts.byName());
        var layouts = LayoutReader.read(parts, quota);
        var list = SheetList.of(parts);
        var reader = new SheetReader(texts(parts, list), formats(parts, list), list.system1904(), quota, findings);
        var sheets = new ArrayList<Sheet>();
        for (var i = 0; i < list.entries().size(); i++) {
            var entry = list.entries().get(i);
            if (entry.part().isEmpty() || layouts.findingsSheets().contains(i)) {
                continue;
            }
            var layout = layouts.ofPart(entry.part());
            var sheet = reader.read(file, entry, parts.content(entry.part()), layout);
            layout.externalFormulas()
                    .forEach((cell, formula) -> findings.add(ExternalReferences.formulaFinding(
                            sheet.address(LayoutReader.rowOf(cell), LayoutReader.columnOf(cell)), formula)));
            layout.volatileFormulas()
                    .forEach((cell, formula) -> findings.warning(
                            "volatile-formula",
                            sheet.address(LayoutReader.rowOf(cell), LayoutReader.columnOf(cell)),
                            "=" + formula,
                            Message.of("workbook.volatile-formula.message"),
                            Message.of("workbook.volatile-formula.fix")));
            sheets.add(sheet);
        }
        if (sheets.isEmpty()) {
            throw new InvalidWorkbookException(
                    "not-a-workbook",
                    Message.of("workbook.not-a-workbook.no-sheets.message"),
                    Message.of("workbook.not-a-workbook.no-sheets.fix"));
        }
        return sheets;
    }

    private static List<StoredText> texts(WorkbookParts parts, SheetList list)
            throws XMLStreamException, InvalidWorkbookException {
        var part = list.relationships().partFor("sharedstrings");
        return part.isPresent() ? SharedTexts.read(parts.content(part.get())) : List.of();
    }

    private static CellFormats formats(WorkbookParts parts, SheetList list)
            throws XMLStreamException, InvalidWorkbookException {
        var part = list.relationships().partFor("styles");
        return part.isPresent() && parts.byName().containsKey(part.get())
                ? CellFormats.read(parts.content(part.get()))
                : CellFormats.NONE;
    }
}
