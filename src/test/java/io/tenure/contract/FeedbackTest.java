package io.tenure.contract;

import static io.tenure.UsersForTests.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// Feedback on decisions, and the contacts that it uses or releases.
@QuarkusTest
class FeedbackTest {
    @Inject
    javax.sql.DataSource source;

    private final String customer = "customer-" + UUID.randomUUID();

    @Test
    void aPresentedOfferIsAContactAndIsListed() throws SQLException {
        Decision decision = decide(false, "");
        String action = decision.action;
        recordFeedback(decision.id, """
            {"type": "PRESENTED", "at": "2026-03-05T10:00:00+01:00"}
            """)
                .statusCode(201)
                .body("decisionId", equalTo(decision.id))
                .body("type", equalTo("PRESENTED"))
                .body("action", equalTo(action))
                .body("amount", nullValue())
                .body("at", equalTo("2026-03-05T09:00:00Z"))
                .body("recordedBy", equalTo("caller"));
        assertThat(contacts(decision.id)).containsExactly("2026-03-05 " + action + " t");
        recordFeedback(decision.id, """
            {"type": "PURCHASED", "amount": 120.50, "at": "2026-03-09"}
            """)
                .statusCode(201)
                .body("action", nullValue())
                .body("amount", equalTo(120.5f));
        as("viewer")
                .get(feedback(decision.id))
                .then()
                .statusCode(200)
                .body("feedback.type", equalTo(List.of("PRESENTED", "PURCHASED")))
                .body("feedback.at", equalTo(List.of("2026-03-05T09:00:00Z", "2026-03-09T00:00:00Z")));
        assertThat(rows("select actor || ' ' || operation from audit where subject = '%s'".formatted(decision.id)))
                .containsExactly("viewer feedback-read");
    }

    @Test
    void feedbackSentTwiceIsStoredOnce() throws SQLException {
        Decision decision = decide(false, "");
        String offer = """
            {"type": "PRESENTED", "at": "2026-03-05"}
            """;
        Map<String, Object> first = recordFeedback(decision.id, offer)
                .statusCode(201)
                .extract()
                .jsonPath()
                .getMap("");
        assertThat(recordFeedback(decision.id, offer)
                        .statusCode(200)
                        .extract()
                        .jsonPath()
                        .getMap(""))
                .isEqualTo(first);
        String purchase = """
            {"type": "PURCHASED", "amount": %s, "at": "2026-03-06T08:00:00Z"}
            """;
        recordFeedback(decision.id, purchase.formatted("10")).statusCode(201);
        recordFeedback(decision.id, purchase.formatted("10.00")).statusCode(200);
        recordFeedback(decision.id, purchase.formatted("11"))
                .statusCode(409)
                .body("type", equalTo("urn:tenure:problem:feedback-conflict"));
        assertThat(rows("select type || ' ' || coalesce(amount, 0) from feedback where decision = '%s' order by type"
                        .formatted(decision.id)))
                .containsExactly("PRESENTED 0", "PURCHASED 10");
        assertThat(contacts(decision.id)).hasSize(1);
    }

    @Test
    void feedbackThatDoesNotSayWhenIsTheSameWheneverItIsReported() throws Exception {
        Decision decision = decide(false, "");
        for (String report : List.of("""
            {"type": "ACCEPTED"}
            """, """
            {"type": "PURCHASED", "amount": 10}
            """, """
            {"type": "LEFT"}
            """)) {
            Map<String, Object> first = recordFeedback(decision.id, report)
                    .statusCode(201)
                    .extract()
                    .jsonPath()
                    .getMap("");
            assertThat(recordFeedback(decision.id, report)
                            .statusCode(200)
                            .extract()
                            .jsonPath()
                            .getMap(""))
                    .isEqualTo(first);
        }
        // A second purchase needs its time.
        recordFeedback(decision.id, """
            {"type": "PURCHASED", "amount": 11}
            """).statusCode(409).body("type", equalTo("urn:tenure:problem:feedback-conflict"));
        recordFeedback(decision.id, """
            {"type": "PURCHASED", "amount": 11, "at": "2026-03-06T08:00:00Z"}
            """).statusCode(201);
        // Of several purchases one may be the one that is reported again.
        recordFeedback(decision.id, """
            {"type": "PURCHASED", "amount": 11}
            """).statusCode(200);
        assertThat(rows("select type || ' ' || coalesce(amount, 0) from feedback where decision = '%s' order by 1"
                        .formatted(decision.id)))
                .containsExactly("ACCEPTED 0", "LEFT 0", "PURCHASED 10", "PURCHASED 11");
        assertThat(contacts(decision.id)).hasSize(1);
    }

