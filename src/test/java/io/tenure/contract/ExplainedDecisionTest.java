package io.tenure.contract;

import static io.tenure.UsersForTests.as;
import static io.tenure.UsersForTests.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// How much of the reasons an answer holds, and why not otherwise.
@QuarkusTest
class ExplainedDecisionTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final String customer = "customer-" + UUID.randomUUID();

    @Test
    void anAnswerHoldsTheRowsThatDecidedWhatMattersMost() throws IOException {
        JsonNode answer = json(decide(""));
        List<String> wrote = new ArrayList<>();
        answer.get("hits").forEach(hit -> hit.get("wrote").fieldNames().forEachRemaining(wrote::add));
        assertThat(answer.get("hits")).hasSizeBetween(4, 8);
        assertThat(wrote).contains("stage", "retentionLevel", "riskBand", "candidate.action");
        assertThat(answer.has("explanation")).isFalse();
    }

    @Test
    void anAnswerWithoutExplanationHoldsNoRows() throws IOException {
        JsonNode answer = json(decide("\"explain\": \"none\", "));
        assertThat(answer.get("hits")).isEmpty();
        assertThat(answer.at("/outcomes/stage").textValue()).isEqualTo("DECLINE");
        assertThat(answer.at("/nextBestActions/0/reason").textValue()).isNotEmpty();
    }

    @Test
    void aFullAnswerSaysOfEveryActionWhatBecameOfIt() throws IOException {
        JsonNode answer = json(decide("\"explain\": \"full\", "));
        assertThat(answer.get("hits").size()).isGreaterThan(20);
        assertThat(answer.at("/explanation/actions").findValuesAsText("action"))
                .contains("NO_ACTION", "CROSS_SELL_NEW_BUSINESS", "COMPLAINT_RECOVERY");
        assertThat(answer.at("/explanation/outcomes").findValuesAsText("outcome"))
                .contains("stage", "retentionLevel");
    }

    @Test
    void anUnknownExtentIsAFault() {
        assertThat(decide("\"explain\": \"everything\", ").jsonPath().getList("faults.pointer"))
                .containsExactly("/explain");
        assertThat(decide("\"explain\": null, ").statusCode()).isEqualTo(400);
    }

    @Test
    void aStoredDecisionIsExplainedAnyTimeLater() throws IOException {
        String id = json(decide("")).get("decisionId").textValue();
        JsonNode later = json(given().queryParam("row", "ST1").get("/api/v1/decisions/" + id + "/explanation"));
        assertThat(later.get("identical").booleanValue()).isTrue();
        assertThat(later.at("/explanation/rows/0/name").textValue()).isEqualTo("ST1");
        assertThat(later.at("/explanation/rows/0/conditions/0/met").booleanValue())
                .isFalse();
        JsonNode full = json(decide("\"explain\": \"full\", "));
        assertThat(later.at("/explanation/actions").findValuesAsText("status"))
                .isEqualTo(full.at("/explanation/actions").findValuesAsText("status"));
    }

    @Test
    void aStoredDecisionIsReadAsItWasAnsweredOrWithMoreOfItsReasons() throws IOException {
        Response answered = decide("");
        String path = "/api/v1/decisions/" + json(answered).get("decisionId").textValue();
        assertThat(given().get(path).asByteArray()).isEqualTo(answered.asByteArray());
        assertThat(json(given().get(path + "?explain=none")).get("hits")).isEmpty();
        JsonNode full = json(given().get(path + "?explain=full"));
        assertThat(full.get("hits").size())
                .isGreaterThan(json(answered).get("hits").size());
        assertThat(full.at("/explanation/actions").isEmpty()).isFalse();
        given().get(path + "?explain=all").then().statusCode(400);
    }

    @Test
    void theSameRequestGetsTheSameExplanation() {
        String key = UUID.randomUUID().toString();
        for (String extent : List.of("none", "short", "full")) {
            String member = "\"explain\": \"" + extent + "\", ";
            String first = decide(member, key + extent).asString();
            assertThat(decide(member, key + extent).asString()).as(extent).isEqualTo(first);
        }
    }

    @Test
    void aDecisionReadsAsThreeSentencesAndItsRows() throws IOException {
        String text = as("tester")
                .contentType("application/json")
                .accept("text/plain")
                .header("Accept-Language", "en")
                .body(body(""))
                .post("/api/v1/decisions")
                .asString();
        assertThat(text.lines().limit(3)).allMatch(line -> line.endsWith("."));
        assertThat(text)
                .startsWith(customer + " on 2026-03-01: ")
                .contains("Decided by", "stage.xlsx, sheet Stage, row ");

        String id = json(decide("")).get("decisionId").textValue();
        assertThat(given().accept("text/plain").get("/api/v1/decisions/" + id).asString())
                .startsWith(customer + " on 2026-03-01: ");
    }

    @Test
    void onlyTheOwnDecisionsAreExplainedToACaller() throws IOException {
        String id = json(decide("")).get("decisionId").textValue();
        as("caller").get("/api/v1/decisions/" + id + "/explanation").then().statusCode(404);
        given().get("/api/v1/decisions/" + UUID.randomUUID() + "/explanation")
                .then()
                .statusCode(404);
    }

    @Test
    void anAuthorDecidesOneCustomerByADraftAndStoresNothing() throws IOException {
        int draft = RulesApi.draft("ann", "settings.xlsx", BundleFiles.settings(0.61));
        String body = body("\"ruleset\": {\"draft\": " + draft + "}, ");
        Response tried = as("ann").contentType("application/json").body(body).post("/api/v1/decisions");
        JsonNode answer = json(tried);
        assertThat(answer.at("/ruleset/release").intValue()).isZero();
        assertThat(answer.at("/outcomes/stage").textValue()).isEqualTo("DECLINE");
        given().get("/api/v1/decisions/" + answer.get("decisionId").textValue())
                .then()
                .statusCode(404);
        as("viewer").get("/api/v1/customers/{id}/timeline", customer).then().statusCode(404);
        as("caller")
                .contentType("application/json")
                .body(body)
                .post("/api/v1/decisions")
                .then()
                .statusCode(403);
        as("ann")
                .contentType("application/json")
                .body(body("\"ruleset\": {\"draft\": 999999}, "))
                .post("/api/v1/decisions")
                .then()
                .statusCode(404);
        as("ann").delete("/api/v1/rulesets/drafts/" + draft).then().statusCode(204);
    }

    @Test
    void aDraftWithErrorsDecidesNobody() throws IOException {
        int draft = RulesApi.draft("ann", "settings.xlsx", BundleFiles.edited("Parameters", "lapseGapRatio", 1, "two"));
        Response tried = as("ann")
                .contentType("application/json")
                .body(body("\"ruleset\": {\"draft\": " + draft + "}, "))
                .post("/api/v1/decisions");
        assertThat(tried.statusCode()).isEqualTo(422);
        assertThat(tried.jsonPath().getString("type")).isEqualTo("urn:tenure:problem:rules-have-errors");
        assertThat(tried.jsonPath().getList("faults")).isNotEmpty();
        as("ann").delete("/api/v1/rulesets/drafts/" + draft).then().statusCode(204);
    }

    private Response decide(String members) {
        return decide(members, null);
    }

    private Response decide(String members, String key) {
        var request = as("tester").contentType("application/json").header("Accept-Language", "en");
        return (key == null ? request : request.header("Idempotency-Key", key))
                .body(body(members))
                .post("/api/v1/decisions");
    }

    private String body(String members) {
        return """
            {%s"customerId": "%s", "asOf": "2026-03-01", "facts": {
              "relationshipType": "NON_CONTRACTUAL", "marketingConsent": true, "purchaseCount": 12,
              "recencyDays": 30, "volumeCurrent": 40, "volumePrior": 100, "profitCurrent": 25, "profitPrior": 50,
              "openComplaints": 1, "satisfaction": 2, "clv": 2500}}
            """.formatted(members, customer);
    }

    private static JsonNode json(Response response) throws IOException {
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        return MAPPER.readTree(response.asString());
    }
}
