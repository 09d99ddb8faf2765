package io.tenure.workbook;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;

/// CSV as Tenure writes and reads it: commas, LF, quotes where needed, empty lines kept.
final class CsvFormat {
    private static final CSVFormat FORMAT = CSVFormat.DEFAULT
            .builder()
            .setRecordSeparator('\n')
            .setIgnoreEmptyLines(false)
            .get();

    private CsvFormat() {}

    /// The rows as text; line ends within a cell become LF.
    static String write(Stream<List<String>> rows) {
        var text = new StringBuilder();
        try (var printer = new CSVPrinter(text, FORMAT)) {
            for (var row : (Iterable<List<String>>) rows::iterator) {
                for (var cell : row) {
                    // Null is written without quotes, even at the start of a line.
                    printer.print(
                            cell.isEmpty() ? null : cell.replace("\r\n", "\n").replace('\r', '\n'));
                }
                printer.println();
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    /// The rows of a text; an empty line is a row with one empty cell.
    static List<List<String>> read(String csv) {
        try (var parser = FORMAT.parse(new StringReader(csv))) {
            return parser.stream().map(CSVRecord::toList).toList();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
