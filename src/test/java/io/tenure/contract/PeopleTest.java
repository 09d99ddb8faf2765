package io.tenure.contract;

import static io.tenure.UsersForTests.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PeopleTest {
    private static final String CUSTOMER = """
            {"customerId": "P1", "asOf": "2026-06-30",
             "facts": {"relationshipType": "NON_CONTRACTUAL", "purchaseCount": 0}}""";

    @Inject
    DataSource database;

    @Test
    void anAddedPersonSignsInWithTheGeneratedPasswordAndHasTheirRolesAlone() {
        String name = name();
        String password = add(name, "viewer");

        assertThat(statusOf(name, password, "/api/v1/ruleset")).isEqualTo(200);
        assertThat(statusOf(name, password, "/api/v1/people")).isEqualTo(403);
        assertThat(statusOf(name, "wrong" + password, "/api/v1/ruleset")).isEqualTo(401);
    }

    @Test
    void onlyOperatorsManageAccounts() {
        as("bob").get("/api/v1/people").then().statusCode(403);
        as("bob").delete("/api/v1/tokens/1").then().statusCode(403);
        RestAssured.given().get("/api/v1/people").then().statusCode(401);
        as("olga").get("/api/v1/people").then().statusCode(200).body("people.name", hasItem("olga"));
    }

    @Test
    void everythingWrongWithANewAccountIsReportedAtOnce() {
        as("olga")
                .contentType(ContentType.JSON)
                .body(Map.of("name", "a b", "roles", List.of("king"), "password", "short"))
                .post("/api/v1/people")
                .then()
                .statusCode(400)
                .body(
                        "faults.message",
                        contains(
                                containsString("a b is not a valid name"),
                                containsString("king is not a role"),
                                containsString("at least 12 characters")));
    }

    @Test
    void aNameIsGivenOnce() {
        String name = name();
        add(name, "viewer");

        as("olga")
                .contentType(ContentType.JSON)
                .body(Map.of("name", name, "roles", List.of("viewer")))
                .post("/api/v1/people")
                .then()
                .statusCode(409)
                .body("type", containsString("name-taken"));
        // An audit log with two names that look alike tells nobody apart.
        for (Map.Entry<String, Integer> other :
                Map.of(name.toUpperCase(Locale.ROOT), 409, "Tenure", 400).entrySet()) {
            for (String path : List.of("/api/v1/people", "/api/v1/tokens")) {
                as("olga")
                        .contentType(ContentType.JSON)
                        .body(Map.of("name", other.getKey(), "roles", List.of("viewer")))
                        .post(path)
                        .then()
                        .statusCode(other.getValue());
            }
        }
        as("olga")
                .contentType(ContentType.JSON)
                .body(Map.of("name", name(), "roles", List.of("viewer", "viewer")))
                .post("/api/v1/people")
                .then()
                .statusCode(400)
                .body("faults.pointer", contains("/roles/1"));
    }

    @Test
    void aDisabledPersonIsRejectedUntilTheyGetANewPassword() {
        String name = name();
        String password = add(name, "viewer");
        assertThat(statusOf(name, password, "/api/v1/ruleset")).isEqualTo(200);

        as("olga").post("/api/v1/people/" + name + "/disable").then().statusCode(200);
        assertThat(statusOf(name, password, "/api/v1/ruleset")).isEqualTo(401);

        String changed = as("olga")
                .contentType(ContentType.JSON)
                .body(Map.of())
                .post("/api/v1/people/" + name + "/password")
                .then()
                .statusCode(200)
                .extract()
                .path("password");
        assertThat(statusOf(name, changed, "/api/v1/ruleset")).isEqualTo(200);
        assertThat(statusOf(name, password, "/api/v1/ruleset")).isEqualTo(401);
    }

    @Test
    void theFifthWrongPasswordHasToWait() {
        String name = name();
        String password = add(name, "viewer");
        for (int i = 0; i < 5; i++) {
            assertThat(statusOf(name, "wrong-password-" + i, "/api/v1/ruleset")).isEqualTo(401);
        }

        Response throttled =
                RestAssured.given().auth().preemptive().basic(name, password).get("/api/v1/ruleset");

        assertThat(throttled.statusCode()).isEqualTo(429);
        assertThat(Integer.parseInt(throttled.header("Retry-After"))).isBetween(1, 6);
        assertThat(throttled.path("type").toString()).endsWith("too-many-sign-ins");
    }

    @Test
    void failedSignInsAreAuditedAndCounted() {
        double before = failures();

        statusOf(name(), "wrong-password", "/api/v1/ruleset");

        assertThat(failures()).isEqualTo(before + 1);
        as("olga")
                .get("/api/v1/audit?limit=1000")
                .then()
                .statusCode(200)
                .body("entries.findAll { it.operation == 'sign-in' }.succeeded", hasItem(false))
                .body("entries.findAll { it.operation == 'sign-in' }.actor", hasItem(startsWith("p-")));
    }

    @Test
    void aProgramDecidesWithATokenUntilItIsRevoked() {
        String name = name();
        Response created = token(name, 30);
        String token = created.path("token");
        assertThat(token).startsWith("tnr_").hasSize(47);
        assertThat(decide(token)).isEqualTo(200);
        assertThat(decide(token)).isEqualTo(200);
        assertThat(decide("tnr_" + "x".repeat(43))).isEqualTo(401);

        as("olga")
                .delete("/api/v1/tokens/" + created.path("id"))
                .then()
                .statusCode(200)
                .body("token", nullValue());
        assertThat(decide(token)).isEqualTo(401);
    }

    @Test
    void anExpiredTokenIsInvalid() throws Exception {
        String name = name();
        Response created = token(name, 1);
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(
                    "update api_token set expires_at = now() - interval '1 second' where id = " + created.path("id"));
        }

        assertThat(decide(created.path("token"))).isEqualTo(401);
    }

    @Test
    void neitherAPasswordNorATokenCanBeReadFromTheDatabase() throws Exception {
        String name = name();
        String password = add(name, "viewer");
        String token = token(name(), 30).path("token");
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "select password from person union all select encode(hash, 'escape') from api_token")) {
            while (rows.next()) {
                assertThat(rows.getString(1)).doesNotContain(password).doesNotContain(token);
            }
        }
        as("olga").get("/api/v1/people").then().body("people.password", everyItem(nullValue()));
    }

    @Test
    void noSuchPersonAndNoSuchTokenAreNotFound() {
        as("olga")
                .post("/api/v1/people/nobody-here/disable")
                .then()
                .statusCode(404)
                .body("type", containsString("no-such-person"));
        as("olga").delete("/api/v1/tokens/999999").then().statusCode(404).body("type", containsString("no-such-token"));
    }

    private static double failures() {
        return as("olga")
                .get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith("tenure_signin_failures_total "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' '))))
                .findFirst()
                .orElseThrow();
    }

    private static String name() {
        return "p-" + UUID.randomUUID();
    }

    private static String add(String name, String role) {
        return as("olga")
                .contentType(ContentType.JSON)
                .body(Map.of("name", name, "roles", List.of(role)))
                .post("/api/v1/people")
                .then()
                .statusCode(201)
                .extract()
                .path("password");
    }

    private static Response token(String name, int days) {
        return as("olga")
                .contentType(ContentType.JSON)
                .body(Map.of("name", name, "roles", List.of("caller"), "days", days))
                .post("/api/v1/tokens")
                .then()
                .statusCode(201)
                .body("token", startsWith("tnr_"))
                .extract()
                .response();
    }

    private static int decide(String token) {
        return RestAssured.given()
                .header("Authorization", "Bearer " + token)
                .contentType(ContentType.JSON)
                .body(CUSTOMER)
                .post("/api/v1/decisions")
                .statusCode();
    }

    private static int statusOf(String name, String password, String path) {
        return RestAssured.given()
                .auth()
                .preemptive()
                .basic(name, password)
                .get(path)
                .statusCode();
    }
}
