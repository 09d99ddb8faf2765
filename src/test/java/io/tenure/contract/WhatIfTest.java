package io.tenure.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.tenure.UsersForTests;
import org.junit.jupiter.api.Test;

/// What would change a decision, the letter that says so, and what a change of the retention brings.
@QuarkusTest
class WhatIfTest {
    @Test
    void onePointOfRetentionBringsAsManyPurchasesAsTheCustomersItKeeps() {
        JsonPath answer = post("en", """
            {"newCustomers": 100, "existingCustomers": 1000, "retention": 0.8, "usage": 5, "price": 20}""").then().statusCode(200).extract().jsonPath();
        assertThat(answer.getDouble("revenue")).isEqualTo(90_000);
        assertThat(answer.getDouble("changedRetention")).isEqualTo(.81);
        assertThat(answer.getDouble("changedRevenue")).isEqualTo(91_000);
        assertThat(answer.getDouble("gain")).isEqualTo(1_000);
        assertThat(answer.getString("reason")).isEqualTo("Retention of 81% instead of 80% brings 1,000 a year.");
    }

    @Test
    void aLossIsSaidInChineseToo() {
        JsonPath answer = post("zh", """
            {"newCustomers": 0, "existingCustomers": 1000, "retention": 0.8, "usage": 5, "price": 20,
             "retentionChange": -0.1}""").then().statusCode(200).extract().jsonPath();
        assertThat(answer.getDouble("gain")).isEqualTo(-10_000);
        assertThat(answer.getString("reason")).isEqualTo("保留率由80%变为70%，每年减少收入10,000。");
    }

    @Test
    void retentionStaysWithinAllCustomers() {
        JsonPath answer = post("en", """
            {"newCustomers": 1, "existingCustomers": 10, "retention": 1, "usage": 1, "price": 1}""").then().statusCode(200).extract().jsonPath();
        assertThat(answer.getDouble("changedRetention")).isEqualTo(1);
        assertThat(answer.getDouble("gain")).isEqualTo(0);
    }

    @Test
    void listsEveryFaultOfTheRequest() {
        JsonPath problem = post("en", """
            {"existingCustomers": -1, "retention": 80, "usage": "5", "churn": 0.2}""").then().statusCode(400).extract().jsonPath();
        assertThat(problem.getList("faults.pointer"))
                .containsExactly("/newCustomers", "/existingCustomers", "/retention", "/usage", "/price", "/churn");
        assertThat(problem.getString("faults[2].expected")).isEqualTo("a number from 0 to 1");
    }

    private static final String CUSTOMER = """
            "customerId": "what-if-1", "asOf": "2026-06-30", "facts": {"relationshipType": "NON_CONTRACTUAL",
            "purchaseCount": 12, "firstPurchaseDate": "2024-01-10", "lastPurchaseDate": "2026-05-16",
            "volumeCurrent": 400, "volumePrior": 1000, "openComplaints": 1, "unitMargin": 0.4, "satisfaction": 4,
            "serviceCost": 20, "marketingConsent": true}""";

    @Test
    void whatWouldChangeADecisionIsProvenByDecidingAgain() {
        JsonPath answer = whatIf("{" + CUSTOMER + ", \"wish\": {\"nextBestAction\": \"not COMPLAINT_RECOVERY\"}}", "en")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat(answer.getString("now.nextBestAction")).isEqualTo("COMPLAINT_RECOVERY");
        assertThat(answer.getString("byFirm.changes[0].fact")).isEqualTo("openComplaints");
        assertThat(answer.getInt("byFirm.changes[0].then")).isZero();
        assertThat(answer.getList("byFirm.changes[0].changedBy")).containsExactly("FIRM");
        assertThat(answer.getBoolean("byFirm.proven")).isTrue();
        assertThat(answer.getString("byFirm.outcomes.nextBestAction")).isNotEqualTo("COMPLAINT_RECOVERY");
    }

