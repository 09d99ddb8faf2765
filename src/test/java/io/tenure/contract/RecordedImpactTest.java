package io.tenure.contract;

import static io.tenure.UsersForTests.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.ss.usermodel.WorkbookFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The impact of a draft on stored customers.
@QuarkusTest
@TestProfile(RecordedImpactTest.OwnDatabase.class)
class RecordedImpactTest {
    /// Every stored customer counts, so the database must have none of other tests.
    public static final class OwnDatabase implements QuarkusTestProfile {
        /// The first decisions of a service can be slow on a machine with many tests.
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("tenure.record.timeout", "60s", "tenure.release.max-level-change", "0.1");
        }
    }

    private static final String LAPSING =
            "\"purchaseCount\": 6, \"firstPurchaseDate\": \"2025-08-08\", \"lastPurchaseDate\": \"2026-04-15\"";
    private static final String STEADY =
            "\"purchaseCount\": 12, \"firstPurchaseDate\": \"2025-06-30\", \"lastPurchaseDate\": \"2026-06-19\"";
    private static final String GROWING =
            "\"purchaseCount\": 4, \"firstPurchaseDate\": \"2025-06-30\", \"lastPurchaseDate\": \"2026-06-19\"";

    private static final String LAST_RUN =
            "select customers || ' of ' || distinct_customers || ' by ' || created_by || ', whole record: ' || whole_record"
                    + " from impact_run order by id desc limit 1";

    private static boolean filled;

    @Inject
    javax.sql.DataSource source;

    @BeforeEach
    void decideSome() throws SQLException {
        if (filled) {
            return;
        }
        filled = true;
        decide("erased", "2026-06-30", LAPSING, "");
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("update decision set customer = null, encrypted_payload = null");
        }
        decide("tried", "2026-06-30", LAPSING, "\"ruleset\": {\"release\": 1}, ");
        decide("lapsing", "2026-06-30", LAPSING, "");
        decide("steady", "2026-06-20", LAPSING, "");
        decide("steady", "2026-06-30", STEADY, "");
        assertThat(decide("held", "2026-06-20", STEADY, "").getString("outcomes.stage"))
                .isEqualTo("STABLE");
        JsonPath held = decide("held", "2026-06-25", GROWING, "");
        assertThat(held.getString("outcomes.stageTransition")).isEqualTo("HELD");
        decide("newest", "2026-06-30", STEADY, "");
    }

    @Test
    void replaysTheLatestDecisionOfEachCustomer() throws Exception {
        JsonPath impact = impact(draft(1.2), "");
        assertThat(impact.getInt("customers")).isEqualTo(4);
        assertThat(impact.getInt("skipped")).isZero();
        String stage = "outcomes.find { it.outcome == 'stage' }.";
        assertThat(impact.getInt(stage + "changed")).isEqualTo(1);
        String change = stage + "moves.find { it.from != it.to }.";
        assertThat(impact.getString(change + "to")).isEqualTo("DECLINE");
        assertThat(impact.getString(change + "examples[0].after.workbook")).isEqualTo("stage.xlsx");
        // Stored customers are not named.
        assertThat((Object) impact.get(change + "examples[0].customerId")).isNull();
        assertThat(rows("select as_of::text from decision where id = '%s'"
                        .formatted(impact.getString(change + "examples[0].decisionId"))))
                .containsExactly("2026-06-30");
        assertThat(rows(LAST_RUN)).containsExactly("4 of 4 by ann, whole record: true");
    }

    @Test
    void recallsTheSameFactsAsTheStoredDecision() throws Exception {
        // Without the recalled facts the held customer would be in formation.
        JsonPath impact = impact(draft(2.1), "");
        String stage = "outcomes.find { it.outcome == 'stage' }.moves.";
        assertThat(impact.getList(stage + "from")).containsExactly("STABLE");
        assertThat(impact.getList(stage + "to")).containsExactly("STABLE");
        assertThat(impact.getList(stage + "customers")).containsExactly(4);
    }

    @Test
    void limitsNumberAndDates() throws Exception {
        int draft = draft(1.2);
        JsonPath two = impact(draft, "?maxCustomers=2");
        assertThat(two.getInt("customers")).isEqualTo(2);
        assertThat(rows(LAST_RUN)).containsExactly("2 of 2 by ann, whole record: false");
        assertThat(two.getInt("outcomes.find { it.outcome == 'stage' }.changed"))
                .isZero();
        assertThat(impact(draft, "?to=2026-01-31").getInt("customers")).isZero();
        as("ann")
                .accept("text/plain")
                .post("/api/v1/rulesets/drafts/" + draft + "/impact?maxCustomers=100000&from=2026-01-01")
                .then()
                .statusCode(200)
                .body(containsString(": 4 customers\n"))
                .body(containsString("-> DECLINE: 1 (25.0 %)"));
    }

    @Test
    void acceptsStoredCustomersOrAFileUpToAHundredThousand() throws Exception {
        String path = "/api/v1/rulesets/drafts/" + draft(1.2) + "/impact";
        as("ann")
                .post(path + "?maxCustomers=100001&from=then")
                .then()
                .statusCode(400)
                .body("faults.pointer", equalTo(List.of("/maxCustomers", "/from")));
        as("ann")
                .contentType("text/csv")
                .body("customerId,asOf\n")
                .post(path + "?maxCustomers=5")
                .then()
                .statusCode(400)
                .body("faults.code", equalTo(List.of("invalid-value")));
        as("ann").contentType("text/plain").body("{}").post(path).then().statusCode(415);
    }

    /// What was measured counts for the version and the active release that it was measured on, and for nothing else.
    @Test
    void noDraftIsPublishedByAnImpactThatWasMeasuredBefore() throws Exception {
        int before = active();
        try {
            int other = relabelled("DECLINE", "Falling");
            publish(other, "").statusCode(409).body("type", equalTo("urn:tenure:problem:no-impact-run"));
            impact(other, "");
            int draft = relabelled("STABLE", "Settled");
            impact(draft, "");
            publish(other, "").statusCode(200);

            // Something else is active now.
            publish(draft, ", \"confirmStale\": true")
                    .statusCode(409)
                    .body("type", equalTo("urn:tenure:problem:no-impact-run"));
            as("ann")
                    .post("/api/v1/rulesets/drafts/" + draft + "/rebase")
                    .then()
                    .statusCode(200);
            publish(draft, "").statusCode(409).body("type", equalTo("urn:tenure:problem:no-impact-run"));
            impact(draft, "");

            // What is active at a later moment is measured now, and nothing comes in between.
            int next = publish(draft, ", \"from\": \"2099-01-01T00:00:00Z\"")
                    .statusCode(200)
                    .extract()
                    .path("release");
            int between = relabelled("DECLINE", "Leaving");
            impact(between, "");
            publish(between, ", \"confirmStale\": true")
                    .statusCode(409)
                    .body("type", equalTo("urn:tenure:problem:already-scheduled"));
            publish(between, ", \"confirmStale\": true, \"from\": \"2098-01-01T00:00:00Z\"")
                    .statusCode(409)
                    .body("type", equalTo("urn:tenure:problem:already-scheduled"));
            publish(between, ", \"confirmStale\": true, \"override\": \"both were compared by hand\"")
                    .statusCode(200);
            as("bob")
                    .post("/api/v1/rulesets/releases/" + next + "/cancel")
                    .then()
                    .statusCode(204);
            // That was measured against another release, and was never active.
            as("bob")
                    .post("/api/v1/rulesets/releases/" + next + "/activate")
                    .then()
                    .statusCode(409)
                    .body("type", equalTo("urn:tenure:problem:no-impact-run"));
        } finally {
            as("bob")
                    .post("/api/v1/rulesets/releases/" + before + "/activate")
                    .then()
                    .statusCode(200);
        }
    }

    private static int relabelled(String stage, String label) throws IOException {
        return draft(BundleFiles.edited("Labels", stage, 1, label));
    }

    private static int active() {
        return as("viewer").get("/api/v1/ruleset").path("release");
    }

    private static io.restassured.response.ValidatableResponse publish(int draft, String more) {
        return as("bob")
                .contentType("application/json")
                .body("{\"acknowledgeWarnings\": true" + more + "}")
                .post("/api/v1/rulesets/drafts/" + draft + "/publish")
                .then();
    }

    private static JsonPath impact(int draft, String query) {
        return as("ann")
                .post("/api/v1/rulesets/drafts/" + draft + "/impact" + query)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static JsonPath decide(String customer, String asOf, String facts, String more) {
        return as("tester")
                .contentType("application/json")
                .body("""
                        {%s"customerId": "%s", "asOf": "%s",
                         "facts": {"relationshipType": "NON_CONTRACTUAL", %s}}""".formatted(more, customer, asOf, facts))
                .post("/api/v1/decisions")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    /// A draft in which a gap of this many times the usual one is a lapse; the bundled value is 2.
    private static int draft(double lapseGapRatio) throws IOException {
        try (Workbook book = WorkbookFactory.create(
                        new ByteArrayInputStream(Files.readAllBytes(Path.of("decision-tables/settings.xlsx"))));
                ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            for (Row row : book.getSheet("Parameters")) {
                if (row.getCell(0) != null && row.getCell(0).toString().equals("lapseGapRatio")) {
                    row.getCell(1).setCellValue(lapseGapRatio);
                }
            }
            book.write(bytes);
            return draft(bytes.toByteArray());
        }
    }

    private static int draft(byte[] settings) {
        return as("ann")
                .multiPart("file", "settings.xlsx", settings)
                .post("/api/v1/rulesets/drafts")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
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
}
