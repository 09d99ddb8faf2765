package io.tenure.workbook;

import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.FieldType;
import io.tenure.text.Message;
import io.tenure.workbook.CellStyles.Role;
import java.util.List;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.usermodel.XSSFRow;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/// Writes a sheet that is a plain list under one heading row: settings and scenarios.
final class PlainSheetWriter {
    private final XSSFWorkbook workbook;
    private final CellStyles styles;
    private final Dictionary dictionary;
    private final CodeLabels labels;
    private final HeaderNoteWriter notes;
    private final DropDowns dropDowns;

    PlainSheetWriter(XSSFWorkbook workbook, CellStyles styles, Dictionary dictionary, CodeLabels labels) {
        this.workbook = workbook;
        this.styles = styles;
        this.dictionary = dictionary;
        this.labels = labels;
        this.notes = new HeaderNoteWriter(workbook, dictionary);
        this.dropDowns = new DropDowns(labels);
    }

    void write(CsvSheet csv) {
        XSSFSheet sheet = workbook.createSheet(csv.sheet());
        boolean isScenarios = csv.at(0, 0).equals("scenario");
        sheet.setTabColor(SheetFormat.colour(isScenarios ? "2E6B4F" : "7A6A4F"));
        int columns = csv.columns();
        int[] widths = new int[columns];
        for (int r = 0; r < csv.rows().size(); r++) {
            XSSFRow row = sheet.createRow(r);
            for (int c = 0; c < columns; c++) {
                String name = csv.at(0, c);
                String cell = csv.at(r, c);
                boolean expected = name.startsWith("expect:");
                Role role;
                if (r == 0) {
                    role = c == 0 ? Role.NAME_HEADING : expected ? Role.ACTION_HEADING : Role.CONDITION_HEADING;
                } else if (c == 0) {
                    role = Role.NAME;
                } else if (isScenarios) {
                    role = expected ? Role.ACTION : Role.CONDITION;
                } else {
                    role = CsvValue.of(cell) instanceof CsvValue.Number || CsvValue.of(cell) instanceof CsvValue.Percent
                            ? Role.PLAIN_NUMBER
                            : Role.PLAIN;
                }
                SheetFormat.fill(row.createCell(c), cell, role, styles, CellStyles.GENERAL);
                widths[c] = Math.max(
                        widths[c],
                        r == 0 && isScenarios
                                ? Math.min(SheetFormat.displayWidth(cell), 13)
                                : SheetFormat.displayWidth(cell));
            }
        }
        for (int c = 0; c < columns; c++) {
            sheet.setColumnWidth(c, SheetFormat.width(Math.clamp(widths[c] + 4, 10, c == 0 ? 72 : 48)));
        }
        sheet.getRow(0).setHeightInPoints(isScenarios ? 48 : 30);
        var names = csv.rows().getFirst();
        notes.addNotes(sheet, 0, 0, names.stream().map(n -> "").toList(), names);
        plainSheetChoices(sheet, csv, isScenarios);
        sheet.createFreezePane(1, 1);
        SheetFormat.setRowHeights(sheet, r -> r > 0);
        int breadth = java.util.Arrays.stream(widths).sum();
        SheetFormat.setUpPrinting(sheet, 0, isScenarios ? 1 + breadth / 250 : 1);
        if (isScenarios) {
            sheet.setRepeatingColumns(new CellRangeAddress(-1, -1, 0, 0));
        }
    }

    private void plainSheetChoices(XSSFSheet sheet, CsvSheet csv, boolean isScenarios) {
        int last = csv.rows().size() - 1 + DropDowns.SPARE_ROWS;
        for (int c = 1; c < csv.columns(); c++) {
            String name = csv.at(0, c);
            List<String> codes = List.of();
            if (isScenarios) {
                codes = dictionary
                        .find(name.replaceFirst("^expect:", ""))
                        .map(dropDowns::choices)
                        .orElse(List.of());
            } else if (name.equals("level")) {
                codes = dictionary.require("retentionLevel").codes();
            } else if (csv.sheet().equals("Actions")
                    && dictionary
                            .find(name)
                            .filter(field ->
                                    dictionary.find(field.candidatePart()).isPresent())
                            .isPresent()) {
                codes = dictionary.require(name).codes();
            } else if (csv.sheet().equals("Outcomes") && name.equals("phase")) {
                codes = labels.phases().keySet().stream()
                        .filter(phase -> !phase.equals("eligibility"))
                        .toList();
            } else if (List.of("selling", "marketing", "duty").contains(name)) {
                codes = List.of("TRUE", "FALSE");
            } else if (csv.sheet().equals("Experiments") && name.equals("kind")) {
                codes = List.of("HOLDOUT");
            } else if (name.equals("type")) {
                codes = java.util.Arrays.stream(FieldType.values())
                        .map(Enum::name)
                        .toList();
            }
            if (!codes.isEmpty()) {
                boolean expected = name.startsWith("expect:");
                DropDowns.add(
                        sheet,
                        1,
                        last,
                        c,
                        codes,
                        expected ? DropDowns.Typing.ANYTHING : DropDowns.Typing.ONLY_CHOICES,
                        expected
                                ? Message.of("workbook.drop-down.not-checked")
                                : Message.of("workbook.drop-down.pick-one"),
                        "");
            }
        }
    }
}
