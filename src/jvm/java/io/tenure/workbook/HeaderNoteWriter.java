package io.tenure.workbook;

import io.tenure.lifecycle.Dictionary;
import java.util.List;
import java.util.Optional;
import org.apache.poi.ss.usermodel.Comment;
import org.apache.poi.xssf.usermodel.XSSFClientAnchor;
import org.apache.poi.xssf.usermodel.XSSFDrawing;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/// Writes a comment on each heading that says what its column means.
final class HeaderNoteWriter {
    private final XSSFWorkbook workbook;
    private final Dictionary dictionary;

    HeaderNoteWriter(XSSFWorkbook workbook, Dictionary dictionary) {
        this.workbook = workbook;
        this.dictionary = dictionary;
    }

    void addNotes(XSSFSheet sheet, int row, int left, List<String> kinds, List<String> names) {
        for (int i = 0; i < names.size(); i++) {
            String name = kinds.get(i).equals("NAME") ? "NAME" : names.get(i);
            var words = note(name);
            if (words.isPresent()) {
                note(sheet, row, left + i, words.get());
            }
        }
    }

    private Optional<String> note(String name) {
        Optional<String> plain = HeaderNotes.plain(name);
        return plain.isPresent()
                ? plain
                : dictionary.find(name.replaceFirst("^expect:", "")).map(HeaderNotes::of);
    }

    private void note(XSSFSheet sheet, int row, int column, String words) {
        XSSFDrawing drawing = sheet.createDrawingPatriarch();
        int lines = (int) words.lines()
                .mapToLong(l -> 1 + SheetFormat.displayWidth(l) / 44)
                .sum();
        var anchor = new XSSFClientAnchor(0, 0, 0, 0, column + 1, row, column + 4, row + Math.max(4, lines) + 1);
        Comment note = drawing.createCellComment(anchor);
        note.setAuthor("Tenure");
        note.setString(workbook.getCreationHelper().createRichTextString(words));
        sheet.getRow(row).getCell(column).setCellComment(note);
    }
}
