package io.tenure.contract;

import static io.tenure.UsersForTests.as;
import static io.tenure.UsersForTests.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/// Every decision is stored before the response is sent, and stored facts are recalled.
@QuarkusTest
class StoredDecisionTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Inject
    DataSource source;

    private final String customer = "customer-" + UUID.randomUUID();

    @Test
    void aDecisionIsStoredBeforeTheResponse() throws Exception {
        JsonNode answer = json(decide(forming("2026-03-01"), null));
        assertThat(rows("select stage || ' ' || level || ' ' || action || ' ' || release from decision where id = '%s'"
                        .formatted(answer.get("decisionId").textValue())))
                .containsExactly(String.format(
                        Locale.ROOT,
                        "FORMATION SOCIAL %s %d",
                        answer.at("/nextBestActions/0/action").textValue(),
                        answer.at("/ruleset/release").intValue()));
    }

    @Test
    void noFactIsReadableInTheDatabase() throws Exception {
        decide(forming("2026-03-01"), "key-" + customer);
        List<String> all = new ArrayList<>();
        for (String table : List.of("customer", "decision", "timeline", "idempotency_key")) {
            all.addAll(rows("select %s::text from %s".formatted(table, table)));
        }
        assertThat(String.join("\n", all)).doesNotContain(customer).doesNotContain(hex(customer));
    }

    @Test
    void theSameRequestWithTheSameKeyReturnsTheSameDecision() throws Exception {
        String key = UUID.randomUUID().toString();
        String first = decide(forming("2026-03-01"), key).asString();
        assertThat(decide(forming("2026-03-01"), key).asString()).isEqualTo(first);
        assertThat(rows("select count(*) from decision where id = '%s'"
                        .formatted(json(first).get("decisionId").textValue())))
                .containsExactly("1");
    }

    @Test
    void anotherRequestWithTheSameKeyIsRejected() {
        String key = UUID.randomUUID().toString();
        decide(forming("2026-03-01"), key);
        Response refused = decide(forming("2026-03-02"), key);
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.jsonPath().getString("type")).isEqualTo("urn:tenure:problem:idempotency-key-reused");
    }

    @Test
    void theSameKeyOfAnotherUserIsAnotherKey() {
        String key = UUID.randomUUID().toString();
        decide(forming("2026-03-01"), key);
        as("caller")
                .contentType("application/json")
                .header("Idempotency-Key", key)
                .body(forming("2026-03-02"))
                .post("/api/v1/decisions")
                .then()
                .statusCode(200);
    }

    @Test
    void concurrentRequestsWithOneKeyGetOneDecision() throws Exception {
        String key = UUID.randomUUID().toString();
        List<String> ids = new ArrayList<>();
        for (JsonNode answer : atOnce(16, () -> decide(forming("2026-03-01"), key))) {
            ids.add(answer.get("decisionId").textValue());
        }
        assertThat(ids).hasSize(16);
        assertThat(ids.stream().distinct()).hasSize(1);
    }

    @Test
    void aCallerReadsItsOwnDecisionsAndNoOther() throws Exception {
        Response own = as("caller")
                .contentType("application/json")
                .body(forming("2026-03-01"))
                .post("/api/v1/decisions");
        String id = json(own).get("decisionId").textValue();
        assertThat(as("caller")
                        .get("/api/v1/decisions/" + id)
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString())
                .isEqualTo(own.asString());
        given().get("/api/v1/decisions/" + id).then().statusCode(200);

        String other =
                json(decide(forming("2026-03-02"), null)).get("decisionId").textValue();
        Response refused = as("caller").get("/api/v1/decisions/" + other);
        assertThat(refused.statusCode()).isEqualTo(404);
        assertThat(refused.jsonPath().getString("type")).isEqualTo("urn:tenure:problem:no-such-decision");
        assertThat(as("olga")
                        .get("/api/v1/audit?limit=20")
                        .jsonPath()
                        .getList("entries.findAll { it.subject == 'decision:" + other + "' }.actor"))
                .containsExactly("caller");
        as("caller").post("/api/v1/decisions/" + id + "/replay").then().statusCode(403);
    }

    @Test
    void recallsFactsAndNamesThem() throws Exception {
        String first =
                json(decide(forming("2026-03-01"), null)).get("decisionId").textValue();
        JsonNode recalled = json(decide(forming("2026-04-10"), null)).get("recalledFacts");
        assertThat(recalled.get("decidedDays").intValue()).isEqualTo(1);
        assertThat(recalled.get("previousDecisionId").textValue()).isEqualTo(first);
        assertThat(recalled.at("/values/highestStageReached").textValue()).isEqualTo("FORMATION");
        assertThat(recalled.at("/values/stableDays").intValue()).isZero();
    }

    @Test
    void aLateDecisionIsOrderedByDateAndRecallsNothingLater() throws Exception {
        decide(forming("2026-04-10"), null);
        JsonNode late = json(decide(forming("2026-03-01"), null)).get("recalledFacts");
        assertThat(late.get("decidedDays").intValue()).isZero();
        assertThat(json(decide(forming("2026-05-01"), null))
                        .at("/recalledFacts/decidedDays")
                        .intValue())
                .isEqualTo(2);
    }

    @Test
    void anActionReservedByConcurrentCallersIsReservedOnce() throws Exception {
        List<String> promised = new ArrayList<>();
        for (JsonNode answer : atOnce(24, () -> decide(reserving("2026-03-01"), null))) {
            JsonNode contact = answer.path("reservedContact");
            if (!contact.isMissingNode()) {
                promised.add(contact.get("action").textValue());
            }
        }
        // Each action has a minimum gap in days, so none may be reserved twice; and the cap is four.
        assertThat(promised).doesNotHaveDuplicates().hasSizeBetween(1, 4);
        assertThat(rows("""
            select count(*) from contact t join customer c on c.number = t.customer
            join decision d on d.id = t.decision where d.customer =
            (select customer from decision where id = '%s')\
            """.formatted(json(decide(forming("2026-03-01"), null))
                        .get("decisionId")
                        .textValue())))
                .containsExactly(String.valueOf(promised.size()));
    }

    @Test
    void contactsReservedEarlierCountAgainstTheCap() throws Exception {
        int promised = 0;
        for (int i = 0; i < 8; i++) {
            if (json(decide(reserving("2026-03-01"), null)).has("reservedContact")) {
                promised++;
            }
        }
        JsonNode last = json(decide(forming("2026-03-01"), null));
        assertThat(last.at("/recalledFacts/contacts").intValue()).isEqualTo(promised);
        assertThat(last.at("/recalledFacts/values/contactsLast30d").intValue()).isEqualTo(promised);
    }

    @Test
    void aTrialIsNotInTheTimeline() throws Exception {
        String tried = forming("2026-03-01").replaceFirst("\\{", "{\"ruleset\": {\"release\": 1}, ");
        decide(tried, null).then().statusCode(200);
        assertThat(json(decide(forming("2026-04-01"), null))
                        .at("/recalledFacts/decidedDays")
                        .intValue())
                .isZero();
    }

    private interface Call {
        Response send();
    }

    private static List<JsonNode> atOnce(int callers, Call call) throws Exception {
        List<JsonNode> responses = new ArrayList<>();
        try (ExecutorService many = Executors.newFixedThreadPool(callers)) {
            List<Future<Response>> sent = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                sent.add(many.submit(call::send));
            }
            for (Future<Response> response : sent) {
                assertThat(response.get().statusCode())
                        .as(response.get().asString())
                        .isEqualTo(200);
                responses.add(json(response.get()));
            }
        }
        return responses;
    }

    private String forming(String asOf) {
        return """
            {"customerId": "%s", "asOf": "%s", "facts": {"relationshipType": "NON_CONTRACTUAL",
             "purchaseCount": 4, "recencyDays": 10, "meanInterpurchaseDays": 30, "volumeCurrent": 130,
             "volumePrior": 100, "profitCurrent": 60, "profitPrior": 40, "clv": 600, "marketingConsent": true,
             "currentValueScore": 40, "potentialValueScore": 80}}\
            """.formatted(customer, asOf);
    }

    private String reserving(String asOf) {
        return forming(asOf).replaceFirst("\\{", "{\"reserveContact\": true, ");
    }

    private static Response decide(String body, String key) {
        var request = given().contentType("application/json").body(body);
        return (key == null ? request : request.header("Idempotency-Key", key)).post("/api/v1/decisions");
    }

    private static JsonNode json(Response response) throws IOException {
        return json(response.asString());
    }

    private static JsonNode json(String body) throws IOException {
        return MAPPER.readTree(body);
    }

    private List<String> rows(String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> list = new ArrayList<>();
            while (rows.next()) {
                list.add(rows.getString(1));
            }
            return list;
        }
    }

    private static String hex(String text) {
        return java.util.HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }
}
