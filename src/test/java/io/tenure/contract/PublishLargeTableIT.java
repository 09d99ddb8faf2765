package io.tenure.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Publishes a table of 1,000 rows repeatedly, and prints the time from the upload to the first decision by it,
/// including checks and scenarios.
@Tag("slow")
class PublishLargeTableIT {
    private static final int ROWS = 1_000;
    private static final int ROUNDS = 11;

    private final PackagedService service = new PackagedService("publish-large-table.log").withAllCompilers();

    @AfterEach
    void stop() throws InterruptedException {
        service.kill();
    }

    @Test
    void aPublishedTableOfAThousandRowsDecidesAtOnce() throws Exception {
        service.start();
        List<Long> millis = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            String theme = round % 2 == 0 ? "SAVINGS" : "APPRECIATION";
            byte[] workbook = workbook(theme);
            long begun = System.nanoTime();
            HttpResponse<String> published = service.publish(service.draft(Map.of("many-rows.xlsx", workbook)));
            assertThat(published.statusCode()).as(published.body()).isEqualTo(200);
            HttpResponse<String> decided = service.decide(String.format(Locale.ROOT, """
                    {"customerId": "many", "asOf": "2026-06-30",
                     "facts": {"relationshipType": "NON_CONTRACTUAL", "purchaseCount": %d, "recencyDays": 4}}
                    """, 1_000 + ROWS / 2));
            millis.add((System.nanoTime() - begun) / 1_000_000);
            assertThat(service.json(decided)
                            .path("outcomes")
                            .path("messageTheme")
                            .asText())
                    .isEqualTo(theme);
        }
        System.out.printf(
                Locale.ROOT,
                "%d rows, from the upload to the first decision: %s ms; median of the last %d: %d ms%n",
                ROWS,
                millis,
                ROUNDS - 3,
                millis.stream().skip(3).sorted().toList().get((ROUNDS - 3) / 2));
    }

    /// A row for each purchase count from 1,000 on, far above those of any scenario.
    private static byte[] workbook(String theme) throws IOException {
        try (Workbook book = new XSSFWorkbook();
                ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            Sheet sheet = book.createSheet("Many");
            String[][] head = {
                {"RuleSet", "tenure.tables"},
                {"Phase", "retention"},
                {"HitPolicy", "UNIQUE"},
                {},
                {"RuleTable Many"},
                {"NAME", "CONDITION", "ACTION", "DESCRIPTION"},
                {},
                {"", "purchaseCount", "messageTheme", "en"},
                {"Row", "Purchases", "Theme", "Why"}
            };
            for (int r = 0; r < head.length; r++) {
                for (int c = 0; c < head[r].length; c++) {
                    cell(sheet, r, c).setCellValue(head[r][c]);
                }
            }
            for (int i = 0; i < ROWS; i++) {
                int r = head.length + i;
                cell(sheet, r, 0).setCellValue("M" + i);
                cell(sheet, r, 1).setCellValue(1_000 + i);
                cell(sheet, r, 2).setCellValue(theme);
                cell(sheet, r, 3).setCellValue("row " + i);
            }
            book.write(out);
            return out.toByteArray();
        }
    }

    private static org.apache.poi.ss.usermodel.Cell cell(Sheet sheet, int row, int column) {
        var line = sheet.getRow(row) == null ? sheet.createRow(row) : sheet.getRow(row);
        return line.createCell(column);
    }
}
