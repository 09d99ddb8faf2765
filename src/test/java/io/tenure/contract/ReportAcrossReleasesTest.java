package io.tenure.contract;

import static io.tenure.UsersForTests.as;
import static io.tenure.contract.RulesApi.API;
import static io.tenure.contract.RulesApi.active;
import static io.tenure.contract.RulesApi.draft;
import static io.tenure.contract.RulesApi.publish;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.ss.usermodel.WorkbookFactory;
import org.junit.jupiter.api.Test;

/// Decisions of releases whose indicators and outcomes differ, in one report.
@QuarkusTest
@TestProfile(RulePublishingTest.OwnDatabase.class)
class ReportAcrossReleasesTest {
    @Test
    void eachDecisionCountsWithTheIndicatorsAndOutcomesOfItsRelease() throws IOException {
        int before = active();
        decide("first");
        int id = draft("ann", "settings.xlsx", changedSettings());
        publish("bob", id, "{\"acknowledgeWarnings\": true}").statusCode(200);
        try {
            decide("second");
        } finally {
            as("bob").post(API + "/releases/" + before + "/activate").then().statusCode(200);
        }
        JsonPath report = as("viewer")
                .get("/api/v1/report?groupBy=demographicSegment&outcome=demographicSegment:SENIOR")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat(report.getList("groups.key.demographicSegment")).isEqualTo(List.of("SENIOR"));
        assertThat(report.getInt("groups[0].decisions")).isEqualTo(2);
        assertThat(report.getInt("groups[0].retentionScores.selectionTime.count"))
                .isEqualTo(1);
        assertThat(report.getInt("groups[0].retentionScores.choiceTime.count")).isEqualTo(1);
        assertThat(report.getFloat("groups[0].retentionScores.choiceTime.mean")).isEqualTo(50f);
        assertThat(report.getInt("groups[0].retentionScores.score.count")).isEqualTo(2);
    }

    private static void decide(String customer) {
        as("caller")
                .contentType("application/json")
                .body("""
                        {"customerId": "across-%s", "asOf": "2026-06-30",
                         "facts": {"relationshipType": "NON_CONTRACTUAL", "purchaseCount": 4,
                                   "selectionTimeMinutes": 30},
                         "attributes": {"age": 71}}""".formatted(customer))
                .post("/api/v1/decisions")
                .then()
                .statusCode(200);
    }

    /// The bundled settings with another name of an indicator, and two outcomes in the other order.
    private static byte[] changedSettings() throws IOException {
        byte[] bundled = Files.readAllBytes(Path.of("decision-tables/settings.xlsx"));
        try (Workbook book = WorkbookFactory.create(new ByteArrayInputStream(bundled));
                ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            row(book.getSheet("Indicators"), 1, "selectionTime").getCell(1).setCellValue("choiceTime");
            Row demographic = row(book.getSheet("Outcomes"), 0, "demographicSegment");
            Row geographic = row(book.getSheet("Outcomes"), 0, "geographicSegment");
            for (int cell = 0; cell < demographic.getLastCellNum(); cell++) {
                if (demographic.getCell(cell) != null && geographic.getCell(cell) != null) {
                    String text = demographic.getCell(cell).toString();
                    demographic
                            .getCell(cell)
                            .setCellValue(geographic.getCell(cell).toString());
                    geographic.getCell(cell).setCellValue(text);
                }
            }
            book.write(out);
            return out.toByteArray();
        }
    }

    private static Row row(Sheet sheet, int column, String name) {
        return StreamSupport.stream(sheet.spliterator(), false)
                .filter(row -> row.getCell(column) != null
                        && row.getCell(column).toString().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
