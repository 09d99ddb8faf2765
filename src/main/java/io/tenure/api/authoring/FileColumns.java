package io.tenure.api.authoring;

import io.tenure.csv.CsvOptions;
import io.tenure.csv.DateStyle;
import io.tenure.csv.UnreadableFileException;
import io.tenure.input.CustomerFile;
import io.tenure.input.InputFault;
import io.tenure.text.Message;
import io.tenure.text.Text;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How the columns of a file of customers are to be read, as far as the request says.
///
/// @param options how CSV is written
/// @param renamed names of the dictionary by the headings that stand for them
/// @param faults everything wrong with what the request says
record FileColumns(CsvOptions options, Map<String, String> renamed, List<InputFault> faults) {
    static final String COLUMNS = "columns";
    static final String DECIMAL = "decimal";
    static final String DATE_FORMAT = "dateFormat";

    /// @param format of the file; null for none
    static FileColumns of(MultivaluedMap<String, String> parameters, CustomerFile.@Nullable Format format) {
        List<InputFault> faults = new ArrayList<>();
        boolean csv = format == CustomerFile.Format.CSV;
        String columns = parameters.getFirst(COLUMNS);
        Map<String, String> renamed = Map.of();
        if (columns != null && !csv && format != CustomerFile.Format.WORKBOOK) {
            faults.add(fault(COLUMNS, columns, Message.of("api.impact.columns.expected")));
        } else {
            try {
                renamed = CustomerFile.renamedColumns(columns);
            } catch (UnreadableFileException wrong) {
                faults.add(new InputFault(
                        "invalid-value",
                        "/" + COLUMNS,
                        columns,
                        Message.of("api.impact.columns.expected"),
                        wrong.sentence()));
            }
        }
        String decimal = parameters.getFirst(DECIMAL);
        if (decimal != null && !(csv && (decimal.equals("point") || decimal.equals("comma")))) {
            faults.add(fault(DECIMAL, decimal, Message.of("api.impact.decimal.expected")));
        }
        DateStyle.Pattern dates = null;
        String dateFormat = parameters.getFirst(DATE_FORMAT);
        try {
            dates = dateFormat == null ? null : DateStyle.Pattern.of(dateFormat);
        } catch (UnreadableFileException _) {
            // Reported below.
        }
        if (dateFormat != null && (!csv || dates == null)) {
            faults.add(fault(DATE_FORMAT, dateFormat, Message.of("api.impact.date-format.expected")));
        }
        return new FileColumns(
                new CsvOptions(
                        null,
                        null,
                        decimal == null ? null : (Character) (decimal.equals("comma") ? ',' : '.'),
                        dates,
                        0),
                renamed,
                faults);
    }

    private static InputFault fault(String name, String value, Text expected) {
        return new InputFault(
                "invalid-value",
                "/" + name,
                value,
                expected,
                Message.of("input.value.invalid", "field", name, "expected", expected, "value", value));
    }
}
