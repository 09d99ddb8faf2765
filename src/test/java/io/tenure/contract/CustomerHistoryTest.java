package io.tenure.contract;

import static io.tenure.UsersForTests.as;
import static io.tenure.UsersForTests.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

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
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/// The stored decisions of one customer: read, replayed, shown as a timeline, and erased.
@QuarkusTest
class CustomerHistoryTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /// Every table that could contain data of a customer.
    private static final List<String> TABLES = List.of(
            "customer",
            "decision",
            "timeline",
            "contact",
            "feedback",
            "idempotency_key",
            "erasure",
            "audit",
            "impact_run");

    @Inject
    DataSource source;

    /// An id with characters that a URL must encode.
    private final String customer = "kunde/ü 1%+客户-" + UUID.randomUUID();

    @Test
    void aStoredDecisionIsReturnedByteForByteInItsLanguage() {
        Response decided = decide(stable("2026-03-01"), "zh", null);
        Response read = as("viewer").header("Accept-Language", "en").get(decision(decided));
        assertThat(read.statusCode()).isEqualTo(200);
        assertThat(read.header("Content-Language")).isEqualTo("zh");
        assertThat(read.header("Cache-Control")).isEqualTo("no-store");
        assertThat(read.asByteArray()).isEqualTo(decided.asByteArray());
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
        assertThat(path.at("/points/1/decidedBy/0/reason").textValue()).contains("volume near its peak");
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
        assertThat(text.asString()).contains(customer, "█", "2025-06-10", "stage.xlsx, Stage, row 28");
        Response picture = timeline("zh", "image/svg+xml");
        assertThat(picture.contentType()).startsWith("image/svg+xml");
        assertThat(picture.asString()).startsWith("<svg").contains("客户").doesNotContain("%d");
    }

    @Test
    void erasureLeavesOnlyAReceiptAndTheCounts() throws Exception {
        String canary = "canary" + UUID.randomUUID().toString().replace("-", "");
        String key = "key-" + canary;
        Response first = decide(stable("2026-03-01"), "en", key);
        String number = rows("select customer from decision where id = '%s'".formatted(id(first)))
                .getFirst();
        decide(declining("2026-04-20").replaceFirst("\\{", "{\"reserveContact\": true, "), "en", null);
        String pseudonym = rows("select pseudonym::text from customer where number = " + number)
                .getFirst();
        Response erased = as("olga").delete("/api/v1/customers/{id}", customer);
        assertThat(erased.statusCode()).as(erased.asString()).isEqualTo(200);
        JsonNode receipt = json(erased);
        assertThat(receipt.get("decisions").intValue()).isEqualTo(2);
        assertThat(receipt.get("timelinePoints").intValue()).isEqualTo(2);
        assertThat(receipt.get("erasedBy").textValue()).isEqualTo("olga");
        assertThat(json(as("olga").get("/api/v1/erasures/" + receipt.get("id").textValue())))
                .isEqualTo(receipt);

        for (String table : TABLES) {
            String all = String.join("\n", rows("select %1$s::text from %1$s".formatted(table)));
            assertThat(all)
                    .as(table)
                    .doesNotContain(customer)
                    .doesNotContain(hex(customer))
                    .doesNotContain(canary);
            if (!table.equals("erasure")) {
                assertThat(all).as(table).doesNotContain(pseudonym.substring(2));
            }
        }
        assertThat(rows("select count(*) from decision where customer = %1$s union all ".formatted(number)
                        + "select count(*) from timeline where customer = %1$s union all ".formatted(number)
                        + "select count(*) from contact where customer = %1$s".formatted(number)))
                .containsOnly("0");
        // The decision still counts.
        assertThat(rows("select stage || ' ' || (encrypted_payload is null) from decision where id = '%s'"
                        .formatted(id(first))))
                .containsExactly("STABLE true");

        as("viewer").get(decision(first)).then().statusCode(410);
        as("viewer").post(decision(first) + "/replay").then().statusCode(410);
        as("viewer").get("/api/v1/customers/{id}/timeline", customer).then().statusCode(404);
        as("olga").delete("/api/v1/customers/{id}", customer).then().statusCode(404);
        // Nothing is recalled, and the same request is a new one.
        JsonNode again = json(decide(stable("2026-03-01"), "en", key));
        assertThat(again.at("/recalledFacts/decidedDays").intValue()).isZero();
        assertThat(again.get("decisionId").textValue()).isNotEqualTo(id(first));
    }

    @Test
    void decisionsDuringAnErasureLeaveNothingFromBefore() throws Exception {
        try (ExecutorService many = Executors.newFixedThreadPool(9)) {
            List<Future<Response>> sent = new ArrayList<>();
            for (int i = 0; i < 120; i++) {
                String day = java.time.LocalDate.of(2025, 1, 1).plusDays(i).toString();
                sent.add(many.submit(() -> decide(stable(day), "en", null)));
                if (i % 20 == 10) {
                    many.submit(() -> as("olga").delete("/api/v1/customers/{id}", customer))
                            .get();
                }
            }
            for (Future<Response> response : sent) {
                assertThat(response.get().statusCode()).isEqualTo(200);
            }
        }
        as("olga").delete("/api/v1/customers/{id}", customer);
        for (String table : List.of("decision", "timeline", "contact")) {
            assertThat(rows(
                            "select count(*) from %s where customer is not null and customer not in (select number from customer)"
                                    .formatted(table)))
                    .as(table)
                    .containsExactly("0");
        }
        assertThat(rows("select count(*) from decision where (customer is null) <> (encrypted_payload is null)"))
                .containsExactly("0");
        as("olga").delete("/api/v1/customers/{id}", customer).then().statusCode(404);
    }

    @Test
    void readingAndDeniedReadingAreAuditedByTheCustomersNumber() throws Exception {
        Response decided = decide(stable("2026-03-01"), "en", null);
        String number = "customer:"
                + rows("select customer from decision where id = '%s'".formatted(id(decided)))
                        .getFirst();
        as("viewer").get(decision(decided));
        as("viewer").post(decision(decided) + "/replay");
        timeline("en", "application/json");
        as("viewer").delete("/api/v1/customers/{id}", customer).then().statusCode(403);
        as("caller").get("/api/v1/customers/{id}/timeline", customer).then().statusCode(403);
        // Denied accesses are written on a separate thread, which must still find the customer.
        auditOf(number, 5);
        as("olga").delete("/api/v1/customers/{id}", customer).then().statusCode(200);
        assertThat(auditOf(number, 6))
                .containsExactly(
                        "caller request false",
                        "olga customer-erase true",
                        "viewer decision-read true",
                        "viewer decision-replay true",
                        "viewer request false",
                        "viewer timeline-read true");
    }

    /// The audit entries of a customer, once there are as many as expected, or after five seconds.
    private List<String> auditOf(String number, int expected) throws Exception {
        List<String> entries = List.of();
        for (int i = 0; i < 100 && entries.size() < expected; i++) {
            Thread.sleep(50);
            entries = rows(
                    "select actor || ' ' || operation || ' ' || succeeded from audit where subject = '%s' order by 1"
                            .formatted(number));
        }
        return entries;
    }

    @Test
    void noLogLineAndNoMetricContainsACustomer() throws Exception {
        String canary = "canary" + UUID.randomUUID().toString().replace("-", "");
        List<String> logged = new ArrayList<>();
        Handler ear = new Handler() {
            @Override
            public synchronized void publish(LogRecord record) {
                StringBuilder all = new StringBuilder(String.valueOf(record.getMessage()));
                if (record.getParameters() != null) {
                    all.append(java.util.Arrays.toString(record.getParameters()));
                }
                for (Throwable t = record.getThrown(); t != null; t = t.getCause()) {
                    all.append(t);
                }
                logged.add(all.toString());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger root = Logger.getLogger("");
        Logger ours = Logger.getLogger("io.tenure");
        Level before = ours.getLevel();
        ear.setLevel(Level.ALL);
        root.addHandler(ear);
        ours.setLevel(Level.ALL);
        try {
            String body = stable("2026-03-01").replace(escaped(), canary);
            decide(body, "en", canary);
            decide(body.replace("\"purchaseCount\": 15", "\"purchaseCount\": \"" + canary + "\""), "en", null);
            decide(body.replace("\"facts\"", "\"" + canary + "\": 1, \"facts\""), "en", null);
            decide(body.replace("2026-03-01", "2026-03-02"), "en", canary);
            // PostgreSQL rejects this character in text, so it must only be stored encrypted.
            decide(body.replace(canary, canary + "\\u0000"), "en", null);
            as("viewer").get("/api/v1/customers/{id}/timeline", canary);
            as("caller").get("/api/v1/customers/{id}/timeline", canary).then().statusCode(403);
            as("caller")
                    .get("/api/v1/customers/{id}/timeline", canary + "/x")
                    .then()
                    .statusCode(403);
            as("viewer").get("/api/v1/customers/{id}/nothing", canary).then().statusCode(404);
            as("viewer").put("/api/v1/customers/{id}", canary).then().statusCode(405);
            io.restassured.RestAssured.given()
                    .delete("/api/v1/customers/{id}", canary)
                    .then()
                    .statusCode(401);
            as("olga").delete("/api/v1/customers/{id}", canary).then().statusCode(200);
        } finally {
            root.removeHandler(ear);
            ours.setLevel(before);
        }
        assertThat(logged).isNotEmpty();
        assertThat(String.join("\n", logged)).doesNotContain(canary);
        String metrics = as("olga").get("/q/metrics").asString();
        assertThat(metrics).contains("/api/v1/customers/{id}").doesNotContain(canary);
        assertThat(String.join("\n", rows("select audit::text from audit"))).doesNotContain(canary);
    }

    private Response timeline(String language, String form) {
        return as("viewer")
                .header("Accept-Language", language)
                .accept(form)
                .get("/api/v1/customers/{id}/timeline", customer);
    }

    private String stable(String asOf) {
        return body(asOf, 15, 480, 500, 0);
    }

    private String declining(String asOf) {
        return body(asOf, 15, 200, 500, 1);
    }

    private String forming(String asOf) {
        return body(asOf, 15, 800, 500, 0);
    }

    private String prospect(String asOf) {
        return """
                {"customerId": "%s", "asOf": "%s", "facts": {"relationshipType": "NON_CONTRACTUAL", "purchaseCount": 0}}""".formatted(escaped(), asOf);
    }

    private String body(String asOf, int purchases, int volume, int prior, int complaints) {
        return String.format(Locale.ROOT, """
                {"customerId": "%s", "asOf": "%s", "facts": {"relationshipType": "NON_CONTRACTUAL",
                 "purchaseCount": %d, "recencyDays": 10, "meanInterpurchaseDays": 30, "volumeCurrent": %d,
                 "volumePrior": %d, "openComplaints": %d, "clv": 600, "marketingConsent": true,
                 "currentValueScore": 40, "potentialValueScore": 80}}""", escaped(), asOf, purchases, volume, prior, complaints);
    }

    private String escaped() {
        return customer.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    private static Response decide(String body, String language, String key) {
        var request = given().contentType("application/json")
                .header("Accept-Language", language)
                .body(body.getBytes(StandardCharsets.UTF_8));
        return (key == null ? request : request.header("Idempotency-Key", key)).post("/api/v1/decisions");
    }

    private static String decision(Response decided) {
        return "/api/v1/decisions/" + id(decided);
    }

    private static String id(Response decided) {
        assertThat(decided.statusCode()).as(decided.asString()).isEqualTo(200);
        return decided.jsonPath().getString("decisionId");
    }

    private static JsonNode json(Response response) throws IOException {
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        return MAPPER.readTree(response.asByteArray());
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
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }
}
