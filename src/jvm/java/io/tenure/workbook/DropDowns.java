package io.tenure.workbook;

import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldType;
import io.tenure.text.Message;
import io.tenure.text.Text;
import java.util.List;
import org.apache.poi.ss.usermodel.DataValidation;
import org.apache.poi.ss.usermodel.DataValidationConstraint;
import org.apache.poi.ss.util.CellRangeAddressList;
import org.apache.poi.xssf.usermodel.XSSFSheet;

/// The lists of choices that cells offer.
final class DropDowns {
    /// Rows below a table for which drop-downs are ready.
    static final int SPARE_ROWS = 200;
    /// Maximum number of characters that Excel accepts for the list of a drop-down.
    private static final int MAX_LIST_LENGTH = 255;

    private final CodeLabels labels;

    /// What may be typed besides the choices.
    enum Typing {
        /// Nothing: the codes are fixed.
        ONLY_CHOICES,
        /// A new code, after a question: it is added to the catalogue in another workbook.
        NEW_CODES,
        /// Anything: lists, parameters, ranges.
        ANYTHING
    }

    DropDowns(CodeLabels labels) {
        this.labels = labels;
    }

    List<String> choices(Field field) {
        return field.type() == FieldType.BOOLEAN ? List.of("TRUE", "FALSE") : AboutSheet.codes(field, labels);
    }

    /// Where the first sheet lists the codes of a field.
    static String reference(Field field, CsvSheet about) {
        String heading = AboutSheet.codesHeading(field.name().endsWith(".action") ? "action" : field.name());
        for (int r = 0; r < about.rows().size(); r++) {
            if (about.at(r, 0).equals(heading)) {
                int last = r + 1;
                while (last + 1 < about.rows().size() && !about.at(last + 1, 0).isEmpty()) {
                    last++;
                }
                return AboutSheet.NAME + "!$A$" + (r + 2) + ":$A$" + (last + 1);
            }
        }
        return "";
    }

    static void add(
            XSSFSheet sheet,
            int first,
            int last,
            int column,
            List<String> codes,
            Typing typing,
            Text hint,
            String reference) {
        var helper = sheet.getDataValidationHelper();
        DataValidationConstraint constraint;
        if (String.join(",", codes).length() <= MAX_LIST_LENGTH) {
            constraint = helper.createExplicitListConstraint(codes.toArray(String[]::new));
        } else if (!reference.isEmpty()) {
            constraint = helper.createFormulaListConstraint(reference);
        } else {
            return;
        }
        DataValidation choice =
                helper.createValidation(constraint, new CellRangeAddressList(first, last, column, column));
        choice.setEmptyCellAllowed(true);
        choice.setShowErrorBox(typing != Typing.ANYTHING);
        choice.setErrorStyle(
                typing == Typing.NEW_CODES ? DataValidation.ErrorStyle.WARNING : DataValidation.ErrorStyle.STOP);
        choice.createErrorBox(
                SheetFormat.both(Message.of("workbook.drop-down.not-a-code")),
                SheetFormat.both(
                        typing == Typing.NEW_CODES
                                ? Message.of("workbook.drop-down.add-to-catalogue")
                                : Message.of("workbook.drop-down.pick-a-code")));
        choice.setShowPromptBox(true);
        choice.createPromptBox("", SheetFormat.both(hint));
        // In a workbook of the new kind this flag says "show", against its name.
        choice.setSuppressDropDownArrow(true);
        sheet.addValidationData(choice);
    }
}
