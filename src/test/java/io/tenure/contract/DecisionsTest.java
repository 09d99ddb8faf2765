package io.tenure.contract;

import static io.tenure.UsersForTests.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Decides customers over HTTP by the bundled ruleset.
///
/// Golden responses are updated with `-Dtenure.refresh=true`; review the difference before committing them.
@QuarkusTest
class DecisionsTest {
    private static final Path CASES = Path.of("src/test/resources/cases/decisions");
    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    @TestFactory
    Stream<DynamicTest> answersAsBefore() {
        return Stream.of("complaining", "from-records")
                .map(name -> DynamicTest.dynamicTest(name, () -> {
                    JsonNode answer =
                            withoutVaryingFields(decide(Files.readString(CASES.resolve(name + ".json")), "en"));
                    Path golden = CASES.resolve(name + ".golden.json");
                    if (Boolean.getBoolean("tenure.refresh")) {
                        Files.writeString(golden, MAPPER.writeValueAsString(answer) + "\n");
                    }
                    assertThat(MAPPER.writeValueAsString(answer) + "\n").isEqualTo(Files.readString(golden));
                }));
    }

    @Test
    void containsIdTimeAndRuleset() throws IOException {
        decide(Files.readString(CASES.resolve("complaining.json")), "en")
                .then()
                .contentType("application/json")
                .header("Content-Language", "en")
                .body(
                        "decisionId",
                        matchesPattern("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"))
                .body("decidedAt", notNullValue())
                .body("ruleset.release", equalTo(1))
                .body("ruleset.hash", matchesPattern("sha256:[0-9a-f]{64}"))
                .body("outcomes.stage", equalTo("DECLINE"))
                .body("stageIn.chen", equalTo("DECLINE"))
                .body("nextBestActions[0].action", equalTo("COMPLAINT_RECOVERY"))
                .body("nextBestActions[0].score", equalTo(860.0f))
                .body("nextBestActions[1].action", equalTo("SAVE_OFFER"))
                .body("nextBestActions[1].score", equalTo(525.0f))
                .body("measures.ppv", equalTo(null))
                .body("unknown.ppv", containsString("unknown"))
                .body("hits.workbook", hasItem("stage.xlsx"))
                .body("hits.row", everyItem(notNullValue()));
    }

    @Test
    void respondsInChineseOnRequest() throws IOException {
        Response answer = decide(Files.readString(CASES.resolve("complaining.json")), "zh-CN,zh;q=0.9");
        answer.then().header("Content-Language", "zh").body("labels.DECLINE", matchesPattern(".*\\p{IsHan}.*"));
        assertThat(answer.jsonPath().getString("nextBestActions[0].reason")).containsPattern("\\p{IsHan}");
    }

    @Test
    void decidesTheSameCustomerAlikeAgain() throws IOException {
        String customer = Files.readString(CASES.resolve("from-records.json"));
        assertThat(withoutVaryingFields(decide(customer, "en")))
                .isEqualTo(withoutVaryingFields(decide(customer, "en")));
    }

    @Test
    void countsDecisionsAndHits() throws IOException {
        decide(Files.readString(CASES.resolve("complaining.json")), "en");
        String metrics =
                given().get("/q/metrics").then().statusCode(200).extract().asString();
        assertThat(metrics)
                .containsPattern("tenure_decisions_total\\{level=\"SOCIAL\",stage=\"DECLINE\"\\} [1-9]")
                .containsPattern("tenure_hits_total\\{row=\"ST6[^\"]*\",table=\"Stage\"\\} [1-9]")
                .contains("tenure_decision_seconds_bucket");
    }

    private static Response decide(String customer, String language) {
        Response response = given().header("Accept-Language", language)
                .contentType("application/json")
                .body(customer.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .post("/api/v1/decisions");
        response.then().statusCode(200);
        return response;
    }

    /// The response without the fields that differ between decisions, or after edits of a workbook.
    private static JsonNode withoutVaryingFields(Response response) throws IOException {
        ObjectNode answer = (ObjectNode) MAPPER.readTree(response.asByteArray());
        answer.remove("decisionId");
        answer.remove("decidedAt");
        ((ObjectNode) answer.get("ruleset")).remove("hash");
        return answer;
    }
}
