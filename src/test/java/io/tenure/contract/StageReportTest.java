package io.tenure.contract;

import static io.tenure.UsersForTests.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Customers by stage from the record, on days long before those of other tests, but not so long that the record drops
/// them.
@QuarkusTest
class StageReportTest extends RecordedCustomer {
    private static final long FIRST_CUSTOMER = 7_000_000_000L;

    /// The day that is compared with.
    private static final LocalDate EARLIER = LocalDate.now(ZoneOffset.UTC).minusYears(9);

    private static final LocalDate LATER = EARLIER.plusDays(91);
    private static final String URL = "/api/v1/stages?on=" + LATER + "&compared=" + EARLIER;

    private void point(int customer, LocalDate day, String stage) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into timeline (customer, as_of, stage, decision, decided_at) values (?, ?, ?, ?, now())")) {
            insert.setLong(1, FIRST_CUSTOMER + customer);
            insert.setObject(2, day);
            insert.setString(3, stage);
            insert.setObject(4, UUID.randomUUID());
            insert.executeUpdate();
        }
    }

    @AfterEach
    void clear() throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement delete = connection.prepareStatement("delete from timeline where customer >= ?")) {
            delete.setLong(1, FIRST_CUSTOMER);
            delete.executeUpdate();
        }
    }

    @Test
    void countsCustomersByTheirLatestStageAndTheirMoves() throws SQLException {
        for (int i = 0; i < 40; i++) {
            point(i, EARLIER.minusDays(75), "EXPLORATION");
            point(i, EARLIER, "STABLE");
            point(i, EARLIER.plusDays(31), "FORMATION");
            point(i, LATER, i < 10 ? "DECLINE" : "STABLE");
            point(i, LATER.plusDays(1), "TERMINATED");
        }
        point(40, EARLIER.minusDays(58), "DECLINE");
        point(41, EARLIER.plusDays(1), "EXPLORATION");
        JsonPath report = as("viewer").get(URL).then().statusCode(200).extract().jsonPath();
        assertThat(report.getInt("customers")).isEqualTo(42);
        assertThat(report.getList("stages.stage")).containsExactly("EXPLORATION", "STABLE", "DECLINE");
        assertThat(report.getList("stages.customers")).containsExactly(1, 30, 11);
        assertThat(report.getList("stages.before")).containsExactly(0, 40, 1);
        assertThat(report.getList("stages.added")).containsExactly(1, 0, 0);
        assertThat(report.getList("flows.from")).containsExactly("STABLE", "STABLE", "DECLINE");
        assertThat(report.getList("flows.to")).containsExactly("STABLE", "DECLINE", "DECLINE");
        Map<String, Object> lost = report.getMap("flows[1]");
        assertThat(lost).containsEntry("customers", 10).containsEntry("share", .25f);
        // Wilson's interval of 10 in 40.
        assertThat(report.getFloat("flows[1].interval.low")).isEqualTo(.1419f);
        assertThat(report.getFloat("flows[1].interval.high")).isEqualTo(.4019f);

        as("olga")
                .get("/api/v1/stages?on=" + EARLIER.minusDays(1))
                .then()
                .statusCode(200)
                .body("compared", nullValue())
                .body("stages.stage", contains("EXPLORATION", "DECLINE"))
                .body("stages.customers", contains(40, 1))
                .body("stages[0].before", nullValue())
                .body("flows.size()", equalTo(0));
    }

    /// What is decided counts, and what is erased doesn't.
    @Test
    void followsDecisionsAndErasure() {
        id(decide(prospect(EARLIER.minusDays(58).toString()), "en", null));
        id(decide(stable(EARLIER.plusDays(31).toString()), "en", null));
        as("viewer").get(URL).then().body("customers", equalTo(1)).body("flows.from", contains("PROSPECT"));
        as("olga").delete("/api/v1/customers/{id}", customer).then().statusCode(200);
        as("viewer").get(URL).then().body("customers", equalTo(0)).body("stages.size()", equalTo(0));
    }

    @Test
    void readsInBothLanguages() throws SQLException {
        point(1, EARLIER.minusDays(75), "STABLE");
        point(1, LATER.minusDays(15), "DECLINE");
        as("viewer")
                .accept("text/plain")
                .get(URL)
                .then()
                .statusCode(200)
                .body(containsString("1 customer by stage as of " + LATER))
                .body(containsString("Moves from " + EARLIER + " to " + LATER))
                .body(containsString("1: 100.0% ("));
        as("viewer")
                .accept("text/plain")
                .header("Accept-Language", "zh")
                .get(URL)
                .then()
                .body(containsString("的阶段迁移"));
    }

    @Test
    void wrongDaysAndRolesAreRefused() {
        as("viewer")
                .get("/api/v1/stages?on=2003-02-30&compared=soon")
                .then()
                .statusCode(400)
                .body("faults.pointer", contains("/on", "/compared"));
        as("viewer")
                .get("/api/v1/stages?on=" + LATER + "&compared=" + LATER)
                .then()
                .statusCode(400)
                .body("faults.pointer", hasItem("/compared"));
        as("caller").get(URL).then().statusCode(403);
    }
}
