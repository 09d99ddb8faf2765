package io.tenure.contract;

import static io.tenure.UsersForTests.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// The stored decisions of one customer: read, replayed, and shown as a timeline.
@QuarkusTest
class CustomerHistoryTest extends RecordedCustomer {
    @Test
    void aStoredDecisionIsReturnedByteForByteInItsLanguage() {
        Response decided = decide(stable("2026-03-01").replaceFirst("\\{", "{\"explain\": \"full\", "), "zh", null);
        Response read = as("viewer").header("Accept-Language", "en").get(decision(decided));
        assertThat(read.statusCode()).isEqualTo(200);
        assertThat(read.header("Content-Language")).isEqualTo("zh");
        assertThat(read.header("Cache-Control")).isEqualTo("no-store");
        assertThat(read.asByteArray()).isEqualTo(decided.asByteArray());
    }

    @Test
    void theDecisionsAboutACustomerAreListedNewestFirst() throws Exception {
        String first =
                json(decide(stable("2026-03-01"), "en", null)).get("decisionId").textValue();
        String second = json(decide(declining("2026-03-09"), "en", null))
                .get("decisionId")
                .textValue();
        Response read = as("viewer").get("/api/v1/customers/{id}/decisions", customer);
        assertThat(read.statusCode()).isEqualTo(200);
        assertThat(read.header("Cache-Control")).isEqualTo("no-store");
        assertThat(read.jsonPath().getList("decisions.decisionId")).containsExactly(second, first);
        assertThat(read.jsonPath().getList("decisions.asOf")).containsExactly("2026-03-09", "2026-03-01");
        assertThat(read.jsonPath().getList("decisions.stage")).containsExactly("STABLE", "STABLE");
        assertThat(as("viewer")
                        .get("/api/v1/customers/{id}/decisions?limit=1", customer)
                        .jsonPath()
                        .getList("decisions.decisionId"))
                .containsExactly(second);
        as("caller").get("/api/v1/customers/{id}/decisions", customer).then().statusCode(403);
        as("viewer")
                .get("/api/v1/customers/{id}/decisions", "nobody-" + UUID.randomUUID())
                .then()
                .statusCode(404);
    }

    @Test
    void anUnknownDecisionIsNotFound() {
        for (String id : List.of(UUID.randomUUID().toString(), "1-1-1-1-1", "nonsense")) {
            as("viewer")
                    .get("/api/v1/decisions/" + id)
                    .then()
                    .statusCode(404)
                    .body("type", equalTo("urn:tenure:problem:no-such-decision"));
        }
        as("viewer")
                .get("/api/v1/customers/{id}/timeline", "nobody-" + UUID.randomUUID())
                .then()
                .statusCode(404)
                .body("type", equalTo("urn:tenure:problem:no-such-customer"));
    }

    @Test
    void aReplayIsEqualInEveryValueAndNotStored() throws Exception {
        decide(stable("2026-03-01"), "en", null);
        List<Response> decided = List.of(
                decide(stable("2026-03-05"), "en", null),
                decide(declining("2026-03-09").replaceFirst("\\{", "{\"reserveContact\": true, "), "zh", null),
                decide(declining("2026-04-20").replaceFirst("\\{", "{\"ruleset\": {\"release\": 1}, "), "en", null),
                decide(stable("2026-05-20"), "en", "key-" + UUID.randomUUID()));
        String before = rows("select count(*) from decision").getFirst();
        for (Response one : decided) {
            as("viewer")
                    .post(decision(one) + "/replay")
                    .then()
                    .statusCode(200)
                    .body("identical", equalTo(true))
                    .body("differences.size()", equalTo(0))
                    .body("release", equalTo(1))
                    .body("active.release", equalTo(1))
                    .body("active.identical", equalTo(true));
        }
        assertThat(rows("select count(*) from decision").getFirst()).isEqualTo(before);
        assertThat(as("viewer")
                        .accept("text/plain")
                        .post(decision(decided.getFirst()) + "/replay")
                        .asString())
                .contains("every value is the same", "Nothing was stored");
    }

    @Test
    void aReplayUsesTheReleaseOfTheDecision() throws Exception {
        String today = java.time.LocalDate.now(java.time.ZoneOffset.UTC).toString();
        Response decided = decide(stable(today).replaceFirst("\\{", "{\"ruleset\": \"active-at-as-of\", "), "en", null);
        as("viewer").post(decision(decided) + "/replay").then().statusCode(200).body("identical", equalTo(true));
    }