    @Test
    void concurrentFeedbackIsStoredOnce() throws Exception {
        Decision decision = decide(false, "");
        List<Integer> statuses = new ArrayList<>();
        try (ExecutorService many = Executors.newFixedThreadPool(8)) {
            List<Future<Integer>> sent = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                sent.add(many.submit(
                        () -> recordFeedback(decision.id, """
                            {"type": "ACCEPTED", "at": "2026-03-05T10:00:00Z"}
                            """).extract().statusCode()));
            }
            for (Future<Integer> one : sent) {
                statuses.add(one.get());
            }
        }
        assertThat(statuses).containsOnly(200, 201).containsOnlyOnce(201);
        assertThat(contacts(decision.id)).hasSize(1);
        assertThat(rows(
                        "select contact_version from customer where number = (select customer from decision where id = '%s')"
                                .formatted(decision.id)))
                .containsExactly("1");
    }

    @Test
    void aReservedContactIsMadeByPresentingItAndNotCountedTwice() throws SQLException {
        Decision decision = decide(true, "");
        assertThat(contacts(decision.id)).containsExactly("2026-03-01 " + decision.action + " f");
        recordFeedback(decision.id, """
            {"type": "PRESENTED", "at": "2026-03-02"}
            """).statusCode(201);
        assertThat(contacts(decision.id)).containsExactly("2026-03-02 " + decision.action + " t");
        // The response comes later, and is not a contact by us.
        recordFeedback(decision.id, """
            {"type": "DECLINED", "at": "2026-03-20"}
            """).statusCode(201);
        assertThat(contacts(decision.id)).containsExactly("2026-03-02 " + decision.action + " t");
        assertThat(remembered()).isEqualTo(1);
    }

    @Test
    void aDeclinedOfferWasMade() throws SQLException {
        Decision decision = decide(true, "");
        recordFeedback(decision.id, """
            {"type": "DECLINED", "at": "2026-03-03"}
            """).statusCode(201);
        assertThat(contacts(decision.id)).containsExactly("2026-03-03 " + decision.action + " t");
    }

    @Test
    void aWithdrawnReservationBlocksNothing() throws SQLException {
        Decision decision = decide(true, "");
        assertThat(remembered()).isEqualTo(1);
        String withdrawn = """
            {"type": "WITHDRAWN", "at": "2026-03-01T12:00:00Z"}
            """;
        recordFeedback(decision.id, withdrawn).statusCode(201);
        recordFeedback(decision.id, withdrawn).statusCode(200);
        assertThat(contacts(decision.id)).isEmpty();
        assertThat(remembered()).isZero();
    }

    @Test
    void whatWasMadeOrNeverReservedCannotBeWithdrawn() {
        Decision promised = decide(true, "");
        recordFeedback(promised.id, """
            {"type": "PRESENTED", "at": "2026-03-01"}
            """).statusCode(201);
        for (String id : List.of(promised.id, decide(false, "").id)) {
            recordFeedback(id, """
                {"type": "WITHDRAWN", "action": "%s"}
                """.formatted(promised.action))
                    .statusCode(409)
                    .body("type", equalTo("urn:tenure:problem:no-reservation"));
        }
    }

    @Test
    void anActionThatWeDoNotStartIsNoContact() throws SQLException {
        Decision decision = decide(false, "");
        recordFeedback(decision.id, """
            {"type": "PRESENTED", "action": "COMPLAINT_RECOVERY"}
            """).statusCode(201);
        assertThat(contacts(decision.id)).isEmpty();
    }

    @Test
    void everyFaultIsReportedAtOnce() {
        Decision decision = decide(false, "");
        recordFeedback(decision.id, """
            {"type": "PURCHASED", "action": "SAVE_OFER", "channel": "FAX", "amount": -1, "at": "2026-02-27",
             "price": 3}
            """)
                .statusCode(400)
                .body("faults.pointer", equalTo(List.of("/action", "/channel", "/amount", "/at", "/price")))
                .body(
                        "faults.code",
                        equalTo(List.of(
                                "unknown-code", "unknown-code", "out-of-range", "out-of-range", "unknown-member")))
                .body("faults[0].message", containsString("Did you mean SAVE_OFFER?"));
        recordFeedback(decision.id, "{}").statusCode(400).body("faults.pointer", equalTo(List.of("/type")));
        recordFeedback(decision.id, """
            {"type": "PURCHASED"}
            """).statusCode(400).body("faults.pointer", equalTo(List.of("/amount")));
        recordFeedback(decision.id, """
            {"type": "LEFT", "amount": 5}
            """).statusCode(400).body("faults.pointer", equalTo(List.of("/amount")));
        recordFeedback(decision.id, """
            {"type": "LEFT", "at": "%s"}
            """.formatted(LocalDate.now(ZoneOffset.UTC).plusDays(3)))
                .statusCode(400)
                .body("faults.code", equalTo(List.of("out-of-range")));
        recordFeedback(decision.id, "[]").statusCode(400).body("faults.code", equalTo(List.of("wrong-type")));
        recordFeedback(decision.id, "{").statusCode(400).body("type", equalTo("urn:tenure:problem:not-json"));
        as("caller")
                .header("Accept-Language", "zh")
                .contentType("application/json")
                .body("{}")
                .post(feedback(decision.id))
                .then()
                .body("faults.message", hasItems("缺少type。"));
    }

    @Test
    void noFeedbackOnADecisionThatIsNotStoredErasedOrATrial() throws SQLException {
        String left = """
            {"type": "LEFT"}
            """;
        recordFeedback(UUID.randomUUID().toString(), left)
                .statusCode(404)
                .body("type", equalTo("urn:tenure:problem:no-such-decision"));
        as("viewer").get(feedback(UUID.randomUUID().toString())).then().statusCode(404);
        recordFeedback("no-uuid", left).statusCode(404);
        recordFeedback(decide(false, "\"ruleset\": {\"release\": 1}, ").id, left)
                .statusCode(409)
                .body("type", equalTo("urn:tenure:problem:trial-decision"));
        Decision erased = decide(false, "");
        update("update decision set customer = null, encrypted_payload = null where id = '%s'".formatted(erased.id));
        recordFeedback(erased.id, left).statusCode(410).body("type", equalTo("urn:tenure:problem:customer-erased"));
        as("viewer").get(feedback(erased.id)).then().statusCode(410);
        as("viewer")
                .contentType("application/json")
                .body(left)
                .post(feedback(erased.id))
                .then()
                .statusCode(403);
    }

    @Test
    void theRetentionIndicatorsAreStoredWithTheDecision() throws SQLException {
        Decision decision = decide(false, "");
        // Four purchases in 13 months are 2.8 repeats of 12 a year; with the share of wallet, low sensitivity and 9
        // of 10 for recommendation they weigh (.15 x 23.1 + .15 x 80 + .1 x 100 + .15 x 90) / .55.
        assertThat(rows("select retention_scores::text from decision where id = '%s'".formatted(decision.id)))
                .containsExactly("{23,NULL,80,100,NULL,90,NULL,NULL,NULL,NULL,71}");
    }

    private record Decision(String id, String action) {}

    private Decision decide(boolean reserve, String more) {
        var json = as("tester")
                .contentType("application/json")
                .body("""
                    {%s"reserveContact": %s, "customerId": "%s", "asOf": "2026-03-01",
                     "facts": {"relationshipType": "NON_CONTRACTUAL", "purchaseCount": 4, "recencyDays": 10,
                     "meanInterpurchaseDays": 30, "volumeCurrent": 130, "volumePrior": 100, "profitCurrent": 60,
                     "profitPrior": 40, "clv": 600, "marketingConsent": true, "currentValueScore": 40,
                     "potentialValueScore": 80, "tenureMonths": 13, "shareOfWallet": 0.8, "npsScore": 9,
                     "priceSensitivity": "LOW"}}
                    """.formatted(more, reserve, customer))
                .post("/api/v1/decisions")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        return new Decision(json.getString("decisionId"), json.getString("nextBestActions[0].action"));
    }

    /// The contacts that the next decision recalls.
    private int remembered() {
        return as("tester")
                .contentType("application/json")
                .body("""
                    {"customerId": "%s", "asOf": "2026-03-21",
                     "facts": {"relationshipType": "NON_CONTRACTUAL", "purchaseCount": 4}}
                    """.formatted(customer))
                .post("/api/v1/decisions")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getInt("recalledFacts.contacts");
    }

    private static ValidatableResponse recordFeedback(String decision, String outcome) {
        return as("caller")
                .contentType("application/json")
                .body(outcome)
                .post(feedback(decision))
                .then();
    }

    private static String feedback(String decision) {
        return "/api/v1/decisions/" + decision + "/feedback";
    }

    private List<String> contacts(String decision) throws SQLException {
        return rows(
                "select contact_date || ' ' || action || ' ' || left(made::text, 1) from contact where decision = '%s'"
                        .formatted(decision));
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

    private void update(String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }
}
