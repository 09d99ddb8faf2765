package io.tenure.bundle;

import io.tenure.engine.CompiledRuleset;
import io.tenure.engine.Engine;
import io.tenure.finding.Checked;
import io.tenure.finding.Finding;
import io.tenure.table.Condition;
import io.tenure.table.Interval;
import io.tenure.table.LargeTables;
import io.tenure.table.ValueText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;
import org.junit.jupiter.api.Test;

/// How long the bundled ruleset with one more table of ten columns takes to be read, checked and compiled, by its
/// rows; no part of the everyday tests.
///
/// `mvn test -Dtest=LargeBundleGrowth -DargLine=-Xmx512m` prints the figures.
class LargeBundleGrowth {
    @Test
    void getsReadyWithinHalfAGigabyte() throws IOException {
        Map<String, IntFunction<List<List<Condition>>>> shapes =
                Map.of("bands", LargeTables::bands, "boxes", LargeTables::boxes);
        for (String shape : List.of("bands", "boxes")) {
            for (int rows : new int[] {1_000, 10_000, 50_000}) {
                measure(shape, rows, workbook(shapes.get(shape).apply(rows)));
            }
        }
    }

    private static void measure(String shape, int rows, byte[] workbook) throws IOException {
        Map<String, byte[]> files =
                new TreeMap<>(Bundle.ofDirectory(Path.of(".")).files());
        files.put("decision-tables/many.xlsx", workbook);
        long start = System.nanoTime();
        Checked<Ruleset, Finding> read = new BundleReader().read(Bundle.of(files));
        long checked = System.nanoTime();
        CompiledRuleset compiled = new Engine().compile(read.orElseThrow()).orElseThrow();
        long ready = System.nanoTime();
        System.gc();
        System.out.printf(
                Locale.ROOT,
                "%s, %d rows, %.1f MB: checked in %.1f s, compiled in %.1f s, then %d MB in use of %d, findings %s %s%n",
                shape,
                rows,
                workbook.length / 1e6,
                (checked - start) / 1e9,
                (ready - checked) / 1e9,
                (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) >> 20,
                Runtime.getRuntime().maxMemory() >> 20,
                read.findings().stream().map(Finding::code).toList(),
                compiled.hashCode() == 0 ? "" : ".");
    }

    private static byte[] workbook(List<List<Condition>> rows) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (SXSSFWorkbook workbook = new SXSSFWorkbook()) {
            Sheet sheet = workbook.createSheet("Many");
            int columns = LargeTables.FIELDS.size();
            List<String[]> head = new ArrayList<>(List.of(
                    new String[] {"RuleSet", "tenure.tables"},
                    new String[] {"Phase", "retention"},
                    new String[] {"HitPolicy", "FIRST"},
                    new String[] {},
                    new String[] {"RuleTable Many"}));
            String[][] lines = new String[4][columns + 3];
            for (int c = 0; c < columns; c++) {
                lines[0][c + 1] = "CONDITION";
                lines[2][c + 1] = LargeTables.FIELDS.get(c).name();
                lines[3][c + 1] = "Column " + c;
            }
            lines[0][0] = "NAME";
            lines[3][0] = "Row";
            lines[0][columns + 1] = "ACTION";
            lines[2][columns + 1] = "messageTheme";
            lines[3][columns + 1] = "Theme";
            lines[0][columns + 2] = "DESCRIPTION";
            lines[2][columns + 2] = "en";
            lines[3][columns + 2] = "Why";
            head.addAll(List.of(lines));
            for (int r = 0; r < head.size(); r++) {
                write(sheet, r, head.get(r));
            }
            for (int i = 0; i < rows.size() - head.size(); i++) {
                int r = head.size() + i;
                String[] cells = new String[columns + 3];
                cells[0] = "M" + i;
                for (int c = 0; c < columns; c++) {
                    cells[c + 1] = rows.get(i).get(c) instanceof Condition.Numbers numbers ? text(numbers) : null;
                }
                cells[columns + 1] = i % 2 == 0 ? "SAVINGS" : "APPRECIATION";
                cells[columns + 2] = "row " + i;
                write(sheet, r, cells);
            }
            workbook.write(out);
        }
        return out.toByteArray();
    }

    private static void write(Sheet sheet, int row, String[] cells) {
        Row line = sheet.createRow(row);
        for (int c = 0; c < cells.length; c++) {
            if (cells[c] != null) {
                line.createCell(c).setCellValue(cells[c]);
            }
        }
    }

    private static String text(Condition.Numbers numbers) {
        Interval interval = numbers.intervals().getFirst();
        String text = interval.low() == Double.NEGATIVE_INFINITY
                ? "< " + ValueText.of(interval.high())
                : interval.high() == Double.POSITIVE_INFINITY
                        ? ">= " + ValueText.of(interval.low())
                        : ValueText.of(interval.low()) + "..<" + ValueText.of(interval.high());
        return numbers.matchesUnknown() ? text + ", unknown" : text;
    }
}