    @Test
    void theTimelineShowsStagesSpansAndReasons() throws Exception {
        decide(forming("2025-01-10"), "en", null);
        decide(stable("2025-06-10"), "zh", null);
        decide(declining("2025-10-01"), "en", null);
        decide(stable("2025-12-01"), "en", null);
        JsonNode path = json(timeline("en", "application/json"));
        assertThat(path.at("/customerId").textValue()).isEqualTo(customer);
        assertThat(path.at("/stage").textValue()).isEqualTo("STABLE");
        assertThat(path.at("/highestStageReached").textValue()).isEqualTo("STABLE");
        assertThat(path.at("/lapses").intValue()).isEqualTo(1);
        assertThat(path.at("/returns").intValue()).isEqualTo(1);
        assertThat(path.at("/stableReentries").intValue()).isEqualTo(1);
        assertThat(path.at("/spans")).hasSize(4);
        assertThat(path.at("/spans/0").toString())
                .isEqualTo("{\"stage\":\"FORMATION\",\"from\":\"2025-01-10\",\"to\":\"2025-06-10\",\"days\":151}");
        assertThat(path.at("/spans/3/to").isNull()).isTrue();
        assertThat(path.at("/points/1/transition").textValue()).isEqualTo("USUAL");
        // Decided in Chinese, shown in English.
        assertThat(path.at("/points/1/language").textValue()).isEqualTo("en");
        assertThat(path.at("/points/1/decidedBy/0/reason").textValue()).contains("sales volume holds (-4%)");
        assertThat(path.at("/points/2/decidedBy/0/workbook").textValue()).isEqualTo("stage.xlsx");
        assertThat(path.at("/points/2/decidedBy/0/name").textValue()).isEqualTo("ST6.1");
        assertThat(path.at("/labels/STABLE").isTextual()).isTrue();
        assertThat(json(timeline("zh", "application/json"))
                        .at("/points/0/decidedBy/0/reason")
                        .textValue())
                .contains("已购买");
    }

    @Test
    void aStageChangeBackIsHeldForFourteenDaysAndThenAllowed() throws Exception {
        decide(stable("2026-01-01"), "en", null);
        decide(declining("2026-02-01"), "en", null);
        JsonNode held = json(decide(stable("2026-02-14"), "en", null));
        assertThat(held.at("/outcomes/stage").textValue()).isEqualTo("DECLINE");
        assertThat(held.at("/outcomes/stageTransition").textValue()).isEqualTo("HELD");
        JsonNode through = json(decide(stable("2026-02-15"), "en", null));
        assertThat(through.at("/outcomes/stage").textValue()).isEqualTo("STABLE");
        assertThat(through.at("/outcomes/stageTransition").textValue()).isEqualTo("USUAL");
        JsonNode path = json(timeline("en", "application/json"));
        assertThat(path.at("/heldTransitions").intValue()).isEqualTo(1);
        // The last hit is the row that held it.
        assertThat(path.at("/points/2/decidedBy/0/table").textValue()).isEqualTo("Stage");
        assertThat(path.at("/points/2/decidedBy/1/name").textValue()).isEqualTo("TR3.4");
    }

    @Test
    void anUnusualTransitionIsReported() throws Exception {
        decide(stable("2026-01-01"), "en", null);
        JsonNode back = json(decide(prospect("2026-03-01"), "en", null));
        assertThat(back.at("/outcomes/stageTransition").textValue()).isEqualTo("UNUSUAL");
        assertThat(json(timeline("en", "application/json"))
                        .at("/unusualTransitions")
                        .intValue())
                .isEqualTo(1);
        assertThat(timeline("en", "text/plain").asString()).contains("2026-03-01", "! unusual");
    }

    @Test
    void theTimelineIsAvailableAsTextAndSvg() {
        decide(forming("2025-01-10"), "en", null);
        decide(stable("2025-06-10").replaceFirst("\\{", "{\"reserveContact\": true, "), "en", null);
        Response text = timeline("en", "text/plain");
        assertThat(text.contentType()).startsWith("text/plain");
        assertThat(text.asString()).contains(customer, "█", "2025-06-10", "stage.xlsx, Stage, row 30");
        Response picture = timeline("zh", "image/svg+xml");
        assertThat(picture.contentType()).startsWith("image/svg+xml");
        assertThat(picture.asString()).startsWith("<svg").contains("客户").doesNotContain("%d");
    }
}
