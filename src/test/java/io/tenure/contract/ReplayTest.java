package io.tenure.contract;

import static io.tenure.UsersForTests.as;
import static io.tenure.UsersForTests.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.tenure.storage.Database;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.ss.usermodel.WorkbookFactory;
import org.junit.jupiter.api.Test;

/// A decision replayed after the rules have changed.
@QuarkusTest
@TestProfile(RulePublishingTest.OwnDatabase.class)
class ReplayTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /// Without a purchase for 2.01 usual gaps.
    private static final String SILENT = """
        {"customerId": "replay-%s", "asOf": "2026-06-30", "facts": {"relationshipType": "NON_CONTRACTUAL",
         "purchaseCount": 15, "recencyDays": 201, "meanInterpurchaseDays": 100, "volumeCurrent": 480,
         "volumePrior": 500, "marketingConsent": true, "clv": 900}}
        """;

    @Inject
    Database database;

    @Test
    void theStoredReleaseDecidesTheSameAndTheActiveOneNamesTheRowThatDiffers() throws Exception {
        Response decided = given().contentType("application/json")
                .body(SILENT.formatted(UUID.randomUUID()))
                .post("/api/v1/decisions");
        JsonNode answer = MAPPER.readTree(decided.asByteArray());
        assertThat(answer.at("/outcomes/stage").textValue()).isEqualTo("DECLINE");
        int before = answer.at("/ruleset/release").intValue();
        publishLapseRatio(2.02);

        String path = "/api/v1/decisions/" + answer.get("decisionId").textValue() + "/replay";
        JsonNode replay = MAPPER.readTree(as("viewer").post(path).asByteArray());
        assertThat(replay.at("/identical").booleanValue()).isTrue();
        assertThat(replay.at("/release").intValue()).isEqualTo(before);
        assertThat(replay.at("/active/release").intValue()).isGreaterThan(before);
        assertThat(replay.at("/active/identical").booleanValue()).isFalse();
        JsonNode stage = replay.at("/active/outcomes").findParents("name").stream()
                .filter(o -> o.get("name").textValue().equals("stage"))
                .findFirst()
                .orElseThrow();
        assertThat(stage.get("before").textValue()).isEqualTo("DECLINE");
        assertThat(stage.get("after").textValue()).isEqualTo("STABLE");
        assertThat(stage.at("/rowBefore/name").textValue()).isEqualTo("ST4");
        assertThat(stage.at("/rowBefore/row").intValue()).isEqualTo(23);
        assertThat(stage.at("/rowAfter/workbook").textValue()).isEqualTo("stage.xlsx");
        assertThat(stage.at("/rowAfter/name").textValue()).isEqualTo("ST8u");
        assertThat(replay.at("/active/actions").isEmpty()).isFalse();
        assertThat(replay.at("/active/differences").toString()).contains("/outcomes/stage");

        String text = as("viewer").accept("text/plain").post(path).asString();
        assertThat(text)
                .contains("stage: DECLINE -> STABLE", "then: stage.xlsx, Stage, row 23 (ST4)", "now: stage.xlsx, Stage")
                .contains("every value is the same");
        assertThat(as("viewer")
                        .accept("text/plain")
                        .header("Accept-Language", "zh")
                        .post(path)
                        .asString())
                .contains("各项完全一致", "当时");
    }

    /// The same values for another reason are not the same decision.
    @Test
    void aReleaseThatChangesOnlyAReasonDecidesDifferently() throws Exception {
        JsonNode answer = MAPPER.readTree(given().contentType("application/json")
                .body(SILENT.formatted(UUID.randomUUID()))
                .post("/api/v1/decisions")
                .asByteArray());
        JsonNode hit = answer.get("hits")
                .valueStream()
                .filter(h -> h.at("/wrote/stage").isTextual())
                .reduce((_, last) -> last)
                .orElseThrow();
        int row = hit.get("row").intValue();
        String name = hit.get("name").textValue();
        String before = hit.get("reason").textValue();
        publish("stage.xlsx", book -> {
            Sheet sheet = book.getSheet("Stage");
            for (Row header : sheet) {
                for (Cell cell : header) {
                    if (cell.toString().equals("DESCRIPTION")) {
                        sheet.getRow(row - 1).getCell(cell.getColumnIndex()).setCellValue("for another reason");
                    }
                }
            }
        });
        String path = "/api/v1/decisions/" + answer.get("decisionId").textValue() + "/replay";
        JsonNode replay = MAPPER.readTree(as("viewer").post(path).asByteArray());
        assertThat(replay.at("/identical").booleanValue()).isTrue();
        assertThat(replay.at("/active/identical").booleanValue()).isFalse();
        assertThat(replay.at("/active/outcomes").isEmpty()).as(name).isTrue();
        assertThat(replay.at("/active/differences"))
                .allSatisfy(d -> assertThat(d.get("pointer").textValue()).endsWith("reason"))
                .anySatisfy(d -> {
                    assertThat(d.get("before").textValue()).isEqualTo(before);
                    assertThat(d.get("after").textValue()).isEqualTo("for another reason");
                });
    }

    @Test
    void anIncompatibleReleaseIsReported() throws Exception {
        Response decided = given().contentType("application/json")
                .body(SILENT.formatted(UUID.randomUUID()))
                .post("/api/v1/decisions");
        String id = decided.jsonPath().getString("decisionId");
        database.transaction(
                c -> Database.execute(c, "update decision set release = 99999 where id = ?", UUID.fromString(id)));
        as("viewer")
                .post("/api/v1/decisions/" + id + "/replay")
                .then()
                .statusCode(409)
                .body("type", org.hamcrest.Matchers.equalTo("urn:tenure:problem:release-incompatible"));
        as("viewer").get("/api/v1/decisions/" + id).then().statusCode(200);
    }

    private static void publishLapseRatio(double ratio) throws IOException {
        publish("settings.xlsx", book -> {
            for (Row row : book.getSheet("Parameters")) {
                if (row.getCell(0) != null && row.getCell(0).toString().equals("lapseGapRatio")) {
                    row.getCell(1).setCellValue(ratio);
                }
            }
        });
    }

    private static void publish(String name, Consumer<Workbook> change) throws IOException {
        byte[] workbook = as("viewer")
                .get("/api/v1/rulesets/active/bundle/decision-tables/" + name)
                .asByteArray();
        ByteArrayOutputStream changed = new ByteArrayOutputStream();
        try (Workbook book = WorkbookFactory.create(new ByteArrayInputStream(workbook))) {
            change.accept(book);
            book.write(changed);
        }
        int draft = as("ann")
                .multiPart("file", name, changed.toByteArray())
                .multiPart("comment", "for a test")
                .post("/api/v1/rulesets/drafts")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        Response published = as("bob")
                .contentType("application/json")
                .body("{\"acknowledgeWarnings\": true}")
                .post("/api/v1/rulesets/drafts/" + draft + "/publish");
        assertThat(published.statusCode()).as(published.asString()).isEqualTo(200);
    }
}
