package io.tenure.csv;

import io.tenure.csv.UnreadableFileException.Setting;
import io.tenure.text.Message;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Finds the character between the columns: the one that splits the lines into equally many cells, and into most.
final class SeparatorDetection {
    private static final char[] CANDIDATES = {',', ';', '\t', '|'};

    private SeparatorDetection() {}

    static Stream<Character> separators() {
        return new String(CANDIDATES).chars().mapToObj(c -> (char) c);
    }

    /// @throws UnreadableFileException if two characters split the lines equally well
    static char detect(List<String> lines) throws UnreadableFileException {
        List<Character> best = new ArrayList<>();
        List<Character> ofFirst = new ArrayList<>();
        int most = 1;
        for (char candidate : CANDIDATES) {
            List<CsvLine.Row> rows = rows(lines, candidate, 0);
            int columns = rows.isEmpty() ? 0 : rows.getFirst().cells().size();
            if (columns > 1) {
                ofFirst.add(candidate);
            }
            if (columns >= most && columns > 1 && splitsMost(rows, columns)) {
                if (columns > most) {
                    best.clear();
                }
                most = columns;
                best.add(candidate);
            }
        }
        if (best.isEmpty()) {
            best = ofFirst;
        }
        if (best.size() > 1) {
            throw UnreadableFileException.of(Message.of("csv.file.separators"), Setting.SEPARATOR);
        }
        return best.isEmpty() ? withoutCandidate(lines) : best.getFirst();
    }

    /// Whether four of five rows have as many cells as the first. The others are rejected when they are read.
    private static boolean splitsMost(List<CsvLine.Row> rows, int columns) {
        long equal = rows.stream().filter(row -> row.cells().size() == columns).count();
        return equal * 5 >= rows.size() * 4L;
    }

    private static char withoutCandidate(List<String> lines) {
        List<CsvLine.Row> rows = rows(lines, ' ', 0);
        int columns = rows.isEmpty() ? 0 : rows.getFirst().cells().size();
        return columns > 1 && splitsMost(rows, columns) ? ' ' : ',';
    }

    /// The rows of these lines; what can't be split is left out.
    ///
    /// @param above lines of the file above the first
    static List<CsvLine.Row> rows(List<String> lines, char separator, int above) {
        List<CsvLine.Row> rows = new ArrayList<>();
        try (RecordReader records =
                new RecordReader(new LineReader(new StringReader(String.join("\n", lines))), separator)) {
            for (CsvLine line = records.next(); line != null; line = records.next()) {
                if (line instanceof CsvLine.Row row) {
                    rows.add(new CsvLine.Row(row.number() + above, row.cells()));
                }
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return List.copyOf(rows);
    }
}
