package io.tenure.contract;

import static io.tenure.UsersForTests.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/// What remains of a customer: nothing after an erasure, and nothing in the log, the metrics and the audit log.
@QuarkusTest
class CustomerPrivacyTest extends RecordedCustomer {
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

        for (String table : rows("select tablename from pg_tables where schemaname = current_schema()")) {
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
        // The same request sent again, late, doesn't put the customer back on record.
        for (String body : List.of(stable("2026-03-01"), stable("2026-03-02"))) {
            Response resent = decide(body, "en", key);
            assertThat(resent.statusCode()).as(resent.asString()).isEqualTo(410);
            assertThat(resent.jsonPath().getString("type")).isEqualTo("urn:tenure:problem:customer-erased");
        }
        assertThat(rows("select body_hash::text from idempotency_key where decision = '%s'".formatted(id(first))))
                .containsExactly("\\x");
        as("viewer").get("/api/v1/customers/{id}/timeline", customer).then().statusCode(404);
        // Who is erased once more may have decisions that wait in an instance.
        assertThat(json(as("olga").delete("/api/v1/customers/{id}", customer))
                        .get("decisions")
                        .intValue())
                .isZero();
        // A new request is about a new customer.
        JsonNode again = json(decide(stable("2026-03-01"), "en", null));
        assertThat(again.at("/recalledFacts/decidedDays").intValue()).isZero();
    }

    /// Whatever the API or the pages tell about a decision, and whatever could still be written to it.
    @Test
    void nothingIsToldOfADecisionWhoseCustomerIsErased() throws Exception {
        Response decided = decide(stable("2026-03-01"), "en", null);
        as("caller")
                .contentType("application/json")
                .body("{\"type\": \"PURCHASED\", \"amount\": 17.25}")
                .post(decision(decided) + "/feedback")
                .then()
                .statusCode(201);
        as("olga").delete("/api/v1/customers/{id}", customer).then().statusCode(200);

        Map<String, String> bodies = Map.of(
                "recordFeedback", "{\"type\": \"COMPLAINED\"}",
                "keepScenario", "{\"draft\": 1}",
                "whatIf", "{\"decisionId\": \"%s\", \"wish\": {\"stage\": \"DECLINE\"}}".formatted(id(decided)));
        List<String> asked = new ArrayList<>();
        JsonNode paths = new YAMLMapper()
                .readTree(as("viewer").get("/api/v1/openapi").asByteArray())
                .get("paths");
        for (var path : paths.properties()) {
            for (var operation : path.getValue().properties()) {
                String name = operation.getValue().path("operationId").textValue();
                if (path.getKey().startsWith("/api/v1/decisions/{id}") || "whatIf".equals(name)) {
                    asked.add(name);
                    var request =
                            as(Set.of("keepScenario", "decisionAsScenario").contains(name) ? "ann" : "tester");
                    if (bodies.containsKey(name)) {
                        request.contentType("application/json").body(bodies.get(name));
                    }
                    Response answer = request.request(
                            operation.getKey().toUpperCase(Locale.ROOT),
                            path.getKey().replace("{id}", id(decided)));
                    assertThat(answer.statusCode()).as(name).isEqualTo(410);
                    assertThat(answer.asString()).as(name).doesNotContain("17.25");
                }
            }
        }
        assertThat(asked).hasSizeGreaterThan(8);
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
        as("olga")
                .delete("/api/v1/customers/{id}", customer)
                .then()
                .statusCode(200)
                .body("decisions", equalTo(0));
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
        assertThat(metrics).contains("/api/v1/customers/{customerId}").doesNotContain(canary);
        assertThat(String.join("\n", rows("select audit::text from audit"))).doesNotContain(canary);
    }
}
