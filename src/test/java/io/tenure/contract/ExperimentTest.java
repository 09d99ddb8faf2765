package io.tenure.contract;

import static io.tenure.UsersForTests.as;
import static io.tenure.contract.RulesApi.API;
import static io.tenure.contract.RulesApi.active;
import static io.tenure.contract.RulesApi.draft;
import static io.tenure.contract.RulesApi.publish;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tenure.storage.Database;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.ss.usermodel.WorkbookFactory;
import org.junit.jupiter.api.Test;

/// An experiment that is published: customers are drawn, told and recorded.
@QuarkusTest
@TestProfile(RulePublishingTest.OwnDatabase.class)
class ExperimentTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Inject
    Database database;

    private enum Arm {
        HOLDOUT,
        ADVISED
    }

    @Test
    void drawnCustomersGetNoContactsThatWeStartAndAreOnRecord() throws IOException {
        int before = active();
        int id = draft("ann", "settings.xlsx", withHoldout());
        publish("bob", id, "{\"acknowledgeWarnings\": true}").statusCode(200);
        try {
            assertThat(as("viewer").get("/api/v1/ruleset").jsonPath().getList("experiments.name"))
                    .isEqualTo(List.of("H1"));
            Map<Arm, JsonNode> answers = bothArms();
            JsonNode held = answers.get(Arm.HOLDOUT);
            JsonNode advised = answers.get(Arm.ADVISED);

            assertThat(advised.at("/reservedContact/action").textValue()).isNotEmpty();
            String best = advised.at("/nextBestActions/0/action").textValue();
            assertThat(held.has("reservedContact")).isFalse();
            assertThat(held.at("/nextBestActions/0/action").textValue()).isEqualTo("NO_ACTION");
            assertThat(held.at("/experiments/0/withheld/0/action").textValue()).isEqualTo(best);
            assertThat(held.at("/experiments/0/withheld/0/rank").intValue()).isEqualTo(1);
            assertThat(held.at("/experiments/0/experiment").textValue()).isEqualTo("H1");
            assertThat(held.at("/experiments/0/sheet").textValue()).isEqualTo("Experiments");
            assertThat(held.at("/experiments/0/row").intValue()).isEqualTo(2);
            assertThat(held.get("excluded").findValuesAsText("rule")).contains("H1");
            assertThat(advised.at("/experiments/0/withheld")).isEmpty();

            for (Arm arm : Arm.values()) {
                String decision = answers.get(arm).get("decisionId").textValue();
                assertThat(columns(decision)).isEqualTo("{H1} {" + arm + "} 2200");
                assertThat(as("viewer")
                                .post("/api/v1/decisions/" + decision + "/replay")
                                .jsonPath()
                                .getBoolean("identical"))
                        .isTrue();
            }
            String decision = held.get("decisionId").textValue();
            assertThat(as("viewer")
                            .get("/api/v1/decisions/" + decision + "?explain=full")
                            .jsonPath()
                            .getString("explanation.actions.find { it.action == '" + best + "' }.sentence"))
                    .isEqualTo("Withheld by experiment H1.");
            assertThat(contacts(decision)).as("nothing counts").isEqualTo(0);
            // The same customer is drawn again, by a draft as by the release.
            assertThat(decide("ann", held.get("customerId").textValue(), "\"ruleset\": {\"draft\": " + second() + "},")
                            .at("/experiments/0/arm")
                            .textValue())
                    .isEqualTo("HOLDOUT");
        } finally {
            as("bob").post(API + "/releases/" + before + "/activate").then().statusCode(200);
        }
    }

    private static int second() throws IOException {
        return draft("ann", "settings.xlsx", withHoldout());
    }

    private static Map<Arm, JsonNode> bothArms() throws IOException {
        Map<Arm, JsonNode> answers = new EnumMap<>(Arm.class);
        while (answers.size() < 2) {
            JsonNode answer = decide("caller", "drawn-" + UUID.randomUUID(), "\"reserveContact\": true,");
            answers.put(Arm.valueOf(answer.at("/experiments/0/arm").textValue()), answer);
        }
        return answers;
    }

    private static JsonNode decide(String who, String customer, String members) throws IOException {
        return MAPPER.readTree(as(who).contentType("application/json")
                .body("""
                        {"customerId": "%s", "asOf": "2026-06-30", %s "facts": {
                         "relationshipType": "NON_CONTRACTUAL", "purchaseCount": 15, "recencyDays": 20,
                         "volumeCurrent": 520, "volumePrior": 500, "annualVolume": 2183, "profitCurrent": 210,
                         "profitPrior": 200, "stableDays": 200, "openComplaints": 0, "satisfaction": 4,
                         "marketingConsent": true, "clv": 2500, "currentValueScore": 85, "potentialValueScore": 70,
                         "npsScore": 9, "shareOfWallet": 0.4}}""".formatted(customer, members))
                .post("/api/v1/decisions")
                .then()
                .statusCode(200)
                .extract()
                .asString());
    }

    private String columns(String decision) {
        return database.transaction(connection -> Database.list(
                        connection,
                        row -> row.getString(1) + " " + row.getString(2) + " " + row.getString(3),
                        "select experiments::text, arms::text, covariate::text from decision where id = ?",
                        UUID.fromString(decision))
                .getFirst());
    }

    private int contacts(String decision) {
        return database.transaction(connection -> Database.list(
                        connection,
                        row -> row.getInt(1),
                        "select count(*) from contact where decision = ?",
                        UUID.fromString(decision))
                .getFirst());
    }

    private static byte[] withHoldout() throws IOException {
        byte[] bundled = Files.readAllBytes(Path.of("decision-tables/settings.xlsx"));
        try (Workbook book = WorkbookFactory.create(new ByteArrayInputStream(bundled));
                ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            Row row = book.getSheet("Experiments").createRow(1);
            row.createCell(0).setCellValue("H1");
            row.createCell(1).setCellValue("HOLDOUT");
            row.createCell(2).setCellValue(0.5);
            book.write(out);
            return out.toByteArray();
        }
    }
}