    /// The cap of contacts in 30 days is reached, and no fact tells which of them it was.
    @Test
    void waitingUntilContactsAreLongEnoughAgoIsAChange() {
        JsonPath answer = whatIf("""
            {"customerId": "what-if-2", "asOf": "2026-06-30", "facts": {"relationshipType": "NON_CONTRACTUAL",
             "purchaseCount": 8, "recencyDays": 20, "clv": 900, "marketingConsent": true, "satisfaction": 5,
             "currentValueScore": 70, "potentialValueScore": 70},
             "contacts": [{"date": "2026-06-29", "channel": "EMAIL"}, {"date": "2026-06-28", "channel": "EMAIL"},
              {"date": "2026-06-27", "channel": "PHONE"}, {"date": "2026-06-26", "channel": "EMAIL"},
              {"date": "2026-06-25", "channel": "EMAIL"}],
             "wish": {"nextBestAction": "not NO_ACTION"}}""", "en").then().statusCode(200).extract().jsonPath();
        assertThat(answer.getList("nearest.changes.fact")).containsExactly("asOf");
        assertThat(answer.getString("nearest.changes[0].then")).isEqualTo("2026-07-26");
    }

    @Test
    void theAnswerIsTextToo() {
        String body = "{" + CUSTOMER + ", \"wish\": {\"nextBestAction\": \"not COMPLAINT_RECOVERY\"}}";
        assertThat(text(body, "en"))
                .startsWith("What would change the decision about what-if-1 on 2026-06-30")
                .contains("What the firm can do: number of open complaints: 0 instead of 1.");
        assertThat(text(body, "zh")).contains("企业能做的：未解决投诉数为0，而非1。");
    }

    @Test
    void everyFaultOfTheQuestionIsListed() {
        assertThat(whatIf("{\"asOf\": \"2026-06-30\", \"wish\": {\"stage\": \"NOWHERE\"}, \"facts\": {}}", "en")
                        .jsonPath()
                        .getList("faults.pointer"))
                .contains("/customerId", "/facts/relationshipType", "/wish/stage");
        assertThat(whatIf("{\"decisionId\": \"7\", \"facts\": {}}", "en")
                        .jsonPath()
                        .getList("faults.pointer"))
                .containsExactlyInAnyOrder("/decisionId", "/facts");
        assertThat(whatIf("{" + CUSTOMER + ", \"explain\": \"full\"}", "en").statusCode())
                .isEqualTo(400);
    }

    @Test
    void aStoredDecisionIsAskedByItsIdAndExplainedInALetter() {
        String id = UsersForTests.as("tester")
                .contentType("application/json")
                .body("{" + CUSTOMER + "}")
                .post("/api/v1/decisions")
                .jsonPath()
                .getString("decisionId");
        JsonPath answer = whatIf(
                        "{\"decisionId\": \"" + id + "\", \"wish\": {\"nextBestAction\": \"not COMPLAINT_RECOVERY\"}}",
                        "en")
                .jsonPath();
        assertThat(answer.getString("byFirm.changes[0].fact")).isEqualTo("openComplaints");
        assertThat(letter(id, "en", "tester").asString())
                .contains("To customer what-if-1", "The procedure", "The principal reasons", "open complaint")
                .contains("What would have led to another result\nWith ", "Articles 15, 16 and 22");
        assertThat(letter(id, "zh", "tester").asString()).contains("致客户what-if-1", "主要原因", "怎样会得到其他结果\n若");
        assertThat(letter(id, "en", "caller").statusCode()).isEqualTo(404);
        assertThat(letter(id, "en", "olga").statusCode()).isEqualTo(403);
    }

    private static Response letter(String id, String language, String user) {
        return UsersForTests.as(user).header("Accept-Language", language).get("/api/v1/decisions/" + id + "/letter");
    }

    private static Response whatIf(String body, String language) {
        return UsersForTests.as("tester")
                .header("Accept-Language", language)
                .contentType("application/json")
                .body(body)
                .post("/api/v1/what-if");
    }

    private static String text(String body, String language) {
        return UsersForTests.as("tester")
                .header("Accept-Language", language)
                .accept("text/plain")
                .contentType("application/json")
                .body(body)
                .post("/api/v1/what-if")
                .asString();
    }

    private static Response post(String language, String body) {
        return UsersForTests.as("tester")
                .header("Accept-Language", language)
                .contentType("application/json")
                .body(body)
                .post("/api/v1/what-if/revenue");
    }
}
