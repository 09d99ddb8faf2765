package io.tenure.contract;

import static io.tenure.UsersForTests.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.tenure.cli.SimulatedLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Backtests over HTTP: a log is sent, runs in the background, and its result is fetched.
@QuarkusTest
class BacktestsTest {
    private static final String URL = "/api/v1/backtests";
    private static final Duration MOST = Duration.ofMinutes(3);

    @TempDir
    private static Path folder;

    private static String log;

    @BeforeAll
    static void simulate() throws IOException {
        log = Files.readString(SimulatedLog.ofModel(folder, 1200, 3));
    }

    private static ValidatableResponse start(String user, String query, String body) {
        return as(user).contentType("text/csv").body(body).post(URL + query).then();
    }

    /// The backtest once it waits and runs no more.
    private static JsonPath ended(String location) throws InterruptedException {
        Instant end = Instant.now().plus(MOST);
        while (true) {
            JsonPath backtest =
                    as("ann").get(location).then().statusCode(200).extract().jsonPath();
            if (!backtest.getString("status").matches("WAITING|RUNNING")) {
                return backtest;
            }
            assertThat(Instant.now()).isBefore(end);
            Thread.sleep(200);
        }
    }

    @Test
    void aLogIsDecidedInTheBackgroundAndComparedWithWhatCustomersDid() throws InterruptedException {
        ValidatableResponse accepted =
                start("ann", "?cut=2025-06-30,2025-03-31&horizon=90", log).statusCode(202);
        String location = accepted.extract().header("Location");
        accepted.body("createdBy", equalTo("ann"))
                .body("cuts", contains("2025-03-31", "2025-06-30"))
                .body("horizonDays", equalTo(90))
                .body("customers", equalTo(1200))
                .body("decisions", equalTo(2400))
                .body("draft", nullValue());
        assertThat(location).endsWith("/api/v1/backtests/" + accepted.extract().path("id"));

        JsonPath backtest = ended(location);
        assertThat(backtest.getString("failure")).isNull();
        assertThat(backtest.getString("status")).isEqualTo("DONE");
        assertThat(backtest.getInt("decided")).isEqualTo(2400);
        JsonPath result = as("bob")
                .get(location + "/result")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .extract()
                .jsonPath();
        assertThat(result.getList("report.cut")).containsExactly("2025-03-31", "2025-06-30");
        assertThat(result.getList("report.customers")).containsExactly(1200, 1200);
        assertThat(result.getList("[0].report.risk.name")).contains("risk", "recency", "bg-nbd", "logistic-regression");
        assertThat(result.getDouble("[0].report.risk.find { it.name == 'bg-nbd' }.auc"))
                .isGreaterThan(.7);

        as("bob")
                .accept("text/html")
                .get(location + "/result")
                .then()
                .statusCode(200)
                .contentType("text/html")
                .body(containsString("<svg"), containsString("Cut 2025-03-31"), not(containsString("<script")));
        as("bob")
                .accept("text/html")
                .header("Accept-Language", "zh")
                .get(location + "/result")
                .then()
                .header("Content-Language", "zh")
                .body(containsString("回测"));
        as("ann").get(URL).then().statusCode(200).body("id", hasItem(backtest.getString("id")));
        as("ann").delete(location).then().statusCode(200).body("status", equalTo("DONE"));
        as("ann").get(location).then().statusCode(404).body("type", equalTo("urn:tenure:problem:no-such-backtest"));
    }

    @Test
    void theRecordNeedsNoLogAndItsReadingIsAudited() {
        start("ann", "?cut=2025-06-30&record=true", log).statusCode(400).body("faults.pointer", contains("/record"));
        as("ann")
                .noContentType()
                .post(URL + "?cut=2025-06-30&record=yes&columns=date=1")
                .then()
                .statusCode(400)
                .body("faults.pointer", contains("/record"));
        String id = as("ann")
                .noContentType()
                .post(URL + "?cut=2025-06-30&record=true")
                .then()
                .statusCode(202)
                .body("customers", equalTo(0))
                .extract()
                .path("id");
        as("olga")
                .get("/api/v1/audit?limit=100")
                .then()
                .statusCode(200)
                .body("entries.find { it.detail == 'backtest " + id + "' }.actor", equalTo("ann"));
    }

    @Test
    void aBaseThatAllDoesTheSameFailsWithASentence() throws InterruptedException {
        StringBuilder same = new StringBuilder("customer,date,amount\n");
        for (int i = 0; i < 60; i++) {
            same.append("C").append(i).append(",2025-01-").append(10 + i % 20).append(",20\n");
        }
        same.append("LATER,2025-12-31,20\n");
        String location = start("eve", "?cut=2025-06-30", same.toString())
                .statusCode(202)
                .extract()
                .header("Location");
        JsonPath backtest = ended(location);
        assertThat(backtest.getString("status")).isEqualTo("FAILED");
        assertThat(backtest.getString("failure")).startsWith("At the cut 2025-06-30, 0 of 60 customers bought again");
        as("eve")
                .get(location + "/result")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:tenure:problem:backtest-unfinished"))
                .body("detail", containsString("0 of 60 customers"));
        as("eve").delete(location).then().statusCode(200);
    }

    @Test
    void whatCannotBeReadIsRefusedAtOnceWithEveryFault() {
        start("ann", "?cut=yesterday&horizon=0&unitMargin=2&draft=x", log)
                .statusCode(400)
                .body("faults.pointer", contains("/cut", "/horizon", "/draft", "/unitMargin"));
        start("ann", "", log).statusCode(400).body("faults.pointer", contains("/cut"));
        start("ann", "?cut=2025-06-30&bundle=x", log).statusCode(400).body("faults.code", contains("unknown-name"));
        start("ann", "?cut=2025-12-01", log)
                .statusCode(400)
                .body("type", equalTo("urn:tenure:problem:bad-file"))
                .body("detail", containsString("2026-03-01"));
        start("ann", "?cut=2025-06-30", "colour,weight\nred,7\n")
                .statusCode(400)
                .body("type", equalTo("urn:tenure:problem:bad-file"));
        start("ann", "?cut=2025-06-30", "customer,date,amount\n")
                .statusCode(400)
                .body("detail", equalTo("The file has no transactions."));
        start("ann", "?cut=2025-06-30", "customer,date,amount\nA,2025-01-01,x\n")
                .statusCode(400)
                .body(
                        "detail",
                        equalTo("No line can be read as a transaction. Line 2 skipped: \"x\" is not a number."));
        start("ann", "?cut=2025-06-30", "").statusCode(400).body("type", equalTo("urn:tenure:problem:bad-file"));
        start("ann", "?cut=2025-06-30&draft=999999", log).statusCode(404);
        as("ann")
                .contentType("application/json")
                .body("{}")
                .post(URL + "?cut=2025-06-30")
                .then()
                .statusCode(415);
    }

    @Test
    void onlyThoseWhoChangeRulesMayRunThem() {
        start("viewer", "?cut=2025-06-30", log).statusCode(403);
        start("caller", "?cut=2025-06-30", log).statusCode(403);
        as("viewer").get(URL).then().statusCode(403);
        as("ann").get(URL + "/" + UUID.randomUUID()).then().statusCode(404);
        as("ann").get(URL + "/1").then().statusCode(404);
    }
}
